"""Which words are one to a searcher, and which are not, in each language."""

import pytest

from portal.analysis import analysis, subwords, words
from portal.analysis.scripts import fold
from portal.analysis.stopwords import stopwords

# One row, one word: every spelling and form has the same tokens.
ONE = [
    ("en", "flood floods flooding flooded Flood’s"),
    ("en", "city cities city's"),
    ("en", "organisation organization organisations organized organised"),
    ("en", "colour color colours"),
    ("en", "centre center centres"),
    ("en", "programme programs program"),
    ("en", "modelling modeling"),
    ("en", "e-mobility emobility E-Mobility e‑mobility"),
    ("en", "micro-mobility micromobility"),
    ("en", "co-operation cooperation"),
    ("en", "well-being wellbeing"),
    ("en", "Sana'a Sanaa Sana’a"),
    ("en", "Xi'an Xian"),
    ("en", "O'Brien OBrien"),
    ("en", "Łódź Lodz ŁÓDŹ"),
    ("en", "Tromsø Tromso"),
    ("en", "Ærø Aero"),
    ("en", "ｃｉｔｙ City"),
    ("en", "pla\u00adza plaza"),
    ("en", "CO₂ CO2"),
    ("es", "inundación inundaciones inundacion"),
    ("es", "ciudad ciudades"),
    ("es", "energía energías energia"),
    ("es", "luz luces"),
    ("es", "índice índices indice"),
    ("es", "país países pais"),
    ("es", "joven jóvenes jovenes"),
    ("es", "línea líneas linea"),
    ("es", "interés intereses"),
    ("es", "eje ejes"),
    ("es", "niño niños nino"),
    ("pt", "inundação inundações inundacao inundacoes"),
    ("pt", "gestão gestões gestao"),
    ("pt", "ação ações acção"),
    ("pt", "animal animais"),
    ("pt", "móvel móveis moveis"),
    ("pt", "difícil difíceis dificeis"),
    ("pt", "útil úteis"),
    ("pt", "cidadão cidadãos cidadaos"),
    ("pt", "pão pães"),
    ("pt", "homem homens"),
    ("pt", "mulher mulheres"),
    ("pt", "país países paises"),
    ("pt", "mês meses"),
    ("pt", "português portugueses"),
    ("pt", "sustentável sustentáveis sustentavel"),
    ("pt", "resiliência resiliencia"),
    ("fr", "inondation inondations l’inondation d'inondation"),
    ("fr", "aménagé aménagée aménagées amenagee aménager"),
    ("fr", "première premier premiere"),
    ("fr", "travaux travail"),
    ("fr", "local locaux locale"),
    ("fr", "réseau réseaux reseau"),
    ("fr", "qualité qualités qualite"),
    ("fr", "école écoles ecole"),
    ("fr", "actif active actives"),
    ("fr", "petit petite petits"),
    ("fr", "cœur coeur"),
    ("fr", "écoquartier éco-quartiers ecoquartier"),
    ("de", "Überschwemmung Überschwemmungen Ueberschwemmung Uberschwemmung"),
    ("de", "Stadt Städte Staedte Stadte"),
    ("de", "Münster Muenster Munster"),
    ("de", "Straße Strasse Straßen STRASSE"),
    ("de", "Fluss Flüsse Fluß Fluesse"),
    ("de", "Fahrrad Fahrräder Fahrrader"),
    ("de", "Bürger Bürgerinnen Buerger"),
    ("de", "E-Mobilität Emobilität"),
    ("ar", "مدينة المدينة مدينه للمدينة والمدينة"),
    ("ar", "إدارة ادارة الإدارة"),
    ("ar", "الفيضانات فيضان فيضانات"),
    ("ar", "مُدُن مدن مـدن"),
    ("fa", "کتاب‌های كتابهای"),
    ("he", "שָׁלוֹם שלום"),
    ("zh", "氣候變化 气候变化"),
    ("zh", "臺北 台北"),
    ("ja", "ｺﾝﾋﾟｭｰﾀ コンピュータ コンピューター"),
    ("ja", "エネルギー エネルギ"),
    ("ja", "ヴェネツィア ベネツィア"),
    ("ko", "세계인권선언 세계인권선언을 세계인권선언의"),
    ("ko", "도시 도시는 도시를 도시에서"),
    ("ko", "물 물은 물을"),
    ("ko", "영향평가 영향평가를"),
    ("ko", "온실효과 온실효과를"),
    ("ko", "홍수 홍수로 홍수의"),
    ("ko", "전문가 전문가가"),
    ("id", "banjir Banjir"),
    ("ru", "город города городов городе"),
    ("ru", "ёлка елка"),
    ("ru", "наводнение наводнения наводнениями"),
    ("ru", "микро-мобильность микромобильность"),
    ("hi", "गाँव गांव"),
    ("hi", "हिन्दी हिंदी"),
    ("hi", "सम्बन्ध संबंध"),
    ("hi", "सड़क सडक सड़कें"),
    ("hi", "शहर शहरों"),
    ("hi", "२०३० 2030"),
    ("tr", "şehir şehirler sehirler ŞEHİR"),
    ("tr", "baskın baskını baskınları baskinlari"),
    ("tr", "göl gölleri golleri gölde"),
    ("tr", "ürün ürünü urunler"),
    ("tr", "değişiklik değişikliği degisikligi"),
    ("tr", "atık atığı atiklar"),
    ("tr", "İzmir Izmir izmir İZMİR"),
    ("tr", "ışık IŞIK isik"),
    ("tr", "İstanbul İstanbul'daki İstanbul’un istanbul"),
    ("el", "πόλη πολη ΠΌΛΗ"),
    ("sw", "maji Maji"),
    ("vi", "Đà-Nẵng Da-Nang"),
    ("bn", "শহর শহর"),
]


