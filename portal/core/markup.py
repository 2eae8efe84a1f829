"""Text that people write: Markdown in, sanitised HTML or plain text out.

Rendered once and stored, because it costs milliseconds; sanitised on the way in and out.
"""

import hashlib
import re
from collections.abc import Callable, Sequence

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape
from mdit_py_plugins.footnote import footnote_plugin

from portal.core.blocks import normalised, parse
from portal.core.links import SCHEMES, acceptable, own_picture
from portal.core.words import words

TOP, BOTTOM = 2, 4
"""Heading levels within a text: the page's own title is the h1."""

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "code", "em"),
    *("strong", "a", "img", "table", "thead", "tbody", "tr", "th", "td", "sup", "section", "span"),
}
_ATTRIBUTES = {
    "*": {"lang", "dir", "data-state"},
    "a": {"href", "id"},
    "img": {"src", "alt", "loading"},
    "li": {"id"},
    "ol": {"start"},
}
_FRAGMENT = {"fragment"}
_ALIGNMENTS = {"left": "align-start", "center": "align-center", "right": "align-end"}
_CELL = _FRAGMENT | set(_ALIGNMENTS.values())
_CLASSES = {
    **dict.fromkeys(("p", "h2", "h3", "h4"), _FRAGMENT),
    "li": _FRAGMENT | {"footnote-item"},
    "th": _CELL,
    "td": _CELL,
    "span": _FRAGMENT | {"fragment__label"},
    "sup": {"footnote-ref"},
    "a": {"footnote-backref"},
    "section": {"footnotes"},
}
_VALUES: dict[str, Callable[[str], object]] = {
    "href": acceptable,
    "src": own_picture,
    "lang": re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z").match,
    "dir": re.compile(r"(ltr|rtl|auto)\Z").match,
    "id": re.compile(r"fn(ref)?-[0-9a-f]{8}-\d+(:\d+)?\Z").match,
    "data-state": re.compile(r"[a-z_-]{1,20}\Z").match,
    "start": re.compile(r"\d{1,9}\Z").match,
    "loading": re.compile(r"lazy\Z").match,
}


def _filtered(_tag: str, attribute: str, value: str) -> str | None:
    check = _VALUES.get(attribute)
    return value if check is None or check(value) else None


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    attribute_filter=_filtered,
    allowed_classes=_CLASSES,
    url_schemes=set(SCHEMES),
    link_rel="nofollow ugc noopener noreferrer",
    strip_comments=True,
)


class _Renderer(RendererHTML):
    def image(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[index]
        alternative = escape(self.renderInlineAsText(token.children, options, env))
        source = str(token.attrGet("src"))
        if not own_picture(source):
            return str(alternative)
        return f'<img src="{escape(source)}" alt="{alternative}" loading="lazy">'

    def fragment_label(
        self, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        token = tokens[index]
        return f" <span{self.renderAttrs(token)}>{escape(token.content)}</span>"


def _footnotes_open(*_: object) -> str:
    return '<section class="footnotes">\n<ol>\n'


_WRITER = MarkdownIt("commonmark", {"xhtmlOut": False}, renderer_cls=_Renderer)
_WRITER.use(footnote_plugin)
_WRITER.add_render_rule("footnote_block_open", _footnotes_open)


def render(
    text: str, *, top: int = TOP, edit: Callable[[list[Token]], None] | None = None
) -> Markup:
    """Turn Markdown into HTML that is safe to show.

    Headings begin at level `top` and skip no level; none lies above h2 or below h4.
    Pictures other than our own attachments give way to their alternative text. `edit`
    may change the blocks before the text in them is read.
    """
    source = printable(text)
    tokens = parse(source, edit)
    _shift_headings(tokens, top)
    _name_alignments(tokens)
    # Several texts share a page, so the marks of footnotes carry the mark of their text.
    mark = hashlib.sha256(source.encode()).hexdigest()[:8]
    return clean(_WRITER.renderer.render(tokens, _WRITER.options, {"docId": mark}))


def clean(html: str) -> Markup:
    """Take everything out of HTML that our own rendering would not have put in."""
    return Markup(_CLEANER.clean(printable(html)))  # noqa: S704  (it is clean now)


def printable(text: str) -> str:
    """Normalise line breaks, and replace what cannot be written as UTF-8 (lone surrogates)."""
    return normalised(text).encode("utf-8", "replace").decode()


def _shift_headings(tokens: list[Token], top: int) -> None:
    above: list[str] = []
    for token in tokens:
        if token.type == "heading_open":
            while above and above[-1] >= token.tag:
                above.pop()
            above.append(token.tag)
            level = f"h{min(max(top, TOP) + len(above) - 1, BOTTOM)}"
        if token.type in ("heading_open", "heading_close"):
            token.tag = level


def _name_alignments(tokens: list[Token]) -> None:
    """Say a column's alignment by a class, since the page allows no inline style."""
    for token in tokens:
        if token.type in ("th_open", "td_open"):
            _, _, side = str(token.attrs.pop("style", "")).partition(":")
            if side:
                token.attrJoin("class", _ALIGNMENTS[side])


def plain(text: str) -> str:
    """Give the words of a Markdown text without its marks, for search, summaries and mails.

    Paragraphs are parted by a blank line; list items begin with a hyphen; the cells of a
    table row are parted by bars; footnotes come last. The result is not HTML: escape it.
    """
    parts: list[str] = []
    marker = ""
    opened = [Token("", "", 0), Token("", "", 0)]
    for token in parse(printable(text)):
        if token.type == "list_item_open":
            marker = "- "
        elif token.type in ("inline", "fence", "code_block"):
            words_in = _inline_text(token.children) if token.children else token.content.rstrip()
            parts += [_gap(*opened), marker, words_in]
            marker = ""
        opened = [opened[1], token]
    return "".join(parts).strip()


def _gap(before: Token, opening: Token) -> str:
    """What parts a block from the one before it, by the two tokens that open it."""
    if opening.type in ("td_open", "th_open"):
        return "\n" if before.type == "tr_open" else " | "
    return "\n" if opening.hidden else "\n\n"


def _inline_text(children: Sequence[Token]) -> str:
    return "".join(
        _inline_text(child.children)
        if child.children
        else {"softbreak": " ", "hardbreak": "\n"}.get(child.type, child.content)
        for child in children
    )


def word_count(text: str) -> int:
    """Count the words of a Markdown text; Chinese, Japanese and Thai count by characters."""
    return len(words(plain(text)))
