"""Numbers not written in figures: words, Han and Roman numerals, digits set low or high.

Only ever used to find that a number of the source is there after all: one word too many
here hides a lost number, one too few asks a translator about a good text.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache

# Beginnings of the words for 1 to 20, then 30, 40 … 100, as they stand in running text.
# A slash parts other words for the same number; names of weeks, days and parts count too.
_WORDS = {
    "en": """one/once/first/single/a/an two/second/twice/both/pair/double/half three/third/triple
        four/quarter five/fifth six seven eight nine/ninth ten eleven twel/dozen thirteen
        fourteen/fortnight fifteen sixteen seventeen eighteen nineteen twent/score thirt
        fort/fourty fift sixt sevent eight ninet hundred/century/centuries""",
    "es": r"""un/prim/sol dos/segund/ambos/ambas/par(?!\w)/dobl/media/medio tres/terc/tripl
        cuatro/cuart/cuatri cinco/quint/lustro seis/sext siete/septim/séptim/semana ocho/octav
        nueve/noven diez/décim/decena/década once doce/docena trece catorce quince/quincena
        dieciséis diecisiete dieciocho diecinueve veint treinta cuarenta cincuenta sesenta
        setenta ochenta noventa cien/sigl""",
    "pt": r"""um/prim/só dois/duas/segund/ambos/ambas/par(?!\w)/dobro/meia/meio três/terce/tripl
        quatro/quart cinco/quint seis/sext sete/sétim oito/oitav nove/non dez/décim/década onze
        doze/dúzia treze catorze/quatorze quinze/quinzena dezesseis/dezasseis dezessete/dezassete
        dezoito dezenove/dezanove vint trinta quarenta cinquenta sessenta setenta oitenta
        noventa cem/cent/sécul""",
    "fr": """un/prem/seul deux/second/doubl/paire/demi trois/tiers/tripl quatre/quatri/quart cinq
        six/sixi sept/semaine huit neuf/neuv dix/dizaine/décennie onz douz treiz quatorz
        quinz/quinzaine seiz dix dix dix vingt trent quarant cinquant soixant soixante quatre
        quatre cent/siècle""",
    "de": """ein/erst/einzig/halb zwei/zweit/beid/doppel/paar drei/dritt vier fünf sechs
        sieb/woche acht neun zehn/zehnt elf zwölf/dutzend dreizehn vierzehn fünfzehn sechzehn
        siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig
        neunzig hundert/jahrhundert""",
    "it": """un/prim due/second/entramb/doppi/coppia/mezz tre/terz quattro/quart cinque/quint
        sei/sest sette/settim otto/ottav nove/non dieci/decim/decenn undici dodici/dozzina
        tredici quattordici quindici sedici diciassette diciotto diciannove vent trent quarant
        cinquant sessant settant ottant novant cent/secol""",
    "id": """satu/se/pertama/tunggal dua/kedua/ganda/setengah tiga/ketiga empat/keempat/seperempat
        lima enam tujuh/seminggu delapan sembilan sepuluh/dasawarsa/dekade sebelas dua/selusin
        tiga empat lima enam tujuh delapan sembilan dua tiga empat lima enam tujuh delapan
        sembilan seratus/abad""",
    "nl": """een/één/eerst/enig twee/tweed/beid/dubbel/half drie/derd vier vijf zes zeven/week
        acht negen tien elf twaalf/dozijn dertien veertien vijftien zestien zeventien achttien
        negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd/eeuw""",
    "ru": r"""один/одн/перв/раз два/две/двух/двум/втор/оба/обе/дво/пар[аы]?(?!\w)/полов
        три/тре/тро/трё/трет четыр/четвер/четвёр пят/пяти шест семь/седьм/неделю/семи
        восемь/восьм девят десят/декад
        одиннадцат двенадцат/дюжин тринадцат четырнадцат пятнадцат шестнадцат семнадцат
        восемнадцат девятнадцат двадцат тридцат сорок пятьдесят/пятидесят шестьдесят семьдесят
        восемьдесят девяност ст[ао](?!\w)/сот/век/столет""",
    "ar": """واحد/احد/أحد/إحدى/احدى/أول/الأول/أولى/وحيد اثن/إثن/ثاني/ثانٍ/كلا/كلتا/نصف/زوج/ين/ان/تين
        ثلاث/ثالث/ثلث أربع/اربع/رابع/ربع خمس/خامس ست/سادس سبع/سابع/أسبوع ثمان/ثامن تسع/تاسع
        عشر/عاشر/عقد عشر عشر/دزينة عشر عشر عشر عشر عشر عشر عشر عشرون/عشرين ثلاثون/ثلاثين
        أربعون/أربعين/اربعين خمسون/خمسين ستون/ستين سبعون/سبعين ثمانون/ثمانين تسعون/تسعين
        مائة/مئة/المئة/قرن""",
    "fa": """یک/اول/نخست/تک دو/هردو/نیم/جفت سه/سوم چهار/ربع پنج شش هفت/هفته هشت نه ده/دهه یازده
        دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده بیست سی چهل پنجاه شصت هفتاد هشتاد نود
        صد/قرن/سده""",
    "he": """אחד/אחת/ראשו/יחיד שני/שתי/שניי/שתיי/זוג/יים/כפול/חצי שלוש/שליש ארבע/רביע/רבע
        חמש/חמיש שש/שיש שבע/שביע/שבוע שמונ/שמינ תשע/תשיע עשר/עשיר/עשור אחד שנים/תריסר שלוש ארבע
        חמש שש שבע שמונ תשע עשרים שלושים ארבעים חמישים שישים שבעים שמונים תשעים מאה/מאות""",
    "ko": """하나/한/첫/일/1/홀로 둘/두/이/양/쌍/반 셋/세/석/삼 넷/네/넉/사 다섯/오 여섯/육/유
        일곱/칠/주 여덟/팔 아홉/구 열/십 열/십 열/십 열/십 열/십 열/십 열/십 열/십 열/십 열/십
        스물/스무/이십 서른/삼십 마흔/사십 쉰/오십 예순/육십 일흔/칠십 여든/팔십 아흔/구십
        백/세기""",
}
_THOUSAND = 1000
_VALUES = [*range(1, 21), *range(30, 101, 10)]
# Words that carry articles, prepositions and endings on both sides, so looked for anywhere.
_ANYWHERE = frozenset({"ar", "he", "ko"})
_HAN_ONLY = frozenset({"zh", "ja"})
_HAN_DIGITS = dict(zip("〇零一二三四五六七八九两兩", (0, *range(10), 2, 2), strict=True))
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_HAN_RUN = re.compile(f"[{''.join((*_HAN_DIGITS, *_HAN_UNITS, *_HAN_LARGE))}]{{1,20}}")
_ROMAN = re.compile(r"(?<![A-Za-z])[IVXLC]{1,8}(?![a-zA-Z])")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_SMALL_SIGNS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉①-⑳½¼¾]")


def numerals(text: str) -> Iterator[Decimal]:
    """The values of the Han and Roman numerals and of small digits (CO₂, ①)."""
    for run in _HAN_RUN.findall(text):
        yield Decimal(_han(run))
    for run in _ROMAN.findall(text):
        yield Decimal(_roman(run))
    for sign in _SMALL_SIGNS.findall(text):
        yield Decimal(str(unicodedata.numeric(sign)))


@lru_cache(maxsize=512)
def may_be_spelled(value: Decimal, text: str, language: str) -> bool:
    """Whether `text` (folded) holds a word for the number, or we know too few words to tell."""
    words = _words(language)
    if value not in _VALUES and not _composed(value):
        return False
    if not words:
        return value <= 12 and language not in _HAN_ONLY
    if value in words:
        return bool(words[value].search(text))
    tens, units = divmod(int(value), 10)
    return bool(words[Decimal(tens * 10)].search(text) and words[Decimal(units)].search(text))


def any_spelled(values: Iterable[Decimal], text: str, language: str) -> bool:
    """Whether one of the numbers may be there in words, a round one also as 3, 30 or 300."""
    return any(
        may_be_spelled(part, text, language) for value in values for part in _with_rounds(value)
    )


def _with_rounds(value: Decimal) -> Iterator[Decimal]:
    yield value
    part = value
    while part >= _THOUSAND and part % 10 == 0:
        part /= 10
        yield part


def _composed(value: Decimal) -> bool:
    return 20 < value < 100 and value == value.to_integral_value()


@cache
def _words(language: str) -> dict[Decimal, re.Pattern[str]] | None:
    if language not in _WORDS:
        return None
    before = "" if language in _ANYWHERE else r"(?<!\w)"
    return {
        Decimal(value): re.compile(f"{before}(?:{words.replace('/', '|')})")
        for value, words in zip(_VALUES, _WORDS[language].split(), strict=True)
    }


def _han(run: str) -> int:
    """Read a Han numeral: by places (三百二十) or digit by digit (二〇二六)."""
    if all(sign in _HAN_DIGITS for sign in run):
        return int("".join(str(_HAN_DIGITS[sign]) for sign in run))
    total = section = digit = 0
    for sign in run:
        if sign in _HAN_DIGITS:
            digit = _HAN_DIGITS[sign]
        elif sign in _HAN_UNITS:
            section += max(digit, 1) * _HAN_UNITS[sign]
            digit = 0
        else:
            total = max(total + section + digit, 1) * _HAN_LARGE[sign]
            section = digit = 0
    return total + section + digit


def _roman(run: str) -> int:
    values = [_ROMAN_DIGITS[sign] for sign in run]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
