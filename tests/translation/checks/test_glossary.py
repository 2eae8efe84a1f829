from portal.translation.checks import Severity, Term
from tests.translation.checks.asking import codes, findings

BASIN = Term("retention basin", ("bassin de rétention",), ("étang",))
SOURCE = "Two retention basins were built."


def test_the_accepted_term_counts_in_any_inflection():
    found = codes(SOURCE, "Deux bassins de rétention ont été construits.", terms=[BASIN])

    assert found == []


def test_a_missing_term_is_a_warning_and_a_forbidden_one_an_error():
    missing = findings(SOURCE, "Deux réservoirs ont été construits.", terms=[BASIN])
    forbidden = findings(SOURCE, "Deux étangs ont été construits.", terms=[BASIN])

    assert [(each.code, each.severity) for each in missing] == [("term-missing", Severity.WARNING)]
    assert [(each.code, each.severity) for each in forbidden] == [
        ("term-forbidden-instead", Severity.ERROR)
    ]
    assert "bassin de rétention" in forbidden[0].message
    assert forbidden[0].source == (4, 19)


def test_a_forbidden_word_may_be_part_of_the_accepted_term():
    term = Term("flood risk", ("risque d’inondation",), ("risque",))

    assert codes("The flood risk grows.", "Le risque d’inondation croît.", terms=[term]) == []


def test_an_untranslatable_term_stays_as_it_is():
    term = Term("Copernicus", untranslatable=True)

    assert codes("Copernicus data", "Données Copernicus", terms=[term]) == []
    assert codes("Copernicus data", "Données de Copernic", terms=[term]) == ["term-changed"]


def test_terms_are_found_in_other_scripts():
    flood = Term("flood", ("فيضان",), ("طوفان",))
    basin = Term("retention basin", ("蓄水池",), ("水塘",))

    assert codes("The floods", "الفيضانات", "ar", terms=[flood]) == []
    assert codes("The floods", "المياه", "ar", terms=[flood]) == ["term-missing"]
    assert codes(SOURCE, "修建了两个蓄水池。", "zh", terms=[basin]) == []
    assert "term-forbidden-instead" in codes(SOURCE, "修建了两个水塘。", "zh", terms=[basin])


def test_compounds_hold_the_term():
    term = Term("flood protection", ("Hochwasserschutz",))

    assert (
        codes("New flood protection works", "Neue Hochwasserschutzanlagen", "de", terms=[term])
        == []
    )
