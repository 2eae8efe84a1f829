"""An entry's words in a reader's languages: made once when they change, then only read."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import sqlalchemy as sa
from flask_login import current_user
from markupsafe import Markup

from config import LOCALES
from portal.content.kinds import Words, kind_of
from portal.content.labels import fragment_label
from portal.content.models import WHOLE, Entry, Paragraph, Rendering, Revision
from portal.content.translations.models import Translation, TranslationState
from portal.content.translations.standing import shown
from portal.core import changes
from portal.core.actions import action
from portal.core.db import db
from portal.core.directions import direction
from portal.core.i18n import speaking
from portal.core.markup import word_count
from portal.translation.assembly import Fragment, Mixed, assemble_mixed
from portal.translation.paragraphs import digest
from portal.translation.reading import to_html

FOLLOWER = "renderings"
BATCH = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of an entry for one reader: `html` by rich field, each part in its best language.

    `completeness` is the share of the words, 0 to 1, that are in the language asked for.
    """

    title: str
    title_locale: str
    summary: str
    summary_locale: str
    html: Mapping[str, Markup]
    completeness: float


def reading(entry: Entry, revision: Revision, languages: Sequence[str]) -> Reading:
    """The words of `revision` in the first of `languages` that has them, paragraph by paragraph.

    What readers of one language see was made before (`Rendering`); other revisions and
    longer lists of languages are put together on the spot.
    """
    if revision.id == entry.published_id:
        stored = db.session.get(Rendering, (entry.id, languages[0]))
        if stored is not None and (stored.completeness >= 1 or len(languages) == 1):
            return _as_stored(stored)
    return assemble(entry, revision, languages)


def reading_languages(code: str) -> tuple[str, ...]:
    """The language of the page, then those that the current person reads, best first."""
    own = current_user.languages if current_user.is_authenticated else ()
    return tuple(dict.fromkeys([code, *own]))


def _as_stored(stored: Rendering) -> Reading:
    html = {name: Markup(text) for name, text in stored.html.items()}  # noqa: S704  (sanitised)
    return Reading(
        stored.title,
        stored.title_locale,
        stored.summary,
        stored.summary_locale,
        html,
        stored.completeness,
    )


@dataclass(frozen=True)
class Mixture:
    """The fields of an entry, each piece in the best language there is, not rendered yet."""

    locale: str  # the language asked for
    lines: Mapping[str, Fragment]  # one-line fields
    texts: Mapping[str, Mixed]  # rich fields

    @cached_property
    def completeness(self) -> float:
        """The share of all words that are read in `locale`; 1 where there are none."""
        lines, texts = self.lines.values(), self.texts.values()
        counted = [(word_count(line.text), float(line.locale == self.locale)) for line in lines]
        counted += [(text.words, text.completeness) for text in texts]
        total = sum(number for number, _share in counted)
        return sum(number * share for number, share in counted) / total if total else 1.0


def mixture(
    entry: Entry, revision: Revision, languages: Sequence[str], known: "Known | None" = None
) -> Mixture:
    """Choose for every piece the first current translation, else the source.

    `known` are the translations of this entry, where the caller has loaded many at once.
    """
    if known is None:
        known = known_translations([entry.id], languages)[entry.id]
    lines, texts = {}, {}
    for words in kind_of(entry).words:
        if words.rich:
            texts[words.name] = _text(entry, revision, words, languages, known)
        else:
            lines[words.name] = _line(entry, revision, words, languages, known)
    return Mixture(languages[0], lines, texts)


def wording(entry: Entry, revision: Revision, code: str, known: "Known") -> Mapping[str, Fragment]:
    """The words as one text per field, in `code` where they are translated: what is searched.

    The same words as those of `mixture`, much sooner: a text that is in one language, or
    translated as a whole, is not cut into its pieces.
    """
    return {
        words.name: _text_in(entry, revision, words, code, known)
        if words.rich
        else _line(entry, revision, words, [code], known)
        for words in kind_of(entry).words
    }


def _text_in(entry: Entry, revision: Revision, words: Words, code: str, known: "Known") -> Fragment:
    source = revision.words.get(words.name, "")
    if code == entry.locale or not source:
        return Fragment(source, code)
    whole = _whole(entry, source, words, [code], known)
    return whole or Fragment(_text(entry, revision, words, [code], known).text, code)


def assemble(entry: Entry, revision: Revision, languages: Sequence[str]) -> Reading:
    """Put the words together for readers of `languages`, and render them."""
    mixed = mixture(entry, revision, languages)
    title = mixed.lines["title"]
    summary = mixed.lines.get(kind_of(entry).summary, Fragment("", entry.locale))
    if mixed.completeness > 0:
        with speaking(languages[0]):
            html = {name: to_html(text, fragment_label) for name, text in mixed.texts.items()}
    else:
        html = {name: _wholly_foreign(text, entry.locale) for name, text in mixed.texts.items()}
    return Reading(
        title=title.text,
        title_locale=title.locale,
        summary=summary.text,
        summary_locale=summary.locale,
        html=html,
        completeness=mixed.completeness,
    )


