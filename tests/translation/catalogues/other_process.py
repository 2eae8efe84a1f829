"""Another process of the portal, for a test: says a sentence each time it is asked to.

Its words are the address of the database, a folder, and the folder of the catalogues.
"""

import sys
from pathlib import Path

from portal import create_app
from portal.core.i18n import gettext as _
from portal.core.i18n import speaking
from tests.conftest import settings_for


def main() -> None:
    address, folder, catalogues = sys.argv[1:]
    app = create_app(settings_for(address, Path(folder)))
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = catalogues
    for sentence in sys.stdin:
        with app.app_context(), speaking("ar"):
            sys.stdout.buffer.write((_(sentence.strip()) + "\n").encode())
            sys.stdout.buffer.flush()


main()
