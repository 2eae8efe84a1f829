"""A message of the interface as its page shows it: its forms, remarks, history and places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from babel.numbers import format_decimal
from markupsafe import Markup, escape

from portal.core.differences import compare, word_pieces
from portal.core.i18n import babel_locale, locale
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l
from portal.translation.catalogues import queries
from portal.translation.catalogues.checking import PLACEHOLDER, Remark, remarks
from portal.translation.catalogues.forms import Form
from portal.translation.catalogues.models import CatalogueAnswer, CatalogueWording
from portal.translation.catalogues.overview import Filter, Overview, Row
from portal.translation.catalogues.taking import Outcome
from portal.translation.po.messages import Message

Pieces = Sequence[tuple[str, str]]

FILTER_LABELS = {
    Filter.ALL: _l("All messages"),
    Filter.OPEN: _l("Not translated"),
    Filter.FUZZY: _l("Fuzzy"),
    Filter.REMARKS: _l("With remarks"),
    Filter.CHANGED: _l("Not published yet"),
    Filter.OBSOLETE: _l("Obsolete"),
}
CATEGORY_LABELS = {
    "zero": _l("Zero"),
    "one": _l("One"),
    "two": _l("Two"),
    "few": _l("Few"),
    "many": _l("Many"),
    "other": _l("Other numbers"),
}
OUTCOME_LABELS = {
    Outcome.TAKEN: _l("Taken as drafts"),
    Outcome.REFUSED: _l("Refused by the checks"),
    Outcome.OLDER: _l("Older words; those of the portal stay"),
    Outcome.UNKNOWN: _l("Not used by the portal"),
    Outcome.SAME: _l("The same as here"),
    Outcome.EMPTY: _l("Without a translation in the file"),
}


@dataclass(frozen=True, slots=True)
class Answerable:
    """A remark, and why a translator keeps what it is about."""

    remark: Remark
    answer: CatalogueAnswer | None

    @property
    def tone(self) -> str:
        if self.remark.is_error:
            return "danger"
        return "warn" if self.answer is None else "info"


@dataclass(frozen=True, slots=True)
class Version:
    """One wording in the history of a message, and what it changed, form by form."""

    wording: CatalogueWording
    differences: Sequence[Pieces]
    is_spoken: bool


def form_label(form: Form) -> str:
    """Which numbers a form is for: its name and the first number that takes it."""
    category = CATEGORY_LABELS.get(form.category or "")
    name = str(category) if category else _("Form %(number)s", number=form.index + 1)
    if not form.examples:
        return name
    example = format_decimal(form.examples[0], locale=babel_locale(locale()))
    if form.is_single:
        return _("%(name)s: only for %(number)s", name=name, number=example)
    return _("%(name)s, for example %(number)s", name=name, number=example)


def field_labels(message: Message, forms: Sequence[Form]) -> list[str]:
    """What the fields of a message are called."""
    return [form_label(form) for form in forms] if message.plural else [_("Translation")]


def answerable(
    message: Message,
    strings: Sequence[str],
    now: Overview,
    answers: Mapping[tuple[int, str], CatalogueAnswer],
    number: int,
) -> list[Answerable]:
    """What the checks remark on these words, each with its answer."""
    found = remarks(message, strings, now.forms, now.locale)
    return [Answerable(each, answers.get((number, each.key))) for each in found]


def history(row: Row, code: str) -> list[Version]:
    """All wordings, newest first, each compared with the one before; the first with the file's."""
    spoken = {wording.id for wording in queries.published(code)}
    rows = queries.history(code, row.number)
    before = [older.strings for older in rows[1:]] + [oldest.shipped for oldest in rows[-1:]]
    return [
        Version(wording, differences(old, wording.strings), wording.id in spoken)
        for wording, old in zip(rows, before, strict=True)
    ]


def change(row: Row) -> Sequence[Pieces]:
    """What publishing would change in a message, form by form."""
    return differences(_strings(row.spoken), _strings(row.drafted))


def file_change(row: Row) -> Sequence[Pieces]:
    """How the words of the file differ from ours."""
    return differences(row.message.strings, _strings(row.shipped))


def previous_source(message: Message) -> Pieces:
    """What changed in the source since a fuzzy translation was made."""
    previous = message.previous
    if previous.msgid is None:
        return ()
    old = "\n".join(filter(None, (previous.msgid, previous.plural)))
    return difference(old, "\n".join(filter(None, (message.msgid, message.plural))))


def differences(old: Sequence[str], new: Sequence[str]) -> Sequence[Pieces]:
    """The forms that are not the same, compared; all of them where there are not as many."""
    pairs = list(zip_longest(old, new, fillvalue=""))
    return [difference(one, other) for one, other in pairs if one != other]


def difference(old: str, new: str) -> Pieces:
    return [(kind, isolated(words)) for kind, words in word_pieces(compare(old, new))]


def _strings(message: Message | None) -> Sequence[str]:
    return message.strings if message else ()


def isolated(words: str) -> Markup:
    """Words in which each placeholder runs from left to right, as it has to be typed."""
    written = PLACEHOLDER.sub(r'<bdi dir="ltr">\g<0></bdi>', str(escape(words)))
    return Markup(written)  # noqa: S704  (it was escaped)