def _wholly_foreign(text: Mixed, source_locale: str) -> Markup:
    """A text of which nothing is translated: one line on the page says so, not each paragraph."""
    if not text.source or len({fragment.locale for fragment in text.fragments}) > 1:
        return to_html(text, fragment_label)
    code = text.fragments[0].locale if text.fragments else source_locale
    html = to_html(assemble_mixed(text.text, code, {}, code), fragment_label)
    return Markup('<div lang="{}" dir="{}">{}</div>').format(code, direction(code), html)


@dataclass(frozen=True, slots=True)
class Known:
    """All translations of an entry that may serve: by paragraph, and of fields as a whole."""

    by_paragraph: dict[tuple[int, str], list[Translation]] = field(default_factory=dict)
    wholes: dict[str, int] = field(default_factory=dict)  # field → the paragraph for all of it


def known_translations(
    keys: Sequence[int], languages: Sequence[str] | None = None
) -> Mapping[int, Known]:
    """The translations of these entries, into these languages or all, in two statements."""
    known = {key: Known() for key in keys}
    chosen = (
        sa.select(Paragraph.entry_id, Translation)
        .join(Translation, Translation.paragraph_id == Paragraph.id)
        .where(Paragraph.entry_id.in_(keys), Translation.state != TranslationState.SUGGESTED)
    )
    if languages is not None:
        chosen = chosen.where(Translation.locale.in_(languages))
    for key, row in db.session.execute(chosen):
        known[key].by_paragraph.setdefault((row.paragraph_id, row.locale), []).append(row)
    wholes = sa.select(Paragraph.entry_id, Paragraph.field, Paragraph.id).where(
        Paragraph.entry_id.in_(keys), Paragraph.kind == WHOLE
    )
    for key, name, number in db.session.execute(wholes):
        known[key].wholes[name] = number
    return known


def _best(
    known: Known, number: int, source_digest: str, languages: Sequence[str], source_locale: str
) -> Fragment | None:
    """The first current translation in the reader's order; None where the source serves better.

    A translation whose source has changed since is not shown: the source is.
    """
    for code in languages:
        if code == source_locale:
            return None
        found = shown(known.by_paragraph.get((number, code), ()), source_digest)
        if found is not None:
            return Fragment(found.text, code, found.state.value)
    return None


def _line(
    entry: Entry, revision: Revision, words: Words, languages: Sequence[str], known: Known
) -> Fragment:
    source = revision.words.get(words.name, "")
    for number, source_digest in revision.cut.get(words.name, []):
        best = _best(known, number, source_digest, languages, entry.locale)
        if best is not None:
            return best
    return Fragment(source, entry.locale)


def _text(
    entry: Entry, revision: Revision, words: Words, languages: Sequence[str], known: Known
) -> Mixed:
    source = revision.words.get(words.name, "")
    whole = _whole(entry, source, words, languages, known)
    if whole is not None:
        return assemble_mixed(whole.text, whole.locale, {}, languages[0])
    replacements = {}
    for place, (number, source_digest) in enumerate(revision.cut.get(words.name, [])):
        best = _best(known, number, source_digest, languages, entry.locale)
        if best is not None:
            replacements[place] = best
    return assemble_mixed(source, entry.locale, replacements, languages[0])


def _whole(
    entry: Entry, source: str, words: Words, languages: Sequence[str], known: Known
) -> Fragment | None:
    """The translation of a field as a whole, where there is one."""
    number = known.wholes.get(words.name)
    if number is None:
        return None
    return _best(known, number, digest(source), languages, entry.locale)


@action
def render(entry: Entry, locales: Collection[str] = LOCALES) -> None:
    """Make the renderings of the published words anew in these languages of the interface."""
    codes = [code for code in LOCALES if code in locales]
    old = sa.delete(Rendering).where(Rendering.entry_id == entry.id, Rendering.locale.in_(codes))
    db.session.execute(old)
    if entry.published is None:
        return
    for code in codes:
        made = assemble(entry, entry.published, [code])
        db.session.add(
            Rendering(
                entry_id=entry.id,
                locale=code,
                title=made.title,
                title_locale=made.title_locale,
                summary=made.summary,
                summary_locale=made.summary_locale,
                html={name: str(text) for name, text in made.html.items()},
                completeness=made.completeness,
            )
        )


@action
def follow_changes() -> int:
    """Render what has changed since last time; called by the worker, a few entries a turn."""
    news = changes.after(changes.position(FOLLOWER), BATCH)
    for key, locales in _to_render(news).items():
        entry = db.session.get(Entry, key)
        if entry is not None:
            render(entry, locales)
    if news:
        changes.reached(FOLLOWER, news[-1].number)
    return len(news)


def _to_render(news: Iterable[changes.News]) -> Mapping[int, Collection[str]]:
    """The languages in which each entry has changed: one is rendered sooner than all."""
    changed: dict[int, set[str]] = {}
    for change in news:
        if change.what == "entry":
            languages = LOCALES if change.locale is None else (change.locale,)
            changed.setdefault(change.which, set()).update(languages)
    return changed
