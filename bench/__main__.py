"""`python -m bench [name …]`: run the benchmarks named, or all, and print their tables."""

import importlib
import platform
import sys
from importlib.metadata import version

NAMES = (
    "pages",
    "search_latency",
    "search_engines",
    "relevance",
    "cross_language",
    "memory",
    "glossary",
    "board",
    "assembling",
)
TOLD = ("flask", "sqlalchemy", "whoosh3", "numpy", "gunicorn", "jinja2")


def main(words: list[str]) -> int:
    names = [word for word in words if not word.startswith("-")] or list(NAMES)
    options = [word for word in words if word.startswith("-")]
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}; there are: {', '.join(NAMES)}.")
        return 2
    print(f"{platform.machine()}, {platform.system()} {platform.release()}, "
          f"Python {platform.python_version()}; "
          + ", ".join(f"{name} {version(name)}" for name in TOLD))  # fmt: skip
    for name in names:
        print(f"\n== {name}")
        importlib.import_module(f"bench.{name}").main(options)
    return 0


sys.exit(main(sys.argv[1:]))
