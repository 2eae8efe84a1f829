import pytest

from tests.translation.checks.asking import codes


@pytest.mark.parametrize(
    ("target", "to"),
    [
        ("le 3 mai 2026", "fr"),
        ("el 3 de mayo de 2026", "es"),
        ("em 3 de maio de 2026", "pt"),
        ("am 3. Mai 2026", "de"),
        ("في 3 مايو 2026", "ar"),
        ("في ٣ أيار ٢٠٢٦", "ar"),
        ("في 3 ماي 2026", "ar"),
        ("2026年5月3日", "zh"),
        ("2026年五月3日", "zh"),
        ("2026년 5월 3일", "ko"),
        ("3 мая 2026 года", "ru"),
        ("2026-05-03", "fr"),
        ("03/05/2026", "fr"),
        ("3.5.2026", "de"),
        ("pada 3 Mei 2026", "id"),
    ],
)
@pytest.mark.parametrize("source", ["on 3 May 2026", "on May 3, 2026", "on 2026-05-03"])
def test_the_same_day_in_another_language_is_known(source, target, to):
    assert codes(source, target, to) == []


@pytest.mark.parametrize(
    ("source", "target", "to"),
    [
        ("on 3 May 2026", "le 3 mars 2026", "fr"),
        ("on 3 May 2026", "le 4 mai 2026", "fr"),
        ("on 3 May 2026", "le 3 mai 2027", "fr"),
        ("on 2026-05-03", "في 3 يونيو 2026", "ar"),
        ("on May 3", "6月3日", "zh"),
        ("on 3 May 2026", "bientôt", "fr"),
    ],
)
def test_another_day_is_found(source, target, to):
    assert "date-missing" in codes(source, target, to)


def test_a_month_that_is_a_word_is_no_date():
    assert codes("You may march on", "Vous pouvez marcher", "fr") == []


@pytest.mark.parametrize(
    ("source", "target", "to"),
    [
        ("at 3:30 pm", "à 15 h 30", "fr"),
        ("at 3:30 pm", "à 15h30", "fr"),
        ("at 3:30 pm", "um 15.30 Uhr", "de"),
        ("at 3 p.m. sharp", "a las tres de la tarde en punto", "es"),
        ("at 14:00", "下午2点", "zh"),
        ("at 9:15 a.m. sharp", "오전 9시 15분", "ko"),
        ("at 12:00", "à midi, 12 h", "fr"),
    ],
)
def test_the_same_time_said_otherwise_is_known(source, target, to):
    assert not [code for code in codes(source, target, to) if code.startswith("time")]


def test_another_time_is_found():
    assert "time-missing" in codes("at 3:30 pm", "à 16 h 30")
    assert "time-missing" in codes("at 14:05", "في الساعة 14:50", "ar")
