"""What a check has found: what is wrong, how bad it is, where it stands, how it is recognised."""

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum

from flask_babel.speaklater import LazyString

from portal.core.blocks import Span

SHOWN = 60  # characters of a quoted stretch within a message
_ISOLATED = "\u2068%s\u2069"  # a quoted stretch may run the other way than the sentence about it


class Check(StrEnum):
    PLACEHOLDERS = "placeholders"
    MARKUP = "markup"
    NUMBERS = "numbers"
    DATES = "dates"
    LINKS = "links"
    PUNCTUATION = "punctuation"
    LENGTH = "length"
    GLOSSARY = "glossary"
    UNTRANSLATED = "untranslated"
    DOUBLED = "doubled"
    SCRIPT = "script"


class Severity(StrEnum):
    ERROR = "error"  # stops submitting
    WARNING = "warning"  # must be answered with a reason


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend or to answer.

    `source` and `target` are the stretches to highlight; `instead` is what the target's
    stretch might become, where that is certain enough to be offered.
    """

    check: Check
    code: str
    severity: Severity
    words: LazyString
    source: Span | None
    target: Span | None
    instead: str | None
    values: tuple[tuple[str, str], ...]
    number: int = 1

    @property
    def message(self) -> str:
        """What is wrong and what to do, in the language of the moment."""
        shown = {name: _ISOLATED % _short(value) for name, value in self.values}
        return str(self.words) % shown

    @property
    def key(self) -> str:
        """What an answer refers to: the same while this is found, wherever it stands.

        It depends on the rule and the words it names; the second of two equal findings in
        a text has another key than the first.
        """
        parts = (self.code, *(part for pair in self.values for part in pair), str(self.number))
        named = "\0".join(parts).encode("utf-8", "surrogatepass")
        return f"{self.check}-{hashlib.sha256(named).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way for a translation to be wrong; called with the place and the words to name."""

    check: Check
    code: str
    severity: Severity
    words: LazyString

    def __call__(
        self,
        source: Span | None = None,
        target: Span | None = None,
        *,
        instead: str | None = None,
        **values: str,
    ) -> Finding:
        named = tuple(sorted(values.items()))
        return Finding(
            self.check, self.code, self.severity, self.words, source, target, instead, named
        )


def numbered(findings: list[Finding]) -> list[Finding]:
    """Tell findings apart that say the same about different places."""
    seen: dict[str, int] = {}
    told = []
    for finding in findings:
        seen[finding.key] = number = seen.get(finding.key, 0) + 1
        told.append(replace(finding, number=number))
    return told


def _short(value: str) -> str:
    return value if len(value) <= SHOWN else value[: SHOWN - 1] + "…"
