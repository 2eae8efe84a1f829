"""Where a sentence is read, told from its places in the code."""

import pytest

from portal.translators.places import Page, where


@pytest.fixture(autouse=True)
def request_context(app):
    with app.test_request_context("/en/"):
        yield


def test_a_template_of_one_page_leads_to_that_page_in_the_language():
    found = where(["portal/accounts/templates/accounts/sign_in.html:3"], "ar")

    assert found.pages == (Page("/account/sign-in", "/ar/account/sign-in"),)


def test_a_page_that_needs_a_number_is_named_by_the_shape_of_its_address():
    found = where(["portal/organisations/templates/organisations/show.html"], "fr")

    assert found.pages
    assert all("…" in page.shape and not page.url for page in found.pages)


def test_where_a_form_is_refused_is_no_page_beside_that_of_the_form():
    found = where(["portal/translators/templates/translators/catalogue_publish.html"], "fr")

    assert [page.shape for page in found.pages] == ["/translations/interface/…/publish"]


def test_a_part_of_pages_leads_to_the_pages_that_include_it():
    found = where(["portal/accounts/templates/accounts/_tabs.html"], "fr")

    assert "/fr/account/preferences" in [page.url for page in found.pages]


def test_what_stands_on_many_pages_says_so():
    found = where(["portal/ui/templates/ui/layout.html"], "fr")

    assert found.is_everywhere
    assert not found.pages


def test_a_module_leads_to_the_pages_that_use_it_as_a_guess():
    found = where(["portal/translators/catalogue_forms.py"], "fr")

    assert "/fr/translations/interface/" not in [page.url for page in found.pages]
    assert "/translations/interface/…/publish" in [page.shape for page in found.pages]
    assert not found.is_certain


def test_an_answer_to_a_form_is_a_page_without_a_link():
    found = where(["portal/translators/templates/translators/returned.html"], "fr")

    assert [page.url for page in found.pages] == [""] * len(found.pages)
    assert found.is_certain


def test_a_letter_is_named_as_one():
    found = where(["portal/content/templates/content/mail/translation_answer.txt"], "fr")

    assert found.is_letter
    assert not found.pages


@pytest.mark.parametrize("places", [[], ["portal/core/errors.py"], ["elsewhere.c:12"], ["../x"]])
def test_where_nothing_is_known_nothing_is_claimed(places):
    found = where(places, "fr")

    assert (found.pages, found.is_everywhere, found.is_letter) == ((), False, False)
