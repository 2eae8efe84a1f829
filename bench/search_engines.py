"""Our search beside stock Whoosh, SQLite FTS5 and, where it is installed, tantivy.

    python -m bench search_engines [--sizes=1000,10000] [--questions=200] [--commits=40]
                                   [--engines="ours,tantivy"]

The texts and questions are those of `search_latency`; every engine gets our tokens and does
the same work (`search_peers`). Each builds and answers in processes of its own. Times are
CPU milliseconds, memory is what a process that only answers has for itself (RssAnon) beyond
what it had before it opened the index.
"""

import argparse
import importlib.util
import multiprocessing
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from bench.search_latency import LOCALES, Language, Metered, documents, questions
from bench.search_peers import ENGINES
from portal.search.whoosh_backend.whitelist import WhitelistUnpickler

Figures = dict[str, float]

COLUMNS = {
    "docs/s": "{:.0f}", "MB": "{:.0f}", "build RSS MB": "{:.0f}", "open ms": "{:.1f}",
    "cold p50": "{:.2f}", "cold p95": "{:.2f}", "warm p50": "{:.2f}", "warm p95": "{:.2f}",
    "memory MB": "{:.0f}", "commit p50": "{:.1f}", "commit p95": "{:.1f}", "commit max": "{:.0f}",
    "hits": "{:.0f}",
}  # fmt: skip


def memory_mb(name: str) -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise LookupError(name)


def build(name: str, folder: Path, size: int) -> Figures:
    languages = {locale: Language(locale) for locale in set(LOCALES)}
    made = Metered(documents(size, languages))
    began, before = time.process_time(), memory_mb("VmRSS")
    ENGINES[name](folder).build(made)
    seconds = time.process_time() - began - made.seconds
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    grown = memory_mb("VmHWM") - before
    return {"docs/s": size / seconds, "MB": disk / 1e6, "build RSS MB": grown}


def answer(name: str, folder: Path, number: int) -> Figures:
    languages = {locale: Language(locale) for locale in set(LOCALES)}
    asked = questions(number, languages)
    engine = ENGINES[name](folder)
    before, began = memory_mb("RssAnon"), time.process_time()
    engine.open()
    figures = {"open ms": (time.process_time() - began) * 1000}
    totals = []
    for label in ("cold", "warm"):
        times = []
        for query in asked:
            began = time.process_time()
            totals.append(engine.ask(query)[0])
            times.append((time.process_time() - began) * 1000)
        figures |= spread(label, times)
    return figures | {
        "memory MB": memory_mb("RssAnon") - before,
        "hits": sorted(totals)[len(totals) // 2],
    }


def commit(name: str, folder: Path, number: int) -> Figures:
    languages = {locale: Language(locale) for locale in set(LOCALES)}
    engine = ENGINES[name](folder)
    engine.open()
    times = []
    for document in documents(number, languages):
        began = time.process_time()
        engine.replace(document)
        times.append((time.process_time() - began) * 1000)
    return spread("commit", times) | {"commit max": max(times)}


def spread(label: str, times: list[float]) -> Figures:
    times = sorted(times)
    return {
        f"{label} p50": times[len(times) // 2],
        f"{label} p95": times[int(len(times) * 0.95)],
    }


def alone(act: Any, *given: Any) -> Figures:
    """Do it in a process of its own, so that its memory and caches are its own."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, initializer=allow_all_classes) as pool:
        figures: Figures = pool.submit(act, *given).result()
        return figures


def allow_all_classes() -> None:
    """Stock Whoosh has more classes in its files than ours may name."""
    WhitelistUnpickler.find_class = WhitelistUnpickler.__base__.find_class  # type: ignore[method-assign]


def measure(size: int, chosen: argparse.Namespace) -> None:
    print(f"{size} documents")
    print("  " + " ".join(f"{title:>12}" for title in ("", *COLUMNS)))
    for name in ENGINES if chosen.engines is None else chosen.engines.split(","):
        if name == "tantivy" and importlib.util.find_spec(name) is None:
            continue
        with tempfile.TemporaryDirectory(prefix="plaza-bench-") as place:
            folder = Path(place)
            figures = alone(build, name, folder, size)
            figures |= alone(answer, name, folder, chosen.questions)
            figures |= alone(commit, name, folder, min(chosen.commits, size))
        row = [form.format(figures[title]) for title, form in COLUMNS.items()]
        print("  " + " ".join(f"{each:>12}" for each in (name, *row)), flush=True)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.search_engines", description=__doc__)
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--commits", type=int, default=40)
    parser.add_argument("--engines", help=", ".join(ENGINES))
    chosen = parser.parse_args(argv)
    for size in map(int, chosen.sizes.split(",")):
        measure(size, chosen)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
