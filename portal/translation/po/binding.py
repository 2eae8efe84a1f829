"""A catalogue as the portal speaks it: looked up in memory, with no file on disk."""

from functools import lru_cache

from babel.support import NullTranslations

from portal.translation.po.messages import Catalogue
from portal.translation.po.plurals import Plurals, read

_GERMANIC = "nplurals=2; plural=(n != 1);"  # what gettext assumes where a file says nothing
_REMEMBERED = 1024  # numbers whose form is known; pages count small things again and again
_CONTEXT = "{}\x04{}"  # as in an .mo file


class Bound(NullTranslations):
    """Answers like gettext.GNUTranslations, and to Babel's names for the same questions.

    Fuzzy, obsolete and unfinished messages count as untranslated, as in an .mo file.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        plurals: Plurals = read(catalogue.headers.get("Plural-Forms") or _GERMANIC)
        self._form = lru_cache(_REMEMBERED)(plurals.index)
        self._words: dict[str, str] = {}
        self._forms: dict[str, tuple[str, ...]] = {}
        for message in catalogue.live.values():
            if not message.translated:
                continue
            context = message.context
            name = message.msgid if context is None else _CONTEXT.format(context, message.msgid)
            self._words[name] = message.strings[0]
            if message.plural is not None and len(message.strings) == plurals.count:
                self._forms[name] = message.strings
                # Asked for without a number, Python's gettext speaks of one.
                self._words[name] = message.strings[self._form(1)]

    def gettext(self, message: str) -> str:
        return self._words.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        forms = self._forms.get(msgid1)
        if forms is None:
            return msgid1 if n == 1 else msgid2
        return forms[self._form(n)]

    def pgettext(self, context: str, message: str) -> str:
        return self._words.get(_CONTEXT.format(context, message), message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        forms = self._forms.get(_CONTEXT.format(context, msgid1))
        if forms is None:
            return msgid1 if n == 1 else msgid2
        return forms[self._form(n)]

    ugettext = gettext
    ungettext = ngettext
    upgettext = pgettext
    unpgettext = npgettext  # type: ignore[assignment]  # Babel names the parameters otherwise


def bound(catalogue: Catalogue) -> Bound:
    """Make a catalogue ready to speak.

    Raises Refused if its rule for plural forms cannot be read.
    """
    return Bound(catalogue)
