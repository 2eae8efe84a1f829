"""Parts of a page that packages above it write."""

import pytest
from markupsafe import Markup

from portal.core.sections import Section, _makers, add, sections


class Page:
    """Something with a page of its own."""


class Subpage(Page):
    pass


@pytest.fixture(autouse=True)
def no_parts_of_tests_stay():
    yield
    for kind in (Page, Subpage):
        _makers.pop(kind, None)


def late(person: str, _page: Page) -> Section:
    return Section(f"Later, {person}", Markup(""))


def early(person: str, _page: Page) -> Section:
    return Section(f"Welcome, {person}", Markup(""))


def silent(_person: str, _page: Page) -> None:
    return None


def test_parts_stand_in_the_order_of_their_positions():
    add(Page, 20, late)
    add(Page, 10, early)

    assert [each.heading for each in sections("Ada", Page())] == ["Welcome, Ada", "Later, Ada"]


def test_a_part_that_has_nothing_to_say_is_left_out():
    add(Page, 10, silent)
    add(Page, 20, late)

    assert [each.heading for each in sections("Ada", Page())] == ["Later, Ada"]


def test_a_part_stands_on_the_pages_of_its_own_subject_only():
    add(Page, 10, early)

    assert sections("Ada", Subpage()) == []


def test_a_part_that_is_added_twice_stands_there_once():
    add(Page, 10, early)
    add(Page, 10, early)

    assert len(sections("Ada", Page())) == 1
