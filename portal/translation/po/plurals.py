"""Plural forms: how many a language has, and which of them a number takes.

The header's expression is C, written by whoever made the file. It is read by a small
grammar of its own, into functions of n; nothing is handed to Python's evaluator.
"""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from babel import Locale

from portal.core.errors import Refused
from portal.core.i18n import gettext as _

LONGEST = 1_000  # letters of an expression; the longest in use (Breton) has about 350
DEEPEST = 30  # parentheses, negations and conditions within each other
MOST_FORMS = 10

_Count = Callable[[int], int]
_Operation = Callable[[int, int], int]

# By how tightly they bind; within a row from left to right, as in C.
_LEVELS: tuple[dict[str, _Operation], ...] = (
    {"||": lambda a, b: int(bool(a) or bool(b))},
    {"&&": lambda a, b: int(bool(a) and bool(b))},
    {"==": operator.eq, "!=": operator.ne},
    {"<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt},
    {"+": operator.add, "-": operator.sub},
    {"*": operator.mul, "/": lambda a, b: a // b if b else 0, "%": lambda a, b: a % b if b else 0},
)
_TOKEN = re.compile(r"\s*(\d{1,9}|n\b|\|\||&&|[=!<>]=|[-+*/%<>!?:()])")
_FIELD = re.compile(r"nplurals\s*=\s*(\d{1,3})\s*;\s*plural\s*=\s*([^;]+);?\s*\Z")

_TRIED = (*range(1_001), 10_000, 100_000)
"""Numbers that every rule in use tells apart by (they go by the last two digits)."""


@dataclass(frozen=True)
class PluralForm:
    """One form: the smallest number that takes it, and its CLDR name where that is certain.

    `example` is None for a form that no number takes.
    """

    index: int
    example: int | None
    category: str | None


@dataclass(frozen=True)
class Plurals:
    """The rule of one language."""

    count: int
    expression: str

    @cached_property
    def _rule(self) -> _Count:
        return _Grammar(self.expression).rule()

    def index(self, number: int) -> int:
        """Which form a number takes; the first if the rule names one that there is not."""
        found = int(self._rule(number))
        return found if 0 <= found < self.count else 0

    @property
    def sound(self) -> bool:
        """Whether the rule never names a form that there is not."""
        return all(0 <= int(self._rule(number)) < self.count for number in _TRIED)

    def forms(self, locale: Locale) -> list[PluralForm]:
        """Describe each form; categories are zero, one, two, few, many and other.

        A form has a category if all numbers that take it share one in the Unicode CLDR's
        rule for the language: gettext's and CLDR's rules differ in places.
        """
        numbers: list[list[int]] = [[] for _form in range(self.count)]
        for number in _TRIED:
            numbers[self.index(number)].append(number)
        return [
            PluralForm(index, taken[0] if taken else None, _category(taken, locale))
            for index, taken in enumerate(numbers)
        ]


def read(header: str) -> Plurals:
    """Read the value of the field Plural-Forms.

    Raises Refused if it is not `nplurals=N; plural=EXPRESSION;` of this kind, or longer,
    deeper or with more forms than any language needs.
    """
    found = _FIELD.match(header.strip())
    if found is None or not 1 <= int(found[1]) <= MOST_FORMS or len(header) > LONGEST:
        raise Refused(_("The rule for plural forms cannot be read: “%(rule)s”.", rule=header[:80]))
    plurals = Plurals(int(found[1]), found[2].strip())
    plurals.index(1)
    return plurals


def _category(numbers: list[int], locale: Locale) -> str | None:
    categories = {locale.plural_form(number) for number in numbers}
    return categories.pop() if len(categories) == 1 else None


class _Grammar:
    """Reads an expression by descent, each level into a function of n."""

    def __init__(self, expression: str) -> None:
        self.expression = expression
        self.tokens = self._cut()
        self.depth = 0

    def rule(self) -> _Count:
        rule = self._condition()
        self._take("")
        return rule

    def _cut(self) -> list[str]:
        tokens: list[str] = []
        position, end = 0, len(self.expression.rstrip())
        while position < end:
            found = _TOKEN.match(self.expression, position)
            if not found:
                raise self._unreadable()
            tokens.append(found[1])
            position = found.end()
        return [*tokens, ""][::-1]

    def _condition(self) -> _Count:
        self._deeper()
        test = self._binary(0)
        if self.tokens[-1] == "?":
            self._take("?")
            yes = self._condition()
            self._take(":")
            no = self._condition()
            self.depth -= 1
            return lambda n: yes(n) if test(n) else no(n)
        self.depth -= 1
        return test

    def _binary(self, level: int) -> _Count:
        if level == len(_LEVELS):
            return self._single()
        first = self._binary(level + 1)
        rest: list[tuple[_Operation, _Count]] = []
        while self.tokens[-1] in _LEVELS[level]:
            rest.append((_LEVELS[level][self.tokens.pop()], self._binary(level + 1)))
        return _chained(first, rest) if rest else first

    def _single(self) -> _Count:
        sign = self.tokens.pop()
        if sign == "n":
            return lambda n: n
        if sign.isdigit():
            number = int(sign)
            return lambda _n: number
        self._deeper()
        if sign == "!":
            negated = self._single()
            self.depth -= 1
            return lambda n: int(not negated(n))
        if sign != "(":
            raise self._unreadable()
        inner = self._condition()
        self._take(")")
        self.depth -= 1
        return inner

    def _take(self, sign: str) -> None:
        if self.tokens.pop() != sign:
            raise self._unreadable()

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._unreadable()

    def _unreadable(self) -> Refused:
        return Refused(
            _("The rule for plural forms cannot be read: “%(rule)s”.", rule=self.expression[:80])
        )


def _chained(first: _Count, rest: list[tuple[_Operation, _Count]]) -> _Count:
    def count(number: int) -> int:
        result = first(number)
        for operation, operand in rest:
            result = operation(result, operand(number))
        return result

    return count
