"""A source and its translation, each read once for all checks."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from portal.analysis import language_of, words
from portal.analysis.scripts import normal
from portal.core.blocks import Span
from portal.translation.checks.calendars import Date, Time, dates, times
from portal.translation.checks.conversions import conversions
from portal.translation.checks.marks import Marks, marks
from portal.translation.checks.numerals import Number, figures, numbers
from portal.translation.checks.spelled import numerals
from portal.translation.checks.stretches import Kept, Stretch, kept, lowered, masked
from portal.translation.paragraphs import Kind


class Interface(StrEnum):
    """What is no paragraph of content."""

    MESSAGE = "message"  # of a gettext catalogue: strict about what the program fills in


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the glossary that the source holds, and how to say it in the target.

    `source` is the term as the glossary has it; `at` where the source holds it, if known.
    An untranslatable term stays as it is in the source.
    """

    source: str
    accepted: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    untranslatable: bool = False
    at: Span | None = None


_FIGURES = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_SMALL = 10_000


@dataclass(frozen=True)
class Prose:
    """A text and what stands in it as words, marks and kept stretches."""

    raw: str
    locale: str
    is_markdown: bool

    @cached_property
    def language(self) -> str:
        return language_of(self.locale)

    @cached_property
    def kept(self) -> tuple[Stretch, ...]:
        return kept(self.raw, markdown=self.is_markdown)

    @cached_property
    def prose(self) -> str:
        """The text with gaps in place of what is kept as it is; places are those of `raw`."""
        return masked(self.raw, self.kept)

    @cached_property
    def marks(self) -> Marks:
        return marks(self.raw) if self.is_markdown else Marks()

    @cached_property
    def folded(self) -> str:
        """The prose in small letters; places are those of `raw`."""
        return lowered(self.prose)

    @cached_property
    def normal(self) -> str:
        return normal(self.raw)

    @cached_property
    def stems(self) -> list[str]:
        return words(self.raw, self.locale)

    def of(self, *kinds: Kept) -> list[Stretch]:
        return [stretch for stretch in self.kept if stretch.kind in kinds]


class Text(Prose):
    """The same with the numbers, dates and times in it."""

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(numbers(self.prose, self.locale))

    @cached_property
    def dates(self) -> tuple[Date, ...]:
        return tuple(dates(self.prose, self.locale))

    @cached_property
    def times(self) -> tuple[Time, ...]:
        return tuple(times(self.prose))

    @cached_property
    def values(self) -> frozenset[Decimal]:
        """Every value that a number of the text may have, also one in Han or Roman numerals."""
        written = {value for number in self.numbers for value in number.values | number.tolerated}
        return frozenset(written | set(numerals(self.prose)))

    @cached_property
    def sorted_values(self) -> list[Decimal]:
        return sorted(self.values)

    @cached_property
    def wholes(self) -> frozenset[int]:
        """Every run of digits as a number by itself, and every small whole value."""
        runs = {int(run) for run in _FIGURES.findall(figures(self.prose))}
        return frozenset(runs | {int(value) for value in self.values if value < _SMALL})

    @cached_property
    def metric(self) -> list[Decimal]:
        """About what the numbers with old English units become in metric ones, sorted."""
        return sorted(each for number in self.numbers for each in conversions(number, self.raw))

    @cached_property
    def unmultiplied(self) -> frozenset[Decimal]:
        """The values of numbers that no word such as «million» follows."""
        return frozenset(
            value for number in self.numbers if not number.multiplied for value in number.bare
        )


@dataclass(frozen=True)
class Pair:
    """What the checks look at.

    `limit` counts characters of the target; `optional` are placeholders that may be left
    out, such as the number in the singular of a plural form.
    """

    source: Text
    target: Text
    kind: Kind | Interface
    limit: int | None = None
    terms: tuple[Term, ...] = ()
    optional: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_message(self) -> bool:
        return self.kind is Interface.MESSAGE
