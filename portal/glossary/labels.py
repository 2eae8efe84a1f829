"""What schemes, kinds of terms and states of proposals are called, in the reader's language."""

from collections.abc import Mapping

from portal.core.i18n import lazy_gettext as _l
from portal.thesaurus.crediting import Credit
from portal.thesaurus.models import Kind, ProposalState
from portal.thesaurus.schemes import GLOSSARY

SCHEME_LABELS = {
    GLOSSARY: _l("Our glossary"),
    "band": _l("Population bands"),
    "briefing-kind": _l("Kinds of briefings"),
    "climate": _l("Climate groups"),
    "event-kind": _l("Kinds of events"),
    "event-phase": _l("Phases of events"),
    "hazard": _l("Hazards"),
    "income": _l("Income groups"),
    "licence": _l("Licences"),
    "organisation-kind": _l("Kinds of members"),
    "pathway": _l("Pathways"),
    "region": _l("Regions"),
    "sdg": _l("Sustainable Development Goals"),
    "setting": _l("Settings of cities"),
    "stage": _l("Stages of projects"),
    "topic": _l("Topics"),
}
KIND_LABELS = {
    Kind.PREFERRED: _l("Preferred"),
    Kind.ALTERNATE: _l("Also used"),
    Kind.HIDDEN: _l("Found, not shown"),
    Kind.FORBIDDEN: _l("Do not use"),
}
KIND_HINTS = {
    Kind.PREFERRED: _l("Preferred: the word to use; one in each language"),
    Kind.ALTERNATE: _l("Also used: another word that is right too"),
    Kind.HIDDEN: _l("Found, not shown: a misspelling or an old name, only to be searched for"),
    Kind.FORBIDDEN: _l("Do not use: translators are warned of it"),
}
STATE_LABELS = {
    ProposalState.WAITING: _l("Waiting"),
    ProposalState.ACCEPTED: _l("Accepted"),
    ProposalState.DECLINED: _l("Declined"),
    ProposalState.WITHDRAWN: _l("Proposal withdrawn"),
}
STATE_TONES = {
    ProposalState.WAITING: "info",
    ProposalState.ACCEPTED: "success",
    ProposalState.DECLINED: "warn",
    ProposalState.WITHDRAWN: "plain",
}


def scheme_label(scheme: str, whose: Mapping[str, Credit]) -> str:
    """Ours by the name we give it, a thesaurus by the name it has itself, else by its short one."""
    own = SCHEME_LABELS.get(scheme)
    if own is not None:
        return str(own)
    credit = whose.get(scheme)
    return credit.title if credit and credit.title else scheme


def kind_of_term(kind: Kind) -> str:
    return str(KIND_LABELS[kind])


def proposal_state(state: ProposalState) -> tuple[str, str]:
    """Its name, and the tone of its badge."""
    return str(STATE_LABELS[state]), STATE_TONES[state]


GLOBALS = {"kind_of_term": kind_of_term, "proposal_state": proposal_state}
