"""Which of the things found have the words of a question, and not only some of them.

Where few texts have all words, the search shows those with some of them too: good to look
through once, and a nuisance in a letter every week.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from portal import analysis
from portal.accounts.models import Person
from portal.search import queries
from portal.search.alternatives import with_meanings
from portal.search.documents import Query
from portal.search.plan import SHORT, Group, Plan, plan
from portal.search.sources import Card
from portal.searches.reader import readable


def close(person: Person, query: Query, cards: Mapping[str, Card]) -> set[str]:
    """Those of the things that have all words of a short question, or four of a longer one.

    `cards`, by thing, are of the version or part of each that comes first; where that has not
    the words, its others are looked at.
    """
    asked = with_meanings(plan(query.text, query.read_in), query)
    found = {thing for thing, card in cards.items() if _has(asked, card)}
    if len(found) == len(cards):
        return found
    every = queries.ask(person, replace(query, collapse=False)).hits
    keys = {hit.key: hit.thing for hit in every if hit.thing in cards and hit.thing not in found}
    others = readable(person, list(keys))
    return found | {keys[key] for key, card in others.items() if _has(asked, card)}


def _has(asked: Plan, card: Card) -> bool:
    if asked.asks_nothing:
        return True
    text = f"{card.title}\n{card.text}"
    said = analysis.words(text, card.locale)
    if not all(any(_in_order(row, said) for row in phrase) for phrase in asked.phrases):
        return False
    pieces = set(analysis.subwords(text, card.locale))
    language, tokens = analysis.language_of(card.locale), set(said)
    having = sum(_says(group, language, tokens, pieces) for group in asked.groups)
    return having >= min(len(asked.groups), SHORT)


def _says(group: Group, language: str, tokens: set[str], pieces: set[str]) -> bool:
    """Whether a text of these tokens says the word, itself or as its language does."""
    return (
        not tokens.isdisjoint(group.tokens)
        or (bool(group.prefix) and any(token.startswith(group.prefix) for token in tokens))
        or (group.whole and pieces.issuperset(group.pieces))
        or any(row.language == language and tokens.issuperset(row.tokens) for row in group.rows)
    )


def _in_order(row: Sequence[str], said: Sequence[str]) -> bool:
    wanted = list(row)
    return any(said[at : at + len(wanted)] == wanted for at in range(len(said)))
