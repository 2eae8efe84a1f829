"""Packages of Debian and its relatives, where we may install them."""

import os
import shutil
from functools import cache

from machine import call, say, surroundings


def install(*packages: str) -> bool:
    """Install packages as root with apt-get; False where that is not possible."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    say(f"Installing {' '.join(packages)} with apt-get (once)")
    _update()
    plainly = ("-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=600")
    return _apt("install", *plainly, *packages)


@cache
def _update() -> bool:
    return _apt("update", "-qq")


def _apt(*words: str) -> bool:
    environment = surroundings() | {"DEBIAN_FRONTEND": "noninteractive"}
    return call("apt-get", *words, environment=environment, quietly=True)
