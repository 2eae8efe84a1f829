"""A shipped catalogue with the portal's words in it. Pure functions of both.

Messages keep the order, the places and the lines of the file. The portal's words go before
the file's where the message is still the same. Words whose message is gone, or has another
plural now, stay at the end as obsolete: nothing is lost.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from portal.translation.catalogues.models import CatalogueWording
from portal.translation.po.merging import merge
from portal.translation.po.messages import FUZZY, Catalogue, Key, Message


def combined(base: Catalogue, wordings: Iterable[CatalogueWording]) -> Catalogue:
    """The catalogue that says what these wordings say, at most one per message."""
    given = {wording.key: wording for wording in wordings if not wording.is_withdrawal}
    taken: set[Key] = set()
    live: list[Message] = []
    for message in base.messages:
        wording = None if message.obsolete else given.get(message.key)
        if wording is not None and _fits(wording, message):
            taken.add(message.key)
            live.append(worded(message, wording))
        else:
            live.append(message)
    left = [given[key] for key in sorted(given.keys() - taken, key=_order)]
    return replace(base, messages=(*_kept(live, left), *_added(base, left)))


def worded(message: Message, wording: CatalogueWording) -> Message:
    """The message as this wording has it; the same one where that changes nothing."""
    comments, strings = message.comments, tuple(wording.strings)
    if wording.comment != comment_of(message):
        comments = tuple(wording.comment.split("\n")) if wording.comment else ()
    if (strings, wording.is_fuzzy, comments) == content(message):
        return message
    said = replace(message.with_strings(*strings), comments=comments)
    # Words that are not finished still stand beside those they were first made for.
    return replace(said.with_flag(FUZZY), previous=message.previous) if wording.is_fuzzy else said


def comment_of(message: Message) -> str:
    """The translators' own lines as one text."""
    return "\n".join(message.comments)


def content(message: Message) -> tuple[tuple[str, ...], bool, tuple[str, ...]]:
    """What a translator decides on: the words, whether they are finished, and the comments."""
    return message.strings, message.fuzzy, message.comments


def with_proposals(catalogue: Catalogue) -> Catalogue:
    """Give messages without words those of an obsolete one that is like them, as fuzzy."""
    bare = [message for message in catalogue.live.values() if not any(message.strings)]
    if not bare or not catalogue.obsolete:
        return catalogue
    header = [catalogue.header] if catalogue.header else []
    known = replace(catalogue, messages=(*header, *catalogue.obsolete))
    merged = merge(known, Catalogue(tuple(bare)))
    proposed = {message.key: message for message in merged.live.values() if message.fuzzy}
    left = {message.key for message in merged.obsolete}
    kept = [each for each in catalogue.messages if not each.obsolete or each.key in left]
    return replace(catalogue, messages=tuple(_proposal(each, proposed) for each in kept))


def _fits(wording: CatalogueWording, message: Message) -> bool:
    return wording.plural == message.plural and len(wording.strings) == len(message.strings)


def _order(key: Key) -> tuple[str, str]:
    return key[0] or "", key[1]


def _kept(messages: list[Message], left: list[CatalogueWording]) -> Iterator[Message]:
    """The messages of the file, the obsolete ones with the portal's words where it has some."""
    words = {wording.key: wording for wording in left}
    for message in messages:
        wording = words.get(message.key) if message.obsolete else None
        yield worded(message, wording) if wording and _fits(wording, message) else message


def _added(base: Catalogue, left: list[CatalogueWording]) -> Iterator[Message]:
    """The portal's words for messages that the file does not even know as obsolete."""
    known = {(message.key, message.plural, len(message.strings)) for message in base.obsolete}
    for wording in left:
        if (wording.key, wording.plural, len(wording.strings)) not in known:
            bare = Message(
                msgid=wording.msgid,
                plural=wording.plural,
                context=wording.context,
                obsolete=True,
            )
            yield worded(bare, wording)


def _proposal(message: Message, proposed: dict[Key, Message]) -> Message:
    found = None if message.obsolete else proposed.get(message.key)
    if found is None:
        return message
    return replace(message, strings=found.strings, previous=found.previous).with_flag(FUZZY)
