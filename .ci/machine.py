"""What every step needs: say something, stop, call a program, and remember what was done."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
DERIVED = {"__pycache__", "node_modules", "static", "static.new", "coast.json"}


class Stopped(Exception):
    """We cannot go on; the message says why, and what to do about it."""


def say(sentence: str) -> None:
    print(f"==> {sentence}", flush=True)


def surroundings() -> dict[str, str]:
    """The environment for all we call: the machine's own, less what leads astray.

    A company's proxy signs with a certificate that the machine knows but pip and npm do not.
    """
    kept = {name: value for name, value in os.environ.items() if _is_kept(name, value)}
    kept |= {"PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    kept |= {"npm_config_update_notifier": "false"}
    if CERTIFICATES.exists():
        for name in ("PIP_CERT", "NODE_EXTRA_CA_CERTS"):
            kept.setdefault(name, str(CERTIFICATES))
    home = kept.get("HOME")
    if not home or not os.access(home, os.W_OK):
        kept["HOME"] = str(VENV)  # npm and the browser keep a cache there
    return kept


def _is_kept(name: str, value: str) -> bool:
    """A setting of ours that is empty is not set; Python's own would lead out of .venv."""
    ours = name == "PORT" or name.startswith("PORTAL_")
    return name not in ("PYTHONHOME", "PYTHONPATH") and (value != "" or not ours)


def call(
    *command: str | Path,
    folder: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    quietly: bool = False,
) -> bool:
    """Run a program to its end and tell whether it went well.

    `quietly` shows what the program says only when it fails.
    """
    sys.stdout.flush()
    result = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=surroundings() if environment is None else environment,
        stdout=subprocess.PIPE if quietly else None,
        stderr=subprocess.STDOUT if quietly else None,
        text=True,
        check=False,
    )
    if result.returncode and result.stdout:
        print(result.stdout, file=sys.stderr, flush=True)
    return result.returncode == 0


@dataclass(frozen=True)
class Stamp:
    """A note of what a step was last done with, so that it is repeated only when that changed."""

    path: Path
    digest: str

    def is_current(self) -> bool:
        return self.path.exists() and self.path.read_text(encoding="utf-8") == self.digest

    def leave(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.digest, encoding="utf-8")


def stamp(name: str, *sources: Path, folder: Path = STAMPS) -> Stamp:
    """Make the stamp of a step for the present content of its sources, files and folders."""
    digest = hashlib.sha256()
    for path in sorted(_files(sources)):
        digest.update(f"{os.path.relpath(path, ROOT)}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return Stamp(folder / name, digest.hexdigest())


def _files(sources: Iterable[Path]) -> Iterator[Path]:
    for source in sources:
        if source.is_dir():
            yield from _files(path for path in source.iterdir() if path.name not in DERIVED)
        elif source.is_file():
            yield source
