from portal.translation.checks import Check, Severity
from tests.translation.checks.asking import codes, findings


def test_a_finding_says_which_check_how_bad_and_where():
    (finding,) = findings("We have 250 pumps.", "Nous avons 260 pompes.")[:1]

    assert finding.check is Check.NUMBERS
    assert finding.severity is Severity.WARNING
    assert finding.source == (8, 11)
    assert "250" in finding.message


def test_an_answer_holds_while_the_finding_is_the_same():
    before = findings("We have 250 pumps.", "Nous avons des pompes.")
    elsewhere = findings("Today we have 250 pumps.", "Aujourd’hui, nous avons des pompes ici.")
    other = findings("We have 280 pumps.", "Nous avons des pompes.")

    assert [each.key for each in before] == [each.key for each in elsewhere]
    assert before[0].key != other[0].key


def test_two_equal_findings_have_two_keys():
    twice = findings("The end. The end.", "La la fin. La la fin.")

    assert [each.code for each in twice] == ["doubled", "doubled"]
    assert len({each.key for each in twice}) == 2


def test_errors_come_first():
    found = findings("See https://example.org now.", "Voir voir maintenant")

    assert [each.severity for each in found] == ["error", "warning", "warning"]


def test_a_fix_is_offered_where_it_is_certain():
    (finding,) = findings("Why?", "لماذا?", "ar")

    assert finding.target == (5, 6)
    assert finding.instead == "؟"


def test_a_good_translation_has_no_findings():
    source = "See [the plan](https://example.org/plan) of 3 May 2026: 1,500 pumps, **now**.[^1]"

    assert codes(source, source.replace("See", "Look at"), "en") == []
    assert (
        codes(
            source,
            "Voir [le plan](https://example.org/plan) du 3 mai 2026 : 1 500 pompes, "
            "**maintenant**.[^1]",
        )
        == []
    )
    assert (
        codes(
            source,
            "انظر [الخطة](https://example.org/plan) بتاريخ 3 مايو 2026: ١٬٥٠٠ مضخة، **الآن**.[^1]",
            "ar",
        )
        == []
    )
    assert (
        codes(
            source,
            "见2026年5月3日的[计划](https://example.org/plan)：1500台水泵，**现在**。[^1]",
            "zh",
        )
        == []
    )
