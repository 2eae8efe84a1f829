"""What each language's texts become. A change here asks for a higher `analysis.VERSION`."""

import pytest

from portal.analysis import analysis, subwords, words
from portal.analysis.languages import language_of
from portal.analysis.stopwords import stopwords

WORDS = [
    ("en", "How do the cities' officials reduce flooding?", "citi offici reduc flood"),
    ("en", "The city's well-being, COP31 and CO₂", "citi wellb cop31 co2"),
    ("es", "¿Qué hacen las ciudades contra las inundaciones?", "hac ciud contr inund"),
    ("fr", "Qu'est-ce que l’inondation d'un quartier", "inond quarti"),
    ("pt", "A gestão d'água das cidades", "gesta agu cidad"),
    ("de", "Die Straße und die Städte", "strass stadt"),
    ("ar", "المدينة والمدن والفيضانات ٢٠٣٠", "مدين مدن فيض 2030"),
    ("zh", "气候变化 COP30", "气候 候变 变化 cop30"),
    ("ja", "東京のヒート対策", "东京 ヒート 対策"),
    ("ko", "기후변화에 도시들의", "기후 후변 변화 도시"),
    ("id", "Pengelolaan sampah di kota", "pengelolaan sampah kota"),
    ("ru", "Как города справляются с наводнениями", "город справля наводнен"),
    ("hi", "दिल्ली में जल प्रबंधन", "दिल्ल जल प्रबंधन"),
    ("tr", "İstanbul'un IŞIK adaları", "istanbul isik ada"),
    ("fa", "کتاب‌های شهر", "كتاب شهر"),
    ("he", "הערים והמים", "הערים והמים"),
]


@pytest.mark.parametrize(("locale", "text", "expected"), WORDS)
def test_a_text_becomes_the_tokens_of_its_language(locale, text, expected):
    assert words(text, locale) == expected.split()


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("pt-BR", "pt"), ("zh-Hant", "zh"), ("fr_CA", "fr"), ("EN", "en")],
)
def test_a_region_or_script_falls_back_to_its_language(locale, expected):
    assert language_of(locale) == expected
    assert analysis(locale) is analysis(expected)


@pytest.mark.parametrize("locale", ["en", "ar", "zh", "ru", "sw"])
def test_a_name_in_a_foreign_script_is_the_same_token_in_every_language(locale):
    for name, home in (("مراكش", "ar"), ("東京", "zh"), ("Chefchaouen", "en"), ("Казань", "ru")):
        assert words(f"… {name} …", locale) == words(name, home) or script_is_shared(name, locale)


def script_is_shared(name: str, locale: str) -> bool:
    """Languages of one script may stem its words each in their own way."""
    return locale == "sw" and name.isascii()


def test_an_unknown_language_keeps_words_whole_and_without_accents():
    assert words("Maji ya mjini, élève", "sw") == ["maji", "ya", "mjini", "eleve"]


def test_compounds_share_their_pieces():
    whole, part = set(subwords("Hochwasserschutz", "de")), set(subwords("Hochwasser", "de"))

    assert part < whole


def test_chinese_has_single_characters_as_pieces():
    assert subwords("气候 COP30", "zh") == ["气", "候", "cop3", "op30"]


@pytest.mark.parametrize("locale", ["en", "es", "fr", "pt", "de", "ar", "id", "ru", "hi", "tr"])
def test_stop_words_give_no_token(locale):
    assert stopwords(locale)
    for word in stopwords(locale):
        assert words(word, locale) == subwords(word, locale) == []
