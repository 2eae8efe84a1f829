"""The HTML of a text in several languages, each fragment saying which it is.

A block that is not an approved text in the reader's language has the class `fragment`,
`data-state` and a quiet label at its end; in another language also `lang` and `dir`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from markdown_it.token import Token
from markupsafe import Markup, escape

from portal.core.blocks import span
from portal.core.directions import direction
from portal.core.markup import TOP, printable, render
from portal.translation.assembly import APPROVED, Fragment, Mixed

Label = Callable[[Fragment], str]
"""Says in the reader's language what a fragment is («In English», «Draft»); "" for no label."""

_CONTAINERS = {"bullet_list_open", "ordered_list_open", "table_open", "blockquote_open"}


def to_html(mixed: Mixed, label: Label, *, top: int = TOP) -> Markup:
    """Render a mixed Markdown text; headings begin at level `top`."""
    if not mixed.translated and not any(_marks(each, mixed.locale) for each in mixed.fragments):
        return _unmarked(mixed.source, top)
    return render(mixed.source, top=top, edit=_Marking(mixed, label))


@lru_cache(maxsize=16)  # the fields of a text or two
def _unmarked(source: str, top: int) -> Markup:
    """Remembered, because readers of all languages that a text is not in read this of it."""
    return render(source, top=top)


def field_to_html(mixed: Mixed, label: Label) -> Markup:
    """Render a mixed short field: plain text, in a `span` where it must be marked."""
    if not mixed.fragments:
        return Markup()
    fragment = mixed.fragments[0]
    marks = _marks(fragment, mixed.locale)
    if not marks:
        return escape(fragment.text)
    note = _note(fragment, mixed.locale, label)
    text = escape(fragment.text) + (Markup(" ") + _span(note.content, note.attrs) if note else "")
    return _span(text, marks)


def _span(text: str, attributes: Mapping[str, str | int | float]) -> Markup:
    written = Markup().join(
        Markup(' {}="{}"').format(name, value) for name, value in attributes.items()
    )
    return Markup("<span{}>{}</span>").format(written, text)


def _marks(fragment: Fragment, locale: str) -> dict[str, str]:
    """The attributes of a fragment's element; none if it is as good as the original."""
    if fragment.locale == locale and fragment.state == APPROVED:
        return {}
    marks = {"class": "fragment", "data-state": fragment.state}
    return marks if fragment.locale == locale else marks | _language(fragment.locale)


def _language(locale: str) -> dict[str, str]:
    return {"lang": locale, "dir": direction(locale)}


def _note(fragment: Fragment, locale: str, label: Label) -> Token | None:
    """The quiet label, in the reader's language within a foreign fragment."""
    text = label(fragment) if _marks(fragment, locale) else ""
    if not text:
        return None
    own = {} if fragment.locale == locale else _language(locale)
    attributes: dict[str, str | int | float] = {"class": "fragment__label", **own}
    return Token("fragment_label", "span", 0, content=text, attrs=attributes, block=True)


@dataclass
class _Opened:
    """An element that is open while the blocks are walked through."""

    token: Token
    locale: str
    inside: set[str] = field(default_factory=set)


class _Marking:
    """Puts the fragments into the blocks of their source, and marks the foreign ones.

    The blocks stay those of the source: a translation is read as the text within its
    block, whatever it holds.
    """

    def __init__(self, mixed: Mixed, label: Label) -> None:
        self.mixed = mixed
        self.label = label
        self.opened = [_Opened(Token("", "", 0), mixed.locale)]
        self.number = 0

    def __call__(self, tokens: list[Token]) -> None:
        marked: list[Token] = []
        for token in tokens:
            marked.append(token)
            if token.nesting > 0:
                self.opened.append(_Opened(token, self.opened[-1].locale))
            elif token.nesting < 0:
                self._close(token)
            elif span(token) and token.content.strip():  # as `paragraphs.cut` counts them
                marked += self._show(token)
        tokens[:] = marked

    def _show(self, token: Token) -> list[Token]:
        fragment = self.mixed.fragments[self.number]
        if self.number in self.mixed.translated:
            token.content = printable(fragment.text).strip()
        self.number += 1
        self._mark(fragment)
        self.opened[-1].inside.add(fragment.locale)
        note = _note(fragment, self.mixed.locale, self.label)
        return [note] if note else []

    def _mark(self, fragment: Fragment) -> None:
        marks = _marks(fragment, self.mixed.locale)
        if fragment.locale != self.opened[-1].locale:
            marks |= _language(fragment.locale)
        if marks:
            element = self._element()
            element.locale = fragment.locale
            element.token.attrs.update(marks)

    def _element(self) -> _Opened:
        """The element that can carry the marks; the paragraph of a tight list item is none."""
        block, around = self.opened[-1], self.opened[-2]
        if block.token.hidden and around.token.type == "list_item_open" and not around.inside:
            return around
        block.token.hidden = False
        return block

    def _close(self, token: Token) -> None:
        closed = self.opened.pop()
        token.hidden = closed.token.hidden
        self.opened[-1].inside |= closed.inside
        foreign = closed.inside - {self.mixed.locale}
        if closed.token.type in _CONTAINERS and foreign and len(closed.inside) == 1:
            # So that bullets and columns stand on the side where their text begins.
            closed.token.attrs.update(_language(*foreign))
