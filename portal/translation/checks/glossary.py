"""Glossary: the agreed terms, in whatever inflection, and none that is to be avoided."""

from collections.abc import Iterator, Sequence

from portal.analysis import words
from portal.analysis.scripts import normal
from portal.core.blocks import Span
from portal.core.i18n import lazy_gettext as _l
from portal.translation.checks.findings import Check, Finding, Rule, Severity
from portal.translation.checks.stretches import lowered
from portal.translation.checks.texts import Pair, Term, Text

MISSING = Rule(
    Check.GLOSSARY,
    "term-missing",
    Severity.WARNING,
    _l("The glossary says “%(accepted)s” for “%(term)s”. Use it, or say why not."),
)
FORBIDDEN = Rule(
    Check.GLOSSARY,
    "term-forbidden",
    Severity.ERROR,
    _l("The glossary advises against “%(forbidden)s” for “%(term)s”. Use another term."),
)
FORBIDDEN_INSTEAD = Rule(
    Check.GLOSSARY,
    "term-forbidden-instead",
    Severity.ERROR,
    _l("Not “%(forbidden)s”: the glossary says “%(accepted)s” for “%(term)s”. Use it."),
)
UNTRANSLATABLE = Rule(
    Check.GLOSSARY,
    "term-changed",
    Severity.ERROR,
    _l("“%(term)s” is not translated. Write it exactly as in the source."),
)

_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})


def check_glossary(pair: Pair) -> Iterator[Finding]:
    for term in pair.terms:
        at = term.at or _place(term.source, pair.source)
        if term.untranslatable:
            if not _kept_whole(term, at, pair):
                yield UNTRANSLATABLE(at, term=term.source)
            continue
        yield from _check_translated(term, at, pair)


def _check_translated(term: Term, at: Span | None, pair: Pair) -> Iterator[Finding]:
    accepted = [each for each in term.accepted if _holds(pair.target, each)]
    wrong = [
        each
        for each in term.forbidden
        if _holds(pair.target, each, loosely=False)
        # «Flood risk» is no use of «flood», if that is to be avoided.
        and not any(_within(each, longer, pair.target.locale) for longer in accepted)
    ]
    preferred = term.accepted[0] if term.accepted else ""
    for each in wrong:
        place = _place(each, pair.target)
        if preferred:
            yield FORBIDDEN_INSTEAD(at, place, term=term.source, forbidden=each, accepted=preferred)
        else:
            yield FORBIDDEN(at, place, term=term.source, forbidden=each)
    if preferred and not accepted and not wrong:
        yield MISSING(at, term=term.source, accepted=preferred)


def _holds(text: Text, term: str, *, loosely: bool = True) -> bool:
    """Whether the text holds the term in some inflection; `loosely` also within a compound."""
    if (loosely or text.language in _UNSPACED) and normal(term) in text.normal:
        return True
    wanted = words(term, text.locale)
    return bool(wanted) and _run(wanted, text.stems)


def _within(term: str, longer: str, locale: str) -> bool:
    return _run(words(term, locale), words(longer, locale)) or normal(term) in normal(longer)


def _run(wanted: Sequence[str], stems: Sequence[str]) -> bool:
    """Whether the stems stand in the text one after another."""
    first, size = wanted[0] if wanted else "", len(wanted)
    return any(
        stem == first and list(stems[place : place + size]) == list(wanted)
        for place, stem in enumerate(stems)
    )


def _kept_whole(term: Term, at: Span | None, pair: Pair) -> bool:
    written = pair.source.raw[slice(*at)] if at else term.source
    return written in pair.target.raw or term.source in pair.target.raw


def _place(words_: str, text: Text) -> Span | None:
    start = lowered(text.raw).find(lowered(words_))
    return (start, start + len(words_)) if start >= 0 and words_ else None
