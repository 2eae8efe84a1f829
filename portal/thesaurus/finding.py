"""Which terms stand in a text, and where: rows of stems looked up in the table of keys.

Stems bring together more than inflections do (organ, organisation), so that what is found
is compared with the words once more.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice, product

import sqlalchemy as sa

from portal.analysis import language_of
from portal.analysis.languages import analysis
from portal.core.db import db
from portal.thesaurus.inflection import is_inflected
from portal.thesaurus.keying import keys, most_units, spellings
from portal.thesaurus.models import Kind, Term, TermKey
from portal.thesaurus.starts import Starts, starts
from portal.thesaurus.units import Joint, Unit, token_of, units, units_of_term

LONGEST_TEXT = 20_000  # characters; a paragraph has a tenth
_PORTION = 2000  # keys of one query; SQLite takes 32,766 values

_MOST_ACRONYM = 6
_PREFERENCE = (Kind.PREFERRED, Kind.ALTERNATE, Kind.FORBIDDEN, Kind.HIDDEN)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term that is known by some key."""

    scheme: str
    code: str
    text: str
    kind: Kind
    locale: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A term that stands at a place of the text; `distance` 0 exactly, 1 but for case, 2 inflected.

    `nested` is within a longer hit: “flood” in “flood risk”.
    """

    candidate: Candidate
    begin: int
    end: int
    distance: int
    nested: bool = False

    @property
    def concept(self) -> tuple[str, str]:
        return self.candidate.scheme, self.candidate.code


def hits(text: str, locale: str, schemes: Collection[str] = ()) -> list[Hit]:
    """The terms in one paragraph, one for each concept and place, the longest first.

    With `schemes` only theirs.
    """
    return hits_in([text], locale, schemes)[0]


def hits_in(texts: Sequence[str], locale: str, schemes: Collection[str] = ()) -> list[list[Hit]]:
    """The `hits` of each text, looked up together."""
    language = language_of(locale)
    begun = starts(language)
    cut = [text[:LONGEST_TEXT] for text in texts]
    spans = [_spans(units(text, locale), locale, begun) for text in cut]
    known = _known(list(dict.fromkeys(chain.from_iterable(spans))), language, schemes)
    return [
        _marked(_best(_matches(text, places, known)))
        for text, places in zip(cut, spans, strict=True)
    ]


def standing(text: str, locale: str, terms: Iterable[str]) -> set[str]:
    """Which of these terms stand in the text, inflected or not; asks no database."""
    wanted = {term: keys(term, locale) for term in terms}
    every = Starts(key for made in wanted.values() for key in made)
    spans = _spans(units(text[:LONGEST_TEXT], locale), locale, every)
    return {term for term, made in wanted.items() if _stands(term, made, text, locale, spans)}


Span = Sequence[Unit]
Spans = dict[str, list[Span]]


def _stands(term: str, made: Iterable[str], text: str, locale: str, spans: Spans) -> bool:
    candidate = Candidate("", "", term, Kind.PREFERRED, locale)
    places = (span for key in made for span in spans.get(key, ()))
    return any(_distance(candidate, text, span) is not None for span in places)


def _spans(cut: Sequence[Unit], locale: str, known: Starts) -> Spans:
    """The rows of units that may be a term, by their keys."""
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    for first, unit in enumerate(cut):
        if not unit.is_sign:
            row = cut[first : first + most_units(unit)]
            for key, length in _keys(row, locale, known):
                spans[key].append(row[:length])
    return spans


def _keys(row: Span, locale: str, known: Starts) -> Iterator[tuple[str, int]]:
    """The keys that terms at the beginning of this row may have, and of how many units."""
    tokens = [unit.token for unit in row]
    yield from known.grown(tokens)
    if row[0].bare and row[0].bare != tokens[0]:
        yield from known.grown([row[0].bare, *tokens[1:]])
    if row[0].is_hangul or any(unit.joint is Joint.HYPHEN for unit in row[1:]):
        for length in range(2, len(row) + 1):
            for key in _joined(row[:length], locale):
                if known.has(key):
                    yield key, length


def _joined(span: Span, locale: str) -> Iterator[str]:
    """The key of words that are also written as one: Klimaschutz-Plan, 기후 변화."""
    if all(unit.is_hangul for unit in span):
        yield "".join(unit.word for unit in span[:-1]) + span[-1].token
    elif any(unit.joint is Joint.HYPHEN for unit in span[1:]):
        words: list[str] = []
        for place, unit in enumerate(span):
            if place and unit.joint is Joint.HYPHEN:
                words[-1] += unit.word
            else:
                words.append(unit.word)
        yield " ".join(token_of(word, analysis(locale)) for word in words)


def _known(keys: list[str], language: str, schemes: Collection[str]) -> dict[str, list[Candidate]]:
    """The terms of a language that have one of these keys."""
    found: defaultdict[str, list[Candidate]] = defaultdict(list)
    left = iter(keys)
    columns = (TermKey.key, Term.scheme, Term.code, Term.text, Term.kind, Term.locale)
    while portion := list(islice(left, _PORTION)):
        chosen = (
            sa.select(*columns)
            .join(Term, Term.id == TermKey.term_id)
            .where(TermKey.language == language, TermKey.key.in_(portion))
        )
        if schemes:
            chosen = chosen.where(Term.scheme.in_(schemes))
        for key, scheme, code, text, kind, locale in db.session.execute(chosen):
            found[key].append(Candidate(scheme, code, text, kind, locale))
    return found


def _matches(text: str, spans: Spans, known: Mapping[str, list[Candidate]]) -> Iterator[Hit]:
    for key in spans:
        for span, candidate in product(spans[key], known.get(key, ())):
            distance = _distance(candidate, text, span)
            if distance is not None:
                yield Hit(candidate, span[0].begin, span[-1].end, distance)


def _distance(candidate: Candidate, text: str, span: Span) -> int | None:
    """How far the words of the text are from the term, None where they are other words."""
    written = text[span[0].begin : span[-1].end]
    if written == candidate.text:
        return 0
    if _is_acronym(candidate.text) and written != written.upper():
        return None
    if written.casefold() == candidate.text.casefold():
        return 1
    language = language_of(candidate.locale)
    wanted = [units_of_term(each, candidate.locale) for each in spellings(candidate.text)]
    return 2 if any(is_inflected(span, each, language) for each in wanted) else None


def _is_acronym(text: str) -> bool:
    return 1 < len(text) <= _MOST_ACRONYM and text.isupper()


def _best(found: Iterable[Hit]) -> list[Hit]:
    """Of each concept at each place the term that is nearest to what is written."""
    chosen: dict[tuple[str, str, int, int], Hit] = {}
    for hit in sorted(found, key=_nearness):
        chosen.setdefault((*hit.concept, hit.begin, hit.end), hit)
    return list(chosen.values())


def _nearness(hit: Hit) -> tuple[int, int, str]:
    return hit.distance, _PREFERENCE.index(hit.candidate.kind), hit.candidate.text


def _marked(found: Sequence[Hit]) -> list[Hit]:
    """The longest first, and those within a longer one marked."""
    ordered = sorted(found, key=lambda hit: (hit.begin - hit.end, hit.begin, hit.concept))
    covered: list[tuple[int, int]] = []
    marked: list[Hit] = []
    for hit in ordered:
        nested = any(
            begin <= hit.begin and hit.end <= end and (begin, end) != (hit.begin, hit.end)
            for begin, end in covered
        )
        if (hit.begin, hit.end) not in covered[-1:]:
            covered.append((hit.begin, hit.end))
        c = hit.candidate
        marked.append(Hit(c, hit.begin, hit.end, hit.distance, nested))
    return marked
