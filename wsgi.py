"""The web server's way in: `gunicorn wsgi:app`, `flask --app wsgi …`."""

import os
import sys

from click import get_current_context

from config import BadSettings, from_environment
from portal import create_app
from portal.core.assets import AssetsMissing
from portal.core.outage import report

try:
    app = create_app(from_environment(os.environ))
except (BadSettings, AssetsMissing) as error:
    sys.exit(f"The portal cannot start: {error}")

if get_current_context(silent=True) is None:  # to serve, not for a `flask` command
    report(app)
