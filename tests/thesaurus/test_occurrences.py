"""What the glossary has to say about a paragraph, in each family of languages."""

import pytest

from portal.thesaurus.actions import define
from portal.thesaurus.editing import About
from portal.thesaurus.models import Kind
from portal.thesaurus.occurrences import Occurrence, fallbacks, occurrences
from tests.thesaurus import terms

pytestmark = pytest.mark.usefixtures("glossary")


def found(text: str, locale: str, targets: str = "en") -> dict[str, str]:
    """What was found as written in the text, and its preferred term in the target language."""
    return {
        text[place.begin : place.end]: each.preferred
        for each in occurrences(text, locale, targets=targets, schemes=["glossary"])
        for place in each.places
    }


def only(text: str, locale: str, targets: str) -> Occurrence:
    (one,) = occurrences(text, locale, targets=targets, schemes=["glossary"])
    return one


@pytest.mark.parametrize(
    ("locale", "term", "text", "as_written"),
    [
        ("en", "flood", "After the floods came.", "floods"),
        ("en", "decision-making", "Their decision making is slow", "decision making"),
        ("en", "heat wave", "Two heat-waves in May", "heat-waves"),
        ("en", "seal (animal)", "Many seals rest here.", "seals"),
        ("fr", "zone côtière", "dans les zones côtières basses", "zones côtières"),
        ("fr", "eau potable", "l’accès à l’eau potable", "eau potable"),
        ("fr", "plan régional", "des plans régionaux", "plans régionaux"),
        ("es", "inundación", "las inundaciones de abril", "inundaciones"),
        ("de", "Klimaschutzmaßnahme", "neue Klimaschutz-Maßnahmen", "Klimaschutz-Maßnahmen"),
        ("de", "Klimaschutz-Maßnahme", "der Klimaschutzmaßnahmen", "Klimaschutzmaßnahmen"),
        ("de", "Hochwasserschutz", "Teil des Hochwasserschutzes", "Hochwasserschutzes"),
        ("ru", "наводнение", "после наводнения", "наводнения"),
        ("ar", "فيضان", "خطر الفيضانات كبير", "الفيضانات"),
        ("ar", "مدينة", "وبالمدينة حدائق", "وبالمدينة"),
        ("ar", "مياه", "تزويد السكان بمياه نظيفة", "بمياه"),
        ("ar", "تغير المناخ", "آثار تغيّر المناخ", "تغيّر المناخ"),
        ("zh", "海绵城市", "建设海绵城市的经验", "海绵城市"),
        ("zh-Hant", "海綿城市", "建設海綿城市的經驗", "海綿城市"),
        ("ja", "雨水貯留", "雨水貯留施設を整備する", "雨水貯留"),
        ("ja", "グリーンインフラ", "グリーンインフラの整備", "グリーンインフラ"),
        ("ko", "기후 변화", "기후변화에 대응한다", "기후변화에"),
        ("ko", "홍수", "홍수로 인한 피해", "홍수로"),
        ("th", "น้ำท่วม", "ปัญหาน้ำท่วมในเมือง", "น้ำท่วม"),
    ],
)
def test_a_term_is_found_as_its_language_writes_it(locale, term, text, as_written):
    terms.concept({locale: term, "en" if locale != "en" else "fr": "target"})

    assert found(text, locale, "fr" if locale == "en" else "en") == {as_written: "target"}


@pytest.mark.parametrize(
    ("locale", "term", "text"),
    [
        ("en", "organ", "an organisation of organisms"),
        ("en", "socialism", "social housing"),
        ("en", "risk management", "of risk, management and cost"),
        ("en", "water for all", "water is scarce"),
        ("en", "IT", "it is late"),
        ("fr", "danse", "dans la ville"),
        ("ja", "ダム", "マダムの家"),
        ("zh", "城", "在城市里"),
    ],
)
def test_what_only_looks_alike_is_not_found(locale, term, text):
    terms.concept({locale: term})

    assert found(text, locale, "es") == {}


def test_an_acronym_is_found_as_one():
    terms.concept({"en": "IT", "fr": "informatique"})

    assert found("Our IT is new.", "en", "fr") == {"IT": "informatique"}


