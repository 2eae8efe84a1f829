import pytest

from tests.translation.checks.asking import codes, message_codes


@pytest.mark.parametrize(
    "placeholder",
    ["%(name)s", "%s", "%1$s", "{name}", "{0}", "{{ name }}", "${name}", "{n, number}", "%(n).2f"],
)
def test_a_lost_placeholder_is_an_error(placeholder):
    lost = message_codes(f"Dear {placeholder}, hello", "Bonjour à vous")

    kept = message_codes(f"Dear {placeholder}, hello", f"Bonjour {placeholder}, salut")

    known = placeholder != "{n, number}"
    assert ("placeholder-missing" in lost) is known
    assert "placeholder-missing" not in kept


def test_a_placeholder_that_nothing_fills_is_an_error():
    assert message_codes("Dear %(name)s", "Cher %(nom)s") == [
        "placeholder-missing",
        "placeholder-new",
    ]
    assert codes("Dear {name}", "Cher {nom}") == ["placeholder-missing", "placeholder-new"]


def test_named_placeholders_may_change_places_and_unnamed_not():
    assert message_codes("%(a)s of %(b)s", "%(b)s de %(a)s") == []
    assert message_codes("%s has %d files", "%d fichiers de %s") == ["placeholder-order"]
    assert message_codes("%1$s has %2$d files", "%2$d fichiers de %1$s") == []
    assert message_codes("%s and %s", "%s et") == ["placeholder-missing"]


def test_the_number_may_be_left_out_of_a_plural_form_for_one():
    one = {"optional": ["%(count)s"]}

    assert message_codes("%(count)s files", "Un fichier") == ["placeholder-missing"]
    assert message_codes("%(count)s files", "Un fichier", **one) == []
    assert message_codes("%(count)s files", "%(number)s fichier", **one) == ["placeholder-new"]


def test_a_single_per_cent_sign_breaks_a_message_with_placeholders():
    assert message_codes("%(part)s is full", "%(part)s plein à 100 % déjà") == [
        "number-new",
        "percent-stray",
    ]
    assert message_codes("%(part)s is full", "%(part)s est plein %%") == []
    assert message_codes("It is 5 % full", "Plein à 5 %") == []


def test_branches_of_icu_messages_are_read():
    source = "{count, plural, one {# file of {name}} other {# files of {name}}}"

    good = "{count, plural, one {# fichier de {name}} many {# de {name}} other {# de {name}}}"
    without_name = "{count, plural, one {# fichier} other {# fichiers}}"
    without_other = "{count, plural, one {# fichier de {name}}}"

    assert message_codes(source, good) == []
    assert message_codes(source, without_name) == ["placeholder-missing"]
    assert message_codes(source, without_other) == ["branch-missing"]


def test_prose_with_per_cent_signs_has_no_placeholders():
    assert codes("About 50% of schools", "Environ 50 %des écoles") == []
    assert codes("A 20% saving", "20% ahorro", "es") == []
