"""One language message by message: what the file says, what is drafted, what the portal says."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from portal.analysis.scripts import normal
from portal.core.errors import Refused
from portal.translation.catalogues import queries
from portal.translation.catalogues.checking import Remark, remarks
from portal.translation.catalogues.combining import combined, content, with_proposals
from portal.translation.catalogues.files import numbering, shipped
from portal.translation.catalogues.forms import Form, forms_of
from portal.translation.catalogues.models import CatalogueAnswer, CatalogueWording
from portal.translation.po.messages import Catalogue, Key, Message

Answers = Mapping[tuple[int, str], CatalogueAnswer]


class Filter(StrEnum):
    ALL = "all"
    OPEN = "open"  # without words
    FUZZY = "fuzzy"
    REMARKS = "remarks"
    CHANGED = "changed"  # here, and not published
    OBSOLETE = "obsolete"


@dataclass(frozen=True)
class Row:
    """One message. `message` has the newest words; `shipped` and `spoken` are the same message
    with those of the file and of the publication that counts, None where it has none there."""

    message: Message
    shipped: Message | None
    spoken: Message | None
    drafted: Message | None
    wording: CatalogueWording | None
    open_remarks: Sequence[Remark] = ()

    @property
    def number(self) -> int:
        return numbering(self.message.key)

    @property
    def version(self) -> int:
        return self.wording.version if self.wording else 0

    @property
    def is_open(self) -> bool:
        return not (self.message.obsolete or self.message.fuzzy or self.message.translated)

    @property
    def is_fuzzy(self) -> bool:
        return self.message.fuzzy and not self.message.obsolete

    @property
    def is_unpublished(self) -> bool:
        """Whether something was written here that the portal does not say yet."""
        written = self.wording is not None and not self.message.obsolete
        return written and _differ(self.drafted, self.spoken)

    @property
    def is_ready(self) -> bool:
        """Whether it may be published: what is marked as unfinished waits."""
        return self.is_unpublished and self.drafted is not None and not self.drafted.fuzzy

    @property
    def is_ours(self) -> bool:
        """Whether the newest words are others than those of the file."""
        return bool(self.wording) and _differ(self.drafted, self.shipped)

    @property
    def is_overtaken_by_file(self) -> bool:
        """Whether the file has other words than when ours were written."""
        if self.wording is None or self.shipped is None or not self.is_ours:
            return False
        return list(self.shipped.strings) != self.wording.shipped

    def passes(self, chosen: Filter) -> bool:
        match chosen:
            case Filter.ALL:
                return not self.message.obsolete
            case Filter.OPEN:
                return self.is_open
            case Filter.FUZZY:
                return self.is_fuzzy
            case Filter.REMARKS:
                return bool(self.open_remarks)
            case Filter.CHANGED:
                return self.is_unpublished
            case Filter.OBSOLETE:
                return self.message.obsolete

    def holds(self, words: str) -> bool:
        """Whether the words, written as `normal` writes them, stand in the message."""
        message = self.message
        texts = (message.msgid, message.plural or "", message.context or "", *message.strings)
        return any(words in normal(text) for text in texts)


@dataclass(frozen=True)
class Overview:
    """A language; its rows are in the order of the file."""

    locale: str
    forms: Sequence[Form]
    rows: Sequence[Row]

    @cached_property
    def by_number(self) -> Mapping[int, Row]:
        """Of two rows for the same words the first counts; obsolete ones stand behind."""
        return {row.number: row for row in reversed(self.rows)}

    @cached_property
    def counts(self) -> Mapping[Filter, int]:
        counted = Counter(each for row in self.rows for each in Filter if row.passes(each))
        return {each: counted[each] for each in Filter}

    @property
    def translated(self) -> int:
        return sum(row.message.translated for row in self.rows if not row.message.obsolete)

    @property
    def total(self) -> int:
        return self.counts[Filter.ALL]

    def chosen(self, which: Filter, words: str = "") -> list[Row]:
        """The rows that a filter shows, and that hold these words."""
        sought = normal(words).strip()
        rows = (row for row in self.rows if row.passes(which))
        return [row for row in rows if not sought or row.holds(sought)]

    def after(self, row: Row, listed: Collection[int]) -> Row | None:
        """The next one of those listed by number, in the order of the file."""
        place = self.rows.index(row)
        return next((each for each in self.rows[place + 1 :] if each.number in listed), None)

    def before(self, row: Row, listed: Collection[int]) -> Row | None:
        place = self.rows.index(row)
        return next((each for each in self.rows[:place][::-1] if each.number in listed), None)


def overview(locale: str) -> Overview:
    """How the language stands now."""
    wordings = queries.newest(locale)
    return overview_of(
        shipped(locale), locale, wordings, queries.published(locale), queries.answers(locale)
    )


def overview_of(
    base: Catalogue,
    locale: str,
    wordings: Sequence[CatalogueWording],
    published: Iterable[CatalogueWording],
    answers: Answers,
) -> Overview:
    """The same of what was read before."""
    forms = known_forms(base, locale)
    drafted = combined(base, wordings)
    given = {wording.key: wording for wording in wordings}
    files, spoken, drafts = (_by_key(each) for each in (base, combined(base, published), drafted))
    rows = []
    for message in _without_header(with_proposals(drafted)):
        key = message.key
        # Words that stand in the file both as used and as obsolete were written for the former.
        wording = None if message.obsolete and not drafts[key].obsolete else given.get(key)
        row = Row(message, files.get(key), spoken.get(key), drafts.get(key), wording)
        rows.append(_with_remarks(row, forms, locale, answers))
    return Overview(locale, forms, rows)


def known_forms(base: Catalogue, locale: str) -> Sequence[Form]:
    """The plural forms; none where the file has no rule that can be read."""
    try:
        return forms_of(base, locale)
    except Refused:
        return ()


def _with_remarks(row: Row, forms: Sequence[Form], locale: str, answers: Answers) -> Row:
    """What is remarked on words that were written here and not answered yet."""
    if not row.is_ours or row.message.obsolete:
        return row
    found = remarks(row.message, row.message.strings, forms, locale)
    unanswered = [each for each in found if each.is_error or (row.number, each.key) not in answers]
    return replace(row, open_remarks=tuple(unanswered))


def _by_key(catalogue: Catalogue) -> dict[Key, Message]:
    return {message.key: message for message in reversed(_without_header(catalogue))}


def _without_header(catalogue: Catalogue) -> list[Message]:
    return [message for message in catalogue.messages if not message.is_header]


def _differ(one: Message | None, other: Message | None) -> bool:
    if one is None or other is None:
        return one is not other
    return content(one) != content(other)
