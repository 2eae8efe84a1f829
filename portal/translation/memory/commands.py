"""The `flask memory` commands: TMX files in and out, and the index."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import click
from flask import Flask
from flask.cli import AppGroup

from config import LOCALES
from portal.core.errors import Refused
from portal.translation.memory import actions, exchange, texts, tmx
from portal.translation.memory.exchange import Report, Selection

LARGEST_BYTES = 4_000_000_000  # of a file that whoever runs the portal brings, unpacked

commands = AppGroup("memory", help="The translation memory.")


class Locale(click.ParamType[str]):
    """A language tag, written as the portal writes it."""

    name = "locale"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        found = tmx.tag(value)
        if found is None:
            self.fail(f"“{value}” is no language tag, such as fr or zh-Hant.", param, ctx)
        return found


@commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--from", "source", type=Locale(), help="Translated from; else as the file says.")
@click.option("--to", "targets", type=Locale(), multiple=True, help="Translated into; else all.")
@click.option("--as", "renamed", type=(Locale(), Locale()), multiple=True,
              metavar="TAG LOCALE", help="Read this tag of the file as that locale.")  # fmt: skip
@click.option("--origin", help="What the memory calls it; else the name of the file.")
def import_file(
    file: Path,
    source: str | None,
    targets: tuple[str, ...],
    renamed: tuple[tuple[str, str], ...],
    origin: str | None,
) -> None:
    """Take in FILE, TMX, also gzipped; a second run changes nothing."""
    wanted = tmx.Wanted(
        source,
        frozenset(targets),
        dict(renamed),
        known=frozenset({*LOCALES, *targets} | ({source} if source else set())),
    )
    report = Report()
    try:
        _import(file, origin or _plain_name(file), wanted, report)
    except Refused as refusal:
        raise click.ClickException(f"{refusal.message} {_told(report)}") from refusal
    except (OSError, EOFError) as fault:
        raise click.ClickException(f"{file} cannot be read: {fault} {_told(report)}") from fault
    for line, unit, reason in report.faults:
        click.echo(f"line {line}, unit {unit}: {reason}", err=True)
    click.echo(_told(report))


@commands.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--from", "source", type=Locale(), help="Translated from; else all.")
@click.option("--to", "target", type=Locale(), help="Translated into; else all.")
@click.option("--origin", help="Only what came from there; “portal” is what was learned here.")
def export_file(file: Path, source: str | None, target: str | None, origin: str | None) -> None:
    """Write FILE, TMX, gzipped if it is called .gz, with what is open to every translator."""
    selection = Selection(source, target, origin)
    number = exchange.count(selection)
    opened = gzip.open if file.suffix == ".gz" else open
    with (
        cast("IO[bytes]", opened(file, "wb")) as written,
        click.progressbar(length=number, label="Exporting") as bar,
    ):
        for portion in exchange.export_tmx(selection):
            written.write(portion)
            bar.update(1)
    click.echo(f"{number} units written.")


@commands.command("rebuild")
def rebuild() -> None:
    """Make the index of the memory anew, after the analysis of a language has changed."""
    with click.progressbar(length=texts.last(), label="Indexing") as bar:
        reached = actions.index_again()
        while reached is not None:
            bar.update(reached - bar.pos)
            reached = actions.index_again(reached)


def _import(file: Path, origin: str, wanted: tmx.Wanted, report: Report) -> None:
    size = file.stat().st_size
    with _opened(file) as (units, raw), click.progressbar(length=size, label="Importing") as bar:
        for _count in exchange.import_tmx(
            units, origin, report, wanted, largest_bytes=LARGEST_BYTES
        ):
            bar.update(raw.tell() - bar.pos)


@contextmanager
def _opened(file: Path) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """The file unpacked, and as it is: where that one stands tells how far we are."""
    with file.open("rb") as raw:
        if file.suffix == ".gz":
            with gzip.open(raw) as unpacked:
                yield cast("IO[bytes]", unpacked), raw
        else:
            yield raw, raw


def _plain_name(file: Path) -> str:
    return file.name.removesuffix(".gz").removesuffix(".tmx")[:120]


def _told(report: Report) -> str:
    return (
        f"{report.read} units read: {report.new} pairs new, {report.known} known; "
        f"{len(report.faults)} texts left out."
    )


def init_app(app: Flask) -> None:
    app.cli.add_command(commands)
