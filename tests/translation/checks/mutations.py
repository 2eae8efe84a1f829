"""Ways to spoil a good translation, each with the checks that should see it.

A mutation takes source and target and gives both, spoilt; None where it cannot be done.
"""

import re
from collections.abc import Callable

from portal.translation.checks import Check

Spoilt = tuple[str, str] | None
Mutation = Callable[[str, str], Spoilt]

_NUMBER = re.compile(r"(?<![\w.,])\d{2,}(?![\w.,:/-])")
_PLACEHOLDER = re.compile(r"%\(\w+\)s")
_WORD = re.compile(r"(?<![\w’'-])[^\W\d_]{4,}(?![\w’'-])")
_LATIN = re.compile(r"[A-Za-z]*[aceop][A-Za-z]+")
_CYRILLIC = str.maketrans("aceop", "асеор")
_LINK = "[%s](https://example.org/plan)[^1]"


def _linked(source: str, target: str) -> tuple[str, str]:
    return f"{source} {_LINK % 'plan'}", f"{target} {_LINK % 'X'}"


def drop_number(source: str, target: str) -> Spoilt:
    found = next((f for f in _NUMBER.finditer(target) if f[0] in source), None)
    if not found or int(found[0]) <= 20 or target.count(found[0]) + source.count(found[0]) > 2:
        return None
    return source, target[: found.start()].rstrip() + target[found.end() :]


def change_number(source: str, target: str) -> Spoilt:
    found = next((f for f in _NUMBER.finditer(target) if f[0] in source), None)
    if not found or int(found[0]) <= 20 or target.count(found[0]) + source.count(found[0]) > 2:
        return None
    return source, target[: found.start()] + f"{int(found[0]) * 3 + 7}" + target[found.end() :]


def break_link(source: str, target: str) -> Spoilt:
    source, target = _linked(source, target)
    return source, target.replace("](", "] (")


def drop_link(source: str, target: str) -> Spoilt:
    source, target = _linked(source, target)
    return source, target.replace("(https://example.org/plan)", "")


def change_link(source: str, target: str) -> Spoilt:
    source, target = _linked(source, target)
    return source, target.replace("example.org", "example.com")


def add_link(source: str, target: str) -> Spoilt:
    return source, f"{target} https://spam.example/win"


def drop_footnote(source: str, target: str) -> Spoilt:
    source, target = _linked(source, target)
    return source, target.replace("[^1]", "")


def leave_strong_open(source: str, target: str) -> Spoilt:
    return f"**{source}** x", f"**{target} x"


def add_html(source: str, target: str) -> Spoilt:
    return source, f"<b>{target}</b>"


def drop_placeholder(source: str, target: str) -> Spoilt:
    found = _PLACEHOLDER.search(target)
    return (source, target.replace(found[0], "")) if found and found[0] in source else None


def misspell_placeholder(source: str, target: str) -> Spoilt:
    found = _PLACEHOLDER.search(target)
    return (source, target.replace(found[0], "%(nom_)s")) if found else None


def double_word(source: str, target: str) -> Spoilt:
    words = [found for found in _WORD.finditer(target) if found[0].lower() not in source.lower()]
    if not words:
        return None
    place = words[len(words) // 2]
    return source, f"{target[: place.end()]} {place[0]}{target[place.end() :]}"


def mix_scripts(source: str, target: str) -> Spoilt:
    found = next((f for f in _LATIN.finditer(target) if f[0] not in source), None)
    if not found:
        return None
    word = found[0].translate(_CYRILLIC)
    if not word.translate(str.maketrans("", "", "асеор")):
        return None
    return source, target[: found.start()] + word + target[found.end() :]


def put_in_foreign_word(source: str, target: str) -> Spoilt:
    return source, f"{target[:-1]} ქალაქი{target[-1:]}"


def leave_untranslated(source: str, target: str) -> Spoilt:
    return (source, source) if len(source.split()) > 5 else None


def leave_half(source: str, target: str) -> Spoilt:
    words = source.split()
    if len(words) < 16:
        return None
    return source, f"{target[: len(target) // 2]} {' '.join(words[: len(words) // 2])}"


def cut_off(source: str, target: str) -> Spoilt:
    return (source, target[: len(target) // 5]) if len(source) > 120 else None


def drop_end(source: str, target: str) -> Spoilt:
    ends = source[-1:] in ".?!" and target[-1:] in ".?!؟。？！"
    return (source, target[:-1].rstrip()) if ends and target[-2:-1].isalpha() else None


def double_space(source: str, target: str) -> Spoilt:
    return (source, target.replace(" ", "  ", 1)) if " " in target.strip() else None


def open_bracket(source: str, target: str) -> Spoilt:
    middle = len(target) // 2
    return source, f"{target[:middle]}({target[middle:]}"


def add_date(source: str, target: str) -> Spoilt:
    return f"{source} (2026-03-14)", f"{target} (2026-05-14)"


def add_time(source: str, target: str) -> Spoilt:
    return f"{source} (14:30)", f"{target} (15:30)"


MUTATIONS: dict[Mutation, set[Check]] = {
    drop_number: {Check.NUMBERS, Check.DATES},
    change_number: {Check.NUMBERS, Check.DATES},
    break_link: {Check.MARKUP},
    drop_link: {Check.LINKS},
    change_link: {Check.LINKS},
    add_link: {Check.LINKS},
    drop_footnote: {Check.MARKUP},
    leave_strong_open: {Check.MARKUP},
    add_html: {Check.MARKUP},
    drop_placeholder: {Check.PLACEHOLDERS},
    misspell_placeholder: {Check.PLACEHOLDERS},
    double_word: {Check.DOUBLED},
    mix_scripts: {Check.SCRIPT},
    put_in_foreign_word: {Check.SCRIPT},
    leave_untranslated: {Check.UNTRANSLATED},
    leave_half: {Check.UNTRANSLATED},
    cut_off: {Check.LENGTH},
    drop_end: {Check.PUNCTUATION},
    double_space: {Check.PUNCTUATION},
    open_bracket: {Check.PUNCTUATION},
    add_date: {Check.DATES},
    add_time: {Check.DATES},
}
# Where words are doubled by grammar, or not parted by spaces, the check is silent on purpose.
SILENT = {double_word: {"id", "zh", "ja", "zh-Hant"}}
