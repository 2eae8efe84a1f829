"""A new language begins with a header that fits it."""

import pytest
from babel import UnknownLocaleError

from portal.translation.po import plurals
from portal.translation.po.reading import read
from portal.translation.po.starting import started
from portal.translation.po.writing import write


@pytest.mark.parametrize(
    ("locale", "forms"),
    [("id", 1), ("ja", 1), ("zh-Hant", 1), ("de", 2), ("sw", 2), ("it", 2), ("ru", 3), ("ar", 6)],
)
def test_a_language_has_the_forms_it_counts_with(locale, forms):
    rule = plurals.read(started(locale).headers["Plural-Forms"])

    assert rule.count == forms
    assert all(rule.index(number) < forms for number in range(1_000))


def test_what_is_written_is_read_again():
    begun = started("zh-Hant")

    assert read(write(begun)).headers == begun.headers
    assert begun.headers["Language"] == "zh_Hant"


def test_a_language_that_nobody_knows_is_refused():
    with pytest.raises(UnknownLocaleError):
        started("xx")
