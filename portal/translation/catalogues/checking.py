"""What the checks remark on the words of a message, form by form."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from portal.translation.catalogues.files import SOURCE_LOCALE
from portal.translation.catalogues.forms import Form
from portal.translation.checks import Finding, Interface, Severity, check
from portal.translation.po.messages import Message

_REMEMBERED = 8_192  # texts; a check takes about half a millisecond
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding about one form of a message."""

    form: int
    finding: Finding

    @property
    def key(self) -> str:
        """What an answer refers to."""
        return f"{self.form}:{self.finding.key}"

    @property
    def is_error(self) -> bool:
        return self.finding.severity is Severity.ERROR


def remarks(
    message: Message, strings: Sequence[str], forms: Sequence[Form], locale: str
) -> list[Remark]:
    """What is wrong with `strings` as the translation of a message; nothing without any words."""
    if not any(strings):
        return []
    if message.plural is None:
        return _of_form(message.msgid, strings[0], 0, frozenset(), locale)
    found: list[Remark] = []
    for form, text in zip(forms, strings, strict=False):
        optional = _optional(message.msgid, message.plural, form)
        found += _of_form(message.plural, text, form.index, optional, locale)
    return found


def errors(
    message: Message, strings: Sequence[str], forms: Sequence[Form], locale: str
) -> list[Remark]:
    return [each for each in remarks(message, strings, forms, locale) if each.is_error]


def _optional(singular: str, plural: str, form: Form) -> frozenset[str]:
    """The placeholders that this form may leave out.

    What the source leaves out for one, a form for one may too; and a form for a single
    number may say it in words.
    """
    asked = set(PLACEHOLDER.findall(plural))
    silent = asked - set(PLACEHOLDER.findall(singular)) if form.takes_one else set()
    return frozenset(silent | ({"%(count)s"} if form.is_single else set()))


def _of_form(
    source: str, text: str, form: int, optional: frozenset[str], locale: str
) -> list[Remark]:
    return [Remark(form, each) for each in _found(source, text, optional, locale)]


@lru_cache(maxsize=_REMEMBERED)
def _found(source: str, text: str, optional: frozenset[str], locale: str) -> tuple[Finding, ...]:
    return tuple(
        check(
            source,
            text,
            source_locale=SOURCE_LOCALE,
            target_locale=locale,
            kind=Interface.MESSAGE,
            optional=optional,
        )
    )