def test_the_longest_comes_first_and_what_lies_within_is_marked():
    terms.concept({"en": "flood", "fr": "inondation"})
    terms.concept({"en": "flood risk", "fr": "risque d’inondation"})

    longest, shorter = occurrences("Flood risks grow.", "en", targets="fr", schemes=["glossary"])

    assert (longest.preferred, longest.nested) == ("risque d’inondation", False)
    assert (shorter.preferred, shorter.nested) == ("inondation", True)


def test_every_place_of_a_concept_is_told():
    terms.concept({"en": "flood", "fr": "inondation"}, alternate=["en:deluge"])
    text = "A flood, a deluge, floods."

    one = only(text, "en", "fr")

    assert [text[place.begin : place.end] for place in one.places] == ["flood", "deluge", "floods"]
    assert [place.term for place in one.places] == ["flood", "deluge", "flood"]


def test_a_forbidden_term_is_recognised_beside_the_right_one():
    terms.concept(
        {"en": "informal settlement", "fr": "quartier informel"},
        forbidden=["en:slum", "fr:bidonville"],
        alternate=["fr:quartier précaire"],
    )

    one = only("The slums by the river", "en", "fr")

    assert [place.kind for place in one.places] == [Kind.FORBIDDEN]
    assert one.source_preferred == "informal settlement"
    assert one.accepted == ("quartier informel", "quartier précaire")
    assert one.forbidden == ("bidonville",)


@pytest.mark.parametrize(("written", "kind"), [("Wi-Fi", Kind.PREFERRED), ("wifi", Kind.FORBIDDEN)])
def test_of_two_terms_alike_the_one_that_is_written_counts(written, kind):
    terms.concept({"en": "Wi-Fi"}, forbidden=["en:wifi"])

    assert only(f"Free {written} here", "en", "fr").places[0].kind is kind


def test_a_hidden_term_is_found_and_never_offered():
    terms.concept({"en": "flood", "fr": "inondation"}, hidden=["en:floood", "fr:innondation"])

    one = only("a floood", "en", "fr")

    assert one.accepted == ("inondation",)
    assert one.places[0].kind is Kind.HIDDEN


def test_an_untranslatable_name_keeps_its_form():
    terms.concept({"en": "Riverwatch", "fr": "Veille fluviale"}, about=About(untranslatable=True))

    one = only("See Riverwatch.", "en", "fr")

    assert (one.untranslatable, one.accepted) == (True, ("Riverwatch",))


def test_a_definition_is_in_the_target_language_or_else_in_that_of_the_text():
    flood = terms.concept({"es": "inundación", "fr": "inondation"})
    define(flood, "es", "Agua donde no debe.", by=None, source="A handbook")

    before = only("la inundación", "es", "fr")
    define(flood, "fr", "De l’eau où il n’en faut pas.", by=None)
    after = only("la inundación", "es", "fr")

    assert (before.definition, before.definition_locale) == ("Agua donde no debe.", "es")
    assert after.definition_locale == "fr"


def test_a_regional_form_falls_back_on_its_language_but_on_no_other_script():
    terms.concept({"en": "flood", "pt": "cheia", "zh": "洪水"})

    assert only("flood", "en", "pt-BR").preferred == "cheia"
    assert only("flood", "en", "zh-Hant").preferred == ""
    assert only("a flood", "en-GB", "pt").preferred == "cheia"
    assert fallbacks("zh-Hant-TW") == ["zh-Hant-TW", "zh-Hant"]


def test_our_own_glossary_comes_before_imported_schemes():
    terms.concept({"en": "flood", "fr": "autre"}, scheme="a-thesaurus")
    terms.concept({"en": "flood", "fr": "inondation"})

    told = occurrences("flood", "en", targets="fr")

    assert [each.scheme for each in told][:2] == ["glossary", "a-thesaurus"]


def test_a_change_of_the_glossary_is_seen_at_once():
    assert found("a levee", "en") == {}

    terms.concept({"en": "levee", "fr": "digue"})

    assert found("a levee", "en", "fr") == {"levee": "digue"}


@pytest.mark.parametrize("text", ["", " ", "…", "\u200f", "a" * 50_000, "flood " * 9_000])
def test_any_text_is_answered(text):
    terms.concept({"en": "flood"})

    occurrences(text, "en", targets="fr")
