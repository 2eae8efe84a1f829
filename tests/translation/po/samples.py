"""Catalogues to try things on: the real ones beside the repository, and a small one of ours."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[4] / "shared" / "data" / "po"
REAL = sorted([*SHARED.glob("*.po"), *SHARED.glob("edge-cases/*.po"), *SHARED.glob("**/*.pot")])

real_catalogues = pytest.mark.parametrize(
    "path",
    REAL or [pytest.param(None, marks=pytest.mark.skip(reason=f"No real catalogues in {SHARED}."))],
    ids=lambda path: path.name if path else "none",
)

ARABIC = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 ? 4 : 5);"
)

SMALL = b"""\
# Our catalogue.
#
msgid ""
msgstr ""
"Project-Id-Version: Plaza\\n"
"Language: fr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"X-Long: one two three four five six seven eight nine ten eleven twelve "
"thirteen\\n"

# A hint.
#. Shown on the front page.
#: portal/home/views.py:12 portal/home/\xe2\x81\xa8a b.html\xe2\x81\xa9
#, fuzzy, python-format
#| msgctxt "old"
#| msgid "%(count)s entry"
#| msgid_plural ""
#| "%(count)s entries"
msgctxt "list"
msgid "%(count)s text"
msgid_plural "%(count)s texts"
msgstr[0] "%(count)s texte"
msgstr[1]   "%(count)s "  "textes"

#: odd/order.py:1
# A comment below the places.

msgid "He said \\"no\\"\\tand\\\\left\\303\\251."
msgstr ""
"Il a dit "
"\\"non\\"."


#, fuzzy
#~| msgid "Gone long ago"
#~ msgid "Gone"
#~ msgstr ""
#~ "Parti"

# The end.
"""
