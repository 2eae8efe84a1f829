"""Filters of a list: what may be chosen with its counts, what is chosen, and the addresses."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

Label = Callable[[str, str], str]  # (name of the filter, code) → words


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter; `count` is what it would show, None where nobody counts."""

    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in use, and the address of the list without it."""

    label: str
    url: str


def options(
    name: str, counts: Mapping[str, int], chosen: Sequence[str], label: Label
) -> list[Option]:
    """The values of one filter, those with most to show first; what is chosen stays listed."""
    codes = dict.fromkeys([*counts, *chosen])
    made = [Option(code, label(name, code), counts.get(code, 0), code in chosen) for code in codes]
    return sorted(made, key=lambda each: (-(each.count or 0), each.label))


def chips(filters: Mapping[str, Sequence[str]], label: Label) -> list[Chip]:
    return [
        Chip(label(name, code), url_with(without=(name, code)))
        for name, codes in filters.items()
        for code in codes
    ]


def url_with(without: tuple[str, str] | None = None, **given: object) -> str:
    """The address of this list with other parameters: `page=2`, or without one filter."""
    pairs = [
        (name, value)
        for name, value in request.args.items(multi=True)
        if (name, value) != without and name not in given and name != "page"
    ]
    pairs += [(name, str(value)) for name, value in given.items()]
    query = urlencode(pairs)
    return f"{request.path}?{query}" if query else request.path


def page_url(number: int) -> str:
    return url_with(page=number)


def kept(*left_out: str) -> list[tuple[str, str]]:
    """The parameters of this list that another form has to send along."""
    return [
        (name, value)
        for name, value in request.args.items(multi=True)
        if name not in left_out and name != "page"
    ]
