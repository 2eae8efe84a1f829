"""Style sheets and scripts under the names the build gave them."""

import json
from pathlib import Path

from flask import Flask

STATIC = Path(__file__).parents[1] / "ui" / "static"


class AssetsMissing(RuntimeError):
    """The front-end build has not run."""


def manifest() -> dict[str, str]:
    """Plain name → built name, as the build wrote it."""
    try:
        names: dict[str, str] = json.loads((STATIC / "manifest.json").read_text())
    except FileNotFoundError:
        raise AssetsMissing(
            "The style sheets are not built yet. Run: make run (or python3 .ci/dev.py setup)"
        ) from None
    return names


def init_app(app: Flask) -> None:
    names = manifest()
    app.jinja_env.globals["asset"] = lambda name: f"/static/{names[name]}"
