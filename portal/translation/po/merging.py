"""A catalogue brought up to a new template, as msgmerge does it.

The order is the template's. A message that is still there keeps its translation, one
whose words changed gets that of the most similar old one, marked fuzzy, with the words
it was made for; what is used no more stays at the end, obsolete. No translation is lost.
"""

from dataclasses import replace
from itertools import chain

from portal.core.errors import Refused
from portal.translation.po.messages import FUZZY, Catalogue, Message, Previous
from portal.translation.po.plurals import read
from portal.translation.po.similarity import Similar

# Fields that tell of the programme, not of the translation (GNU gettext, msgl-merge.c).
_OF_THE_TEMPLATE = ("Report-Msgid-Bugs-To", "POT-Creation-Date")


def merge(catalogue: Catalogue, template: Catalogue) -> Catalogue:
    """Give the catalogue the messages of the template."""
    merged = _Merge(catalogue)
    live = [merged.take(wanted) for wanted in template.live.values()]
    left = merged.left()
    header = [catalogue.header] if catalogue.header else []
    result = replace(catalogue, messages=(*header, *live, *left))
    for name in _OF_THE_TEMPLATE if header else ():
        value = template.headers.get(name)
        if value is not None and value != catalogue.headers.get(name):
            result = result.with_header(name, value)
    return result


class _Merge:
    """Finds an old translation for each new message, and knows which were not used."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.forms = _forms(catalogue)
        self.old = [message for message in catalogue.messages if not message.is_header]
        # A message in use goes before an obsolete one with the same words.
        ranked = sorted(self.old, key=lambda message: message.obsolete)
        self.exact = {message.key: message for message in reversed(ranked)}
        self.similar = Similar([message for message in ranked if any(message.strings)])
        self.used: set[int] = set()

    def take(self, wanted: Message) -> Message:
        """The message of the template with the best translation there is."""
        old = self.exact.get(wanted.key)
        if old is None or not (any(old.strings) or old.comments):
            near = self.similar.most(wanted)
            if near is not None and near is not old:
                return self._fuzzy(near, wanted)
        if old is None:
            return self._empty(wanted)
        if old.plural != wanted.plural:
            return self._fuzzy(old, wanted)
        self.used.add(id(old))
        return replace(
            old,
            extracted=wanted.extracted,
            references=wanted.references,
            flags=_flags(old, wanted),
            obsolete=False,
        )

    def left(self) -> list[Message]:
        """The translations that no message of the template took, for the end of the file."""
        return [
            replace(message, extracted=(), references=(), obsolete=True)
            for message in self.old
            if id(message) not in self.used and any(message.strings)
        ]

    def _fuzzy(self, old: Message, wanted: Message) -> Message:
        strings = self._strings(old, wanted)
        if all(words in strings for words in old.strings if words):
            self.used.add(id(old))
        # A translation that was fuzzy already was made for words older still.
        earlier = (
            old.previous
            if old.fuzzy and old.previous.msgid is not None
            else Previous(old.context, old.msgid, old.plural)
        )
        taken = replace(
            wanted, strings=strings, comments=old.comments, previous=earlier, origin=None
        )
        return taken.with_flag(FUZZY)

    def _strings(self, old: Message, wanted: Message) -> tuple[str, ...]:
        if wanted.plural is None:
            return old.strings[:1]
        return old.strings if old.plural is not None else old.strings * self.forms

    def _empty(self, wanted: Message) -> Message:
        strings = ("",) * (self.forms if wanted.plural is not None else 1)
        return replace(wanted, strings=strings, origin=None)


def _flags(old: Message, wanted: Message) -> tuple[str, ...]:
    """What the template says of the words, and what a translator has said besides."""
    own = (flag for flag in old.flags if _of_a_translator(flag) and flag not in wanted.flags)
    fuzzy = (FUZZY,) if old.fuzzy else ()
    return tuple(chain(fuzzy, (flag for flag in wanted.flags if flag != FUZZY), own))


def _of_a_translator(flag: str) -> bool:
    return flag != FUZZY and not flag.endswith("-format") and not flag.startswith("range:")


def _forms(catalogue: Catalogue) -> int:
    try:
        return read(catalogue.headers.get("Plural-Forms", "")).count
    except Refused:
        return 2
