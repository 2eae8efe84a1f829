"""Whose work a scheme is."""

import pytest

from portal.core.errors import Refused
from portal.thesaurus.crediting import UNCREDITED, Credit, credit, credit_of, credits_of_all

pytestmark = pytest.mark.usefixtures("glossary")


def test_a_scheme_of_others_has_a_maker():
    told = Credit("Sample terms", "CC BY 4.0", "A sample agency")

    credit("samples", Credit("Old"), by=None)
    credit("samples", told, by=None)

    assert credit_of("samples") == told
    assert credit_of("other") == UNCREDITED
    assert credits_of_all() == {"samples": told}


@pytest.mark.parametrize("scheme", ["glossary", "topic"])
def test_our_own_schemes_are_ours(scheme):
    with pytest.raises(Refused, match="own"):
        credit(scheme, Credit("Others"), by=None)


def test_words_are_tidied_and_bounded():
    credit("samples", Credit(" a\nb\u202e ", "x" * 900), by=None)

    assert credit_of("samples") == Credit("a b", "x" * 500)


def test_nothing_said_is_no_credit():
    assert not UNCREDITED
    assert Credit(licence="CC0")
