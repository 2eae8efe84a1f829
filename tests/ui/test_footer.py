"""The foot of every page."""

import pytest


@pytest.fixture
def footer(portal):
    """The footer of a page of a network with this address."""

    def footer(contact: str) -> str:
        template = portal.jinja_env.get_template("ui/_footer.html")
        with portal.test_request_context("/en/"):
            network = {"name": "Plaza", "contact": contact}
            return template.render(network=network, languages=[], locale="en")

    return footer


def test_it_names_the_address_of_the_secretariat_where_there_is_one(footer):
    page = footer("office@example.org")

    assert '<a href="mailto:office@example.org" dir="ltr">office@example.org</a>' in page


def test_without_an_address_it_promises_none(footer):
    assert "mailto:" not in footer("")
    assert "secretariat" not in footer("")


def test_on_paper_it_says_where_the_page_comes_from(portal):
    template = portal.jinja_env.get_template("ui/_footer.html")
    with portal.test_request_context("/en/case-studies/7?page=2"):
        page = template.render(network={"name": "Agora"}, languages=[], locale="en")

    assert 'Agora · <bdi dir="ltr">http://localhost/en/case-studies/7</bdi>' in page
