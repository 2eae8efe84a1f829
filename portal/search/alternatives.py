"""What texts in other languages may say instead of the question's words, taken into the plan."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from portal import analysis
from portal.analysis.scripts import script_of
from portal.search.documents import Meaning, Query, Wording
from portal.search.plan import UNSPACED, Group, Plan, Row, plan

LONGEST_ROW = 8  # words; nobody writes the whole sentence that names an indicator


def with_meanings(asked: Plan, query: Query) -> Plan:
    """Let the texts of other languages have the groups of a plan by what they say instead.

    A concept named by several words stands for all their groups at once.
    """
    rows: dict[tuple[str, ...], dict[tuple[str, tuple[str, ...]], Row]] = {}
    for meaning in query.meanings:
        own = list(_rows(meaning.terms))
        for tokens in _covered(asked, meaning, query):
            known = rows.setdefault(tokens, {})
            for row in own:
                known.setdefault((row.language, row.tokens), row)
    groups = (
        replace(group, rows=tuple(rows[group.tokens].values())) if group.tokens in rows else group
        for group in asked.groups
    )
    return replace(asked, groups=tuple(groups)) if rows else asked


def _rows(spoken: Mapping[str, Sequence[str]]) -> Iterator[Row]:
    for locale, texts in spoken.items():
        for text in texts:
            tokens = tuple(dict.fromkeys(analysis.words(text, locale)))
            if 0 < len(tokens) <= LONGEST_ROW:
                yield Row(analysis.language_of(locale), tokens, Wording(locale, text))


def _covered(asked: Plan, meaning: Meaning, query: Query) -> set[tuple[str, ...]]:
    """The tokens of the groups that the words of a meaning make.

    In scripts without spaces these are also the pairs that reach over the ends of the words.
    """
    covered = _tokens(_all_groups(plan(meaning.words, query.read_in)))
    unspaced = {each for each in _tokens(asked.groups) if script_of("".join(each)) in UNSPACED}
    if unspaced - covered:
        rest = plan(query.text.replace(meaning.words, " "), query.read_in)
        covered |= unspaced - _tokens(_all_groups(rest))
    return covered


def _all_groups(asked: Plan) -> tuple[Group, ...]:
    return (*asked.groups, *asked.extras)


def _tokens(groups: Iterable[Group]) -> set[tuple[str, ...]]:
    return {group.tokens for group in groups if any(group.tokens)}


def foreign_terms(asked: Plan) -> dict[str, frozenset[str]]:
    """The tokens to highlight in texts of other languages, per language."""
    found: dict[str, set[str]] = {}
    for group in asked.groups:
        for row in group.rows:
            found.setdefault(row.language, set()).update(row.tokens)
    return {language: frozenset(tokens) for language, tokens in found.items()}