@pytest.mark.parametrize(("locale", "row"), ONE)
def test_forms_of_one_word_meet(locale, row):
    tokens = [words(word, locale) for word in row.split()]

    assert tokens[0]
    assert all(other == tokens[0] for other in tokens), tokens


OTHERS = [
    ("en", "city citizen"),
    ("en", "rise prize"),
    ("en", "car cart care"),
    ("en", "poet pot"),
    ("en", "fuel full"),
    ("es", "plaza placa"),
    ("es", "poco pozo"),
    ("es", "casa caza"),
    ("pt", "pais mais"),
    ("pt", "bateria bactéria"),
    ("pt", "ação aço"),
    ("fr", "eau an"),
    ("fr", "travail travers"),
    ("de", "Wald Wall"),
    ("de", "Schule Schuld"),
    ("ar", "مدينة مدرسة"),
    ("zh", "气候 气体"),
    ("ja", "ヒート シート"),
    ("ko", "도시 도로"),
    ("ko", "국가 국과"),
    ("id", "kota kita"),
    ("ru", "город горло"),
    ("hi", "नदी नाली"),
    ("tr", "su şu"),
    ("tr", "kat kadın"),
    ("tr", "göl gül"),
]


@pytest.mark.parametrize(("locale", "row"), OTHERS)
def test_different_words_stay_apart(locale, row):
    tokens = [tuple(words(word, locale)) for word in row.split()]

    assert len(set(tokens)) == len(tokens), tokens


APART = [
    ("ko", "세계 인권 선언", "세계인권선언"),
    ("ko", "기후 변화", "기후변화"),
    ("en", "e mobility", "emobility"),
    ("en", "micro mobility", "micromobility"),
    ("de", "E Mobilität", "E-Mobilität"),
]


@pytest.mark.parametrize(("locale", "apart", "as_one"), APART)
def test_words_written_apart_are_what_they_are_as_one(locale, apart, as_one):
    assert words(apart, locale) == words(as_one, locale)


@pytest.mark.parametrize("locale", ["pt", "es", "it"])
def test_a_word_for_and_is_not_drawn_to_the_next(locale):
    assert words("agua e mobilidade", locale)[-1] == words("mobilidade", locale)[0]


def test_other_hyphens_part_words():
    assert words("early-warning system", "en") == words("early warning system", "en")
    assert words("co, benefits - and re", "en") == ["co", "benefit", "re"]


@pytest.mark.parametrize("locale", ["en", "fr", "de", "pt", "id"])
def test_a_letter_with_dots_is_found_spelled_out(locale):
    plain, spelled_out = words("Münster", locale), words("Muenster", locale)

    assert set(subwords("Muenster", locale)) <= set(subwords("Münster", locale))
    assert set(plain + spelled_out) <= set(analysis(locale).readings("Münster"))


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [("ja", "ごみの分別", "ごみ"), ("ja", "地域のまちづくりについて", "まち")],
)
def test_japanese_words_in_hiragana_are_found_within_grammar(locale, text, expected):
    assert expected in words(text, locale)
    assert words("についての", locale) == []


@pytest.mark.parametrize(
    ("locale", "start", "word"),
    [
        ("ar", "المدي", "المدينة"),
        ("hi", "गाँ", "गांव"),
        ("tr", "İst", "İstanbul"),
        ("es", "inundació", "inundaciones"),
        ("ru", "ёлк", "елка"),
        ("zh", "氣", "气候"),
    ],
)
def test_a_word_begins_as_its_token(locale, start, word):
    beginning = analysis(locale).beginning(start)

    assert words(word, locale)[0].startswith(beginning[:3])


@pytest.mark.parametrize("locale", ["ca", "es", "fr", "it", "pt", "tr"])
def test_accents_never_change_a_stem(locale):
    text = " ".join(word for _locale, row in ONE for word in row.split() if _locale == locale)
    for word in analysis(locale).runs(text):
        if fold(word) not in stopwords(locale):
            assert words(fold(word), locale) == words(word, locale)
