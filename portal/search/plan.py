"""A question turned into tokens: what must match, what scores, what is left out.

The plan is the same for every engine; an engine looks the tokens up and counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from portal.analysis import analysis
from portal.analysis.hyphens import drawn_together
from portal.analysis.languages import GRAM, Analysis
from portal.analysis.scripts import Script, script_of
from portal.analysis.spaced import grams
from portal.search import grammar
from portal.search.documents import Wording

SHORT = 4  # up to so many words people expect all of them; longer questions are sentences
ENOUGH = 10  # a page: with fewer hits, one word less is required
MAX_GROUPS = 48  # Chinese gives a group per pair of characters
MAX_PIECES = 120  # sub-words of one question
UNSPACED = (Script.HAN, Script.HANGUL, Script.UNSPACED)  # cut into pairs
WHOLE = 3  # so many pieces at least, all found in a text, stand for the word itself


@dataclass(frozen=True, slots=True)
class Row:
    """What texts in `language` say instead of a word: they have all of the tokens.

    `wording` is the same as people write it.
    """

    language: str
    tokens: tuple[str, ...]
    wording: Wording


@dataclass(frozen=True, slots=True)
class Group:
    """One word of the question: a text has it if it has any of the tokens.

    `pieces` are its sub-words; they score, and where there are enough of them (`whole`)
    all together stand for the word. `prefix` takes the words that begin so. Any of the
    `rows` stands for the word in texts of another language.
    """

    tokens: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()
    prefix: str = ""
    rows: tuple[Row, ...] = ()

    @property
    def whole(self) -> bool:
        return len(self.pieces) >= WHOLE and all(len(piece) == GRAM for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Plan:
    """`phrases`: every one is required; each is a choice of token rows, one per language."""

    groups: tuple[Group, ...] = ()
    extras: tuple[Group, ...] = ()  # score, but a text need not have them
    phrases: tuple[tuple[tuple[str, ...], ...], ...] = ()
    excluded: tuple[Group, ...] = ()
    excluded_phrases: tuple[tuple[tuple[str, ...], ...], ...] = ()
    terms: frozenset[str] = field(default=frozenset())

    @property
    def asks_nothing(self) -> bool:
        return not (self.groups or self.phrases)

    @property
    def excludes(self) -> bool:
        return bool(self.excluded or self.excluded_phrases)

    @property
    def required(self) -> int:
        """How many groups a text must have at first; relaxed one by one (see ENOUGH)."""
        return len(self.groups) if len(self.groups) <= SHORT else 1


def plan(text: str, locales: Sequence[str]) -> Plan:
    """Read a question in the given languages, the reader's best first."""
    draft = _Draft(_analyses(locales))
    for term in terms(text, locales):
        draft.take(term)
    return draft.finished()


def terms(text: str, locales: Sequence[str]) -> tuple[grammar.Term, ...]:
    """The terms of a question that count, as they are written."""
    analyses = _analyses(locales)
    drawn = {drawn_together(text, own.language) for own in analyses}
    if len(drawn) == 1:  # else it is a word of its own to one of the languages
        text = drawn.pop()
    return grammar.parse(text, lambda word: _is_noise(word, analyses))


def _analyses(locales: Sequence[str]) -> list[Analysis]:
    return list({id(a): a for a in map(analysis, locales or ("en",))}.values())


def _is_noise(word: str, analyses: Iterable[Analysis]) -> bool:
    return any(all(own.is_stopword(run) for run in own.runs(word)) for own in analyses)


