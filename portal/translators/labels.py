"""The names of states, notes and engines, in the reader's language."""

from portal.content.translations.actions import MEMORY
from portal.content.translations.models import NoteKind
from portal.core.differences import compare, word_pieces
from portal.core.i18n import gettext as _
from portal.core.i18n import lazy_gettext as _l

STATE_LABELS = {
    "missing": _l("Not translated"),
    "suggested": _l("Suggested"),
    "machine": _l("Machine translation"),
    "draft": _l("Draft"),
    "in_review": _l("In review"),
    "approved": _l("Approved"),
    "outdated": _l("Outdated"),
}
NOTE_LABELS = {
    NoteKind.QUESTION: _l("Question"),
    NoteKind.ANSWER: _l("Answer"),
    NoteKind.SENT_BACK: _l("Given back"),
    NoteKind.OBJECTION: _l("Objection"),
}


def translation_state_label(state: str) -> str:
    return str(STATE_LABELS[state])


def note_label(kind: NoteKind) -> str:
    return str(NOTE_LABELS[kind])


def engine_label(engine: str) -> str:
    return _("the memory") if engine == MEMORY else engine


def changed_words(old: str, new: str) -> list[tuple[str, str]]:
    return word_pieces(compare(old, new))


GLOBALS = {
    "translation_state_label": translation_state_label,
    "note_label": note_label,
    "engine_label": engine_label,
    "word_pieces": word_pieces,
    "changed_words": changed_words,
}
