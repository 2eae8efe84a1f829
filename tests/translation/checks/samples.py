"""Good translations to measure with: our own catalogues, and real texts where they are."""

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import iterparse

from babel.messages.pofile import read_po

from portal.translation.checks import Finding, Interface, check
from portal.translation.paragraphs import Kind

HOUSE = Path(__file__).parents[3]
SHARED = HOUSE.parent / "shared/data"
NEWS = SHARED / "tmx/news-10-languages-1000.tmx.gz"
DOCUMENTS = SHARED / "documents.jsonl.gz"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Sample:
    source: str
    target: str
    to: str
    kind: Kind | Interface = Kind.PARAGRAPH
    optional: tuple[str, ...] = ()

    def findings(self, source: str = "", target: str = "") -> list[Finding]:
        return check(
            source or self.source,
            target or self.target,
            source_locale="en",
            target_locale=self.to,
            kind=self.kind,
            optional=self.optional,
        )


def messages() -> Iterator[Sample]:
    """What our catalogues translate, plural forms included."""
    for path in sorted(HOUSE.glob("translations/*/LC_MESSAGES/messages.po")):
        locale = path.parts[-3].replace("_", "-")
        for message in read_po(BytesIO(path.read_bytes())):
            if isinstance(message.id, tuple):
                named = tuple(re.findall(r"%\(\w+\)s", message.id[1]))
                for form in filter(None, message.string):
                    yield Sample(message.id[1], form, locale, Interface.MESSAGE, named)
            elif message.id and message.string:
                yield Sample(message.id, message.string, locale, Interface.MESSAGE)


def news(step: int = 1) -> Iterator[Sample]:
    """Every `step`-th sentence of the news in nine languages."""
    with gzip.open(NEWS) as file:
        units = (element for _event, element in iterparse(file) if element.tag == "tu")  # noqa: S314
        for number, unit in enumerate(units):
            texts = {each.get(_LANGUAGE): each.findtext("seg") for each in unit.iter("tuv")}
            unit.clear()
            if number % step == 0:
                english = texts.pop("en")
                yield from (Sample(english, text, locale) for locale, text in texts.items())


def documents(step: int = 1) -> Iterator[Sample]:
    """The paragraphs of texts that people translated from English."""
    groups: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    with gzip.open(DOCUMENTS, "rt") as file:
        for line in file:
            row = json.loads(line)
            if row.get("group") and row["kind"] in ("news", "encyclopedia"):
                groups[row["group"]][row["language"]] = row
    for group in list(groups.values())[::step]:
        english = group.pop("en")["text"].split("\n")
        for locale, row in group.items():
            lines = row["text"].split("\n")
            if len(lines) == len(english):
                pairs = zip(english, lines, strict=True)
                yield from (Sample(a, b, locale) for a, b in pairs if a.strip() and b.strip())
