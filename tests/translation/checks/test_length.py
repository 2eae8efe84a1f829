from tests.translation.checks.asking import codes, findings

LONG = "The city council decided on Monday to build a retention basin beside the old market. "


def test_a_limit_is_a_limit():
    found = findings("Short", "Trop long", limit=5)

    assert [each.code for each in found] == ["limit"]
    assert found[0].target == (5, 9)
    assert codes("Short", "Court", limit=5) == []


def test_a_suspicious_length_is_told():
    assert codes(LONG * 3, "Le conseil a décidé.") == ["short"]
    assert codes("The council decided.", "Le conseil a décidé " * 12 + ".") == ["long"]


def test_chinese_is_short_by_nature():
    assert codes(LONG, "市议会周一决定在旧市场旁边修建一个蓄水池。", "zh") == []


def test_short_texts_may_differ_in_length():
    assert codes("Home", "Page d’accueil du portail") == []
