"""Style sheets, scripts, pictures and the world map, built into portal/ui/static."""

import shutil

import node
from machine import PYTHON, ROOT, Stopped, call, say, stamp

SOURCES = ROOT / "portal/ui/assets"
MODULES = SOURCES / "node_modules"
STATIC = ROOT / "portal/ui/static"
EARTH = ROOT / "portal/core/earth.py"
COAST = ROOT / "portal/core/coast.json"


def build() -> None:
    """Build what has changed; the old result stays in place until the new one is whole."""
    mark = stamp("assets", SOURCES, EARTH, ROOT / ".ci/assets.py")
    if mark.is_current() and (STATIC / "manifest.json").exists() and COAST.exists():
        return
    tools = node.find()
    _install(tools)
    _bundle(tools)
    mark.leave()


def _install(tools: node.Node) -> None:
    mark = stamp("npm", SOURCES / "package.json", SOURCES / "package-lock.json")
    if mark.is_current() and MODULES.exists():
        return
    say("Installing the front-end libraries")
    # Scripts of packages are not run: none of ours needs one, and any could do harm.
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    if not call(
        *tools.npm, "ci", *quiet, folder=SOURCES, environment=tools.environment, quietly=True
    ):
        raise Stopped(
            "npm could not install the front-end libraries; its reasons stand above. Without a "
            "network, or behind a proxy, see to npm_config_registry and NODE_EXTRA_CA_CERTS."
        )
    mark.leave()


def _bundle(tools: node.Node) -> None:
    say("Building style sheets, scripts and the map")
    new = STATIC.with_name("static.new")
    shutil.rmtree(new, ignore_errors=True)
    steps = (
        (tools.node, "build.mjs", new),
        (PYTHON, "-P", EARTH, MODULES / "world-atlas", new),
        (PYTHON, "-m", "whitenoise.compress", "--quiet", new),
    )
    for step in steps:
        if not call(*step, folder=SOURCES, environment=tools.environment):
            raise Stopped("The front end could not be built; the reasons stand above.")
    shutil.rmtree(STATIC, ignore_errors=True)
    new.rename(STATIC)