class _Draft:
    """Collects the groups of a plan term by term."""

    def __init__(self, analyses: list[Analysis]) -> None:
        self.analyses = analyses
        self.groups: dict[Group, None] = {}
        self.doubtful: dict[Group, None] = {}
        self.phrases: list[tuple[tuple[str, ...], ...]] = []
        self.excluded: list[Group] = []
        self.excluded_phrases: list[tuple[tuple[str, ...], ...]] = []

    def take(self, term: grammar.Term) -> None:
        match term:
            case grammar.Word(text, excluded):
                certain, doubtful = self._words(text)
                if excluded:
                    self.excluded += [
                        Group(group.tokens, prefix=group.prefix) for group in certain or doubtful
                    ]
                else:
                    self.groups |= dict.fromkeys(certain)
                    self.doubtful |= dict.fromkeys(doubtful)
            case grammar.Prefix(text, excluded):
                group = self._prefix(text)
                if excluded:
                    self.excluded.append(group)
                else:
                    self.groups[group] = None
            case grammar.Phrase(text, excluded):
                self._phrase(text, excluded)
            case grammar.AnyOf(alternatives):
                self._any_of(alternatives)

    def finished(self) -> Plan:
        """A word that one of the languages calls empty scores, but is only required
        where there is no other; in a long question it is left out.
        """
        groups, extras = list(self.groups), list(self.doubtful)
        if not groups and not self.phrases:
            groups, extras = extras, []
        elif len(groups) > SHORT:
            extras = []
        groups = _bounded(groups[:MAX_GROUPS])
        phrase_tokens = {t for phrase in self.phrases for row in phrase for t in row}
        return Plan(
            tuple(groups),
            tuple(extras[:MAX_GROUPS]),
            tuple(self.phrases),
            tuple(self.excluded),
            tuple(self.excluded_phrases),
            frozenset(_marked([*groups, *extras])) | phrase_tokens,
        )

    def _words(self, text: str) -> tuple[list[Group], list[Group]]:
        certain: list[Group] = []
        doubtful: list[Group] = []
        for run in self.analyses[0].runs(text):
            readers = self._readers(run)
            if script_of(run) in UNSPACED:
                certain += _unspaced_groups(run, readers[0])
                continue
            rows = [own.readings(run) for own in readers]
            tokens = tuple(dict.fromkeys(token for row in rows for token in row))
            if tokens:
                pieces = max((own.subwords(run) for own in readers), key=len)
                group = Group(tokens, tuple(pieces))
                (certain if all(rows) else doubtful).append(group)
        return certain, doubtful

    def _readers(self, run: str) -> list[Analysis]:
        """The languages at home in the script of a run; else the first reads it as foreign."""
        script = script_of(run)
        return [own for own in self.analyses if own.is_at_home(script)] or self.analyses[:1]

    def _prefix(self, text: str) -> Group:
        start = self.analyses[0].beginning(text)
        pieces = grams(start, GRAM) if len(start) > GRAM and start.isalnum() else []
        return Group(pieces=tuple(pieces), prefix=start)

    def _any_of(self, alternatives: Sequence[grammar.Single]) -> None:
        """One group where each side is one word; else a choice of rows, as of a quotation."""
        groups = [group for each in alternatives for group in self._side(each)]
        prefixes = [group.prefix for group in groups if group.prefix]
        is_plain = not any(isinstance(each, grammar.Phrase) for each in alternatives)
        if is_plain and len(groups) == len(alternatives) and len(prefixes) < 2:
            tokens = tuple(dict.fromkeys(token for group in groups for token in group.tokens))
            self.groups[Group(tokens, prefix="".join(prefixes))] = None
            return
        if choices := self._rows(each.text for each in alternatives):
            self.phrases.append(choices)
            self.doubtful |= dict.fromkeys(groups)

    def _side(self, term: grammar.Single) -> list[Group]:
        if isinstance(term, grammar.Prefix):
            return [self._prefix(term.text)]
        certain, doubtful = self._words(term.text)
        return certain or doubtful

    def _rows(self, texts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        """The tokens of each text, as each language reads it."""
        rows = dict.fromkeys(tuple(own.words(text)) for text in texts for own in self.analyses)
        return tuple(row for row in rows if row)

    def _phrase(self, text: str, excluded: bool) -> None:
        choices = self._rows([text])
        if not choices:
            return
        if excluded:
            self.excluded_phrases.append(choices)
            return
        self.phrases.append(choices)
        certain, _ = self._words(text)
        self.groups |= dict.fromkeys(certain)


def _unspaced_groups(run: str, own: Analysis) -> list[Group]:
    """One group per pair of characters; the sub-words go along with the first of them.

    A single one is looked for as the beginning of pairs, as it mostly stands in texts.
    """
    if len(run) == 1:
        return [Group((token,), prefix=token) for token in own.words(run)]
    groups = [Group((token,)) for token in own.words(run)]
    if groups:
        groups[0] = Group(groups[0].tokens, tuple(dict.fromkeys(own.subwords(run))))
    return groups


def _bounded(groups: Sequence[Group]) -> list[Group]:
    left = MAX_PIECES
    kept = []
    for group in groups:
        kept.append(Group(group.tokens, group.pieces[:left], group.prefix))
        left -= len(kept[-1].pieces)
    return kept


def _marked(groups: Iterable[Group]) -> Iterable[str]:
    for group in groups:
        yield from group.tokens
        if group.prefix:
            yield group.prefix + "*"
