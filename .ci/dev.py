#!/usr/bin/env python3
"""Set up, start and check the portal: `python3 .ci/dev.py run`, or `make run`.

Needs nothing but Python. This file keeps to words that old Pythons understand, so that they
can still say what is wrong; all others may use those of the oldest supported one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NEWER = ("python3.13", "python3.12", "python3.11", "python3.14")


def supported() -> bool:
    return sys.version_info >= OLDEST


def works(python: str) -> bool:
    """Whether this Python starts and is new enough; some are names that lead nowhere."""
    question = "import sys; sys.exit(sys.version_info < %r)" % (OLDEST,)
    answer = subprocess.run([python, "-c", question], check=False, stderr=subprocess.DEVNULL)
    return answer.returncode == 0


def start_again_with_a_newer_python() -> None:
    for name in NEWER:
        python = shutil.which(name)
        if python and works(python):
            os.execv(python, [python, *sys.argv])
    sys.exit(
        "\nStopped: Python %d.%d or newer is needed, and this is %s.\n"
        "Install one, or name it: make %s PY=/path/to/python3\n"
        % (*OLDEST, sys.version.split()[0], sys.argv[1] if len(sys.argv) > 1 else "run")
    )


if __name__ == "__main__":
    if not supported():
        start_again_with_a_newer_python()
    import commands

    sys.exit(commands.main(sys.argv[1:]))
