"""Forms for glossaries and thesauri as files."""

from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.validators import NoneOf, Optional, Regexp

from portal.core.forms import Form, LineField, SearchForm, needed, offered
from portal.core.i18n import lazy_gettext as _l
from portal.thesaurus.exchange.formats import Format
from portal.thesaurus.models import LONGEST_SCHEME
from portal.thesaurus.schemes import GLOSSARY

TAKEN = ("files", "new", "propose", "proposals")  # words of addresses, which no scheme may have
FORMAT_LABELS = {
    Format.TURTLE: _l("SKOS (Turtle): for thesaurus programs, everything is in it"),
    Format.TBX: _l("TBX: for translation programs"),
    Format.CSV: _l("CSV: for spreadsheets, a row for each word"),
}
_SCHEME = Regexp(
    rf"^[A-Za-z0-9][A-Za-z0-9_.-]{{0,{LONGEST_SCHEME - 1}}}$",
    message=_l("Latin letters, digits and hyphens only, 32 at most."),
)


class FileForm(Form):
    """A thesaurus, and the collection it goes into."""

    file = FileField(
        _l("The file"),
        [FileRequired(_l("Choose a file."))],
        description=_l(
            "SKOS (.rdf, .ttl), TBX, CSV or JSON lines (.jsonl), at most 1 MB; "
            "Turtle at most 300 kB."
        ),
        render_kw={"accept": ".rdf,.xml,.skos,.owl,.ttl,.n3,.tbx,.csv,.jsonl,.ndjson"},
    )
    scheme = LineField(
        _l("Collection it goes into"),
        [needed(), _SCHEME, NoneOf(TAKEN, _l("The portal needs this name itself."))],
        default=GLOSSARY,
        description=_l(
            "“glossary” is our own. Give a thesaurus of others a short name of its own, "
            "such as “gemet”: its origin then stays visible."
        ),
    )
    rows_of = LineField(
        _l("What the collection is called in the file"),
        [Optional(), _SCHEME],
        description=_l("Only for JSON lines that hold several, and where the name is another."),
    )


class ExportForm(SearchForm):
    """A collection as a file; it is sent by GET and changes nothing."""

    scheme = SelectField(_l("Collection"), choices=[])
    form = RadioField(
        _l("Format"), choices=offered(FORMAT_LABELS.items()), coerce=Format, default=Format.TURTLE
    )
    language = SelectMultipleField(
        _l("Languages"), choices=[], description=_l("None chosen: all there are.")
    )
