"""What comes first on a member's front page, and why: one simple rule that everybody can follow.

News from her own region come first, then those about a topic her city has worked on too, then
those in a language she reads; within each of these the newest. Every item says why it is there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portal.core.i18n import gettext as _
from portal.organisations.names import language_name
from portal.thesaurus.queries import label


@dataclass(frozen=True, slots=True)
class Reader:
    """What the rule knows of somebody, or of a visitor: only the language of the page."""

    languages: tuple[str, ...]  # the page's first
    cities: frozenset[int] = frozenset()
    regions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class News:
    """Something published. `region` is that of its city, none for what the secretariat wrote;
    `topics` are those the reader's city has worked on too; `readable` is the language she can
    read it in, where there is one."""

    id: int
    region: str | None
    published_at: datetime
    topics: tuple[str, ...]
    readable: str | None


def ranked(news: Iterable[News], reader: Reader) -> list[News]:
    return sorted(news, key=lambda each: (_nearness(each, reader), each.id), reverse=True)


def _nearness(news: News, reader: Reader) -> tuple[bool, bool, bool, datetime]:
    return (
        news.region in reader.regions,
        bool(news.topics),
        news.readable is not None,
        news.published_at,
    )


def reasons(news: News, reader: Reader) -> list[str]:
    """Why it is there, in the reader's language; the weightiest reason first."""
    found = []
    if news.region in reader.regions:
        found.append(_("From your region"))
    if news.topics:
        found.append(_("Your topic: %(topic)s", topic=label("topic", news.topics[0])))
    if news.readable is not None:
        found.append(_in_language(news.readable, reader))
    return found or [_("New in the network")]


def _in_language(code: str, reader: Reader) -> str:
    if code == reader.languages[0]:
        return _("In your language")
    return _("In %(language)s, which you read", language=language_name(code))
