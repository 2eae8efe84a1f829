"""Bundles to send around: one that has everything, and any that Hypothesis can think of."""

from hypothesis import strategies as st

from portal.core.blocks import normalised
from portal.translation.exchange.bundle import Bundle, State, Unit
from portal.translation.paragraphs import Kind, digest
from tests.translation.texts import soup

ADDRESS = "/en/case-studies/12"


def unit(key: str, source: str, target: str = "", **more: object) -> Unit:
    state = State.REVIEW if target else State.MISSING
    known = {"field": "body", "kind": Kind.PARAGRAPH, "digest": digest(source), "state": state}
    return Unit(id=key, source=source, target=target, **(known | more))


def bundle(*units: Unit, target_locale: str = "ar", **more: str) -> Bundle:
    known = {"source_locale": "en", "title": "Rain gardens", "address": ADDRESS}
    return Bundle(target_locale=target_locale, units=units, **(known | more))


FULL = bundle(
    unit("title", "Rain gardens & “swales”", "حدائق المطر", field="title", kind=Kind.FIELD),
    unit(
        "p1",
        'The **city of *Lindmark*** has [a plan](https://example.org/a_(b) "t") for `x < y`.',
        'لدى **مدينة *ليندمارك*** [خطة](https://example.org/a_(b) "t") من أجل `x < y`.',
        state=State.APPROVED,
        notes=("A name.", "Keep it short."),
        longest=200,
    ),
    unit("p2", "It costs %(sum)s  \nand {more}[^1].", kind=Kind.CELL),
    unit("p3", "Old words", "كلمات", state=State.OUTDATED),
    unit("p4", "Drafted", "مسودة", state=State.DRAFT),
    unit("p5", "Tab\tand \x0b sign \ufffe and _x000B_", "\x01 _x0041_ \x1f", kind=Kind.QUOTE),
)

atoms = st.lists(
    st.sampled_from(
        [
            *("word ", "**", "*", "_", "__", "`", "[", "](https://example.org)", "](", ")"),
            *("![", "<https://example.org>", "%(name)s", "{x}", "[^1]", "  \n", "\\\n", "\n"),
            *("مياه ", "城市", "“", "”", "'", '"', "&", "<", ">", "]]>", "\t", "\x00", "\x0b"),
            *("\x7f", "\x85", "\u2028", "\ufeff", "\uffff", "\U0001f600", "\u202e", "\\", " "),
            *("_x000B_", "_x005F_", "&amp;", "<!--", "www.example.org/a"),
        ]
    ),
    max_size=12,
).map("".join)
markdown = st.one_of(soup, atoms)
text = atoms.map(normalised)
units = st.builds(
    lambda number, source, target, state, notes, longest: unit(
        f"p{number}",
        source,
        target,
        state=state if target else State.MISSING,
        notes=tuple(notes),
        longest=longest,
    ),
    st.integers(1, 10**6),
    text,
    text,
    st.sampled_from([state for state in State if state is not State.MISSING]),
    st.lists(st.sampled_from(["Why?", "A\nB", "\x0b", "مياه"]), max_size=2),
    st.none() | st.integers(1, 10**6),
)
bundles = st.builds(
    lambda members, locale, title: bundle(*members, target_locale=locale, title=title),
    st.lists(units, min_size=1, max_size=4, unique_by=lambda each: each.id),
    st.sampled_from(["ar", "pt", "zh-Hant", "ja"]),
    st.sampled_from(["Rain", "A & B\x0b", "مياه"]),
)
