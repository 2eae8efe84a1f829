"""Forms for words: what is suggested, what is written, what is said about it."""

from typing import Any

from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import Regexp

from portal.core.forms import Form, LineField, TextField, at_most, needed, offered
from portal.core.i18n import lazy_gettext as _l
from portal.glossary.labels import KIND_HINTS, KIND_LABELS
from portal.organisations.names import language_name
from portal.thesaurus.models import (
    LONGEST_CODE,
    LONGEST_DOMAIN,
    LONGEST_SCHEME,
    LONGEST_SOURCE,
    LONGEST_TERM,
    Kind,
)

LONGEST_DEFINITION = 2_000
LONGEST_REASON = 1_000
NARROWER = "narrower"  # broader, seen from the other concept
LINKS = {
    "broader": _l("is broader"),
    NARROWER: _l("is narrower"),
    "related": _l("is related"),
}


LINK_TITLES = {"broader": _l("Broader"), NARROWER: _l("Narrower"), "related": _l("Related")}


class LanguageField(SelectField):
    """One of some languages; which ones is said when the form is made."""

    def __init__(self, label: Any, **given: Any) -> None:
        super().__init__(label, choices=[], **given)

    def offer(self, codes: list[str]) -> None:
        self.choices = offered((code, language_name(code)) for code in codes)


class TermForm(Form):
    """One word in a language that the page names."""

    text = LineField(_l("Word or phrase"), [needed(), at_most(LONGEST_TERM)])
    kind = SelectField(_l("Kind"), choices=offered(KIND_LABELS.items()), coerce=Kind)


class DefinitionForm(Form):
    text = TextField(
        _l("Definition"),
        [at_most(LONGEST_DEFINITION)],
        description=_l("What it means, in one or two sentences. Empty it to take it back."),
    )
    source = LineField(
        _l("Where this is from"),
        [at_most(LONGEST_SOURCE)],
        description=_l("Who says so, if not we ourselves."),
    )


class BeginForm(Form):
    """A new concept of the glossary with its first word."""

    locale = LanguageField(_l("Language"))
    text = LineField(_l("Word or phrase"), [needed(), at_most(LONGEST_TERM)])
    definition = TextField(
        _l("Definition"),
        [at_most(LONGEST_DEFINITION)],
        description=_l("What it means, in one or two sentences, in the same language."),
    )
    source = LineField(
        _l("Where this is from"),
        [at_most(LONGEST_SOURCE)],
        description=_l("Who says so, if not we ourselves."),
    )


class ProposalForm(Form):
    """A word that somebody would like to see."""

    locale = LanguageField(_l("Language"))
    text = LineField(_l("Word or phrase"), [needed(), at_most(LONGEST_TERM)])
    kind = RadioField(
        _l("How should it be used?"),
        choices=offered(KIND_HINTS.items()),
        coerce=Kind,
        default=Kind.PREFERRED,
    )
    definition = TextField(
        _l("Definition"),
        [at_most(LONGEST_DEFINITION)],
        description=_l("What it means, in one or two sentences, in the same language."),
    )
    reason = TextField(
        _l("Why do you suggest it?"),
        [at_most(LONGEST_REASON)],
        description=_l("Where it is used, or what is wrong with the word of now."),
    )


class AnswerForm(Form):
    answer = TextField(
        _l("Answer"),
        [at_most(LONGEST_REASON)],
        description=_l("It goes to the person who proposed the word. Needed to decline."),
    )


class AboutForm(Form):
    """What is to be known of a concept in all languages."""

    untranslatable = BooleanField(_l("Stays as it is in every language, such as a name"))
    domain = LineField(
        _l("Field"), [at_most(LONGEST_DOMAIN)], description=_l("Such as “water” or “finance”.")
    )
    note = TextField(
        _l("Note for translators"),
        [at_most(LONGEST_DEFINITION)],
        description=_l("How to use it, and what it is not to be mixed up with."),
    )


class RelationForm(Form):
    """Another concept, by its words, and how it stands to this one."""

    other = LineField(
        _l("The other concept"),
        [needed(), at_most(LONGEST_TERM)],
        description=_l("One of its words, in any language."),
    )
    link = RadioField(_l("The other concept …"), choices=offered(LINKS.items()), default="broader")


class TieForm(Form):
    """Another concept by its name, and how it stands to this one."""

    link = RadioField(choices=offered(LINKS.items()))
    scheme = LineField(validators=[needed(), at_most(LONGEST_SCHEME)])
    code = LineField(validators=[needed(), at_most(LONGEST_CODE)])


class CreditForm(Form):
    """Whose work a collection is."""

    title = LineField(_l("Name of the work"), [at_most(500)])
    licence = LineField(
        _l("Licence"), [at_most(500)], description=_l("Its name or address, such as “CC BY 4.0”.")
    )
    source = LineField(
        _l("Who made it, and where it is published"),
        [at_most(500)],
        description=_l(
            "As the makers want to be named. It stands on every page and in every file."
        ),
    )


class MarkForm(Form):
    """The sign of what was shown before it is done."""

    mark = LineField(validators=[Regexp(r"^[0-9a-f]{64}$")])
