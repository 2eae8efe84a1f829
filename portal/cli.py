"""The `flask` commands that belong to no single package."""

import hashlib
import logging
import re
import signal
import time
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app

from portal.content import importing
from portal.content.importing import Report, Row, Target
from portal.content.kinds import kind_named
from portal.content.models import Visibility
from portal.core import jobs
from portal.organisations.queries import by_slug_or_number
from portal.thesaurus.actions import load_vocabularies

log = logging.getLogger(__name__)

PAUSE_S = 0.25  # between two looks for work; a publication is to be found within two seconds


@click.command("vocabularies")
def vocabularies() -> None:
    """Fill the vocabularies: topics, pathways, goals, hazards, regions and their labels."""
    added = load_vocabularies()
    click.echo(f"{added} labels added." if added else "The vocabularies are complete.")


@click.command("worker")
def worker() -> None:
    """Send mail, keep the index and the renderings up to date, turn timers; until stopped."""
    signals: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda which, _frame: signals.append(which))
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    log.info("the worker begins")
    while not signals:
        with app.app_context():
            done = jobs.turn()
        if not done:
            time.sleep(PAUSE_S)
    log.info("the worker ends")


TEXT_FIELDS = {"case-study": ("case_study", "action"), "page": ("page", "body")}


def _facts_of(row: Row) -> dict[str, Any]:
    """What a page cannot do without: an address, made from the text's own number."""
    slug = re.sub(r"[^a-z0-9]+", "-", row.id.lower()).strip("-")
    return {"slug": f"{slug}-{hashlib.sha256(row.id.encode()).hexdigest()[:6]}"}


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", required=True, help="The organisation it belongs to: slug or number.")
@click.option("--as", "kind_name", type=click.Choice(list(TEXT_FIELDS)), required=True)
@click.option("--visibility", type=click.Choice(["members", "public"]), default="members")
def import_texts(file: Path, into: str, kind_name: str, visibility: str) -> None:
    """Take in texts from FILE, JSON lines, also gzipped; a second run changes nothing."""
    organisation = by_slug_or_number(into)
    if organisation is None:
        raise click.ClickException(f"There is no organisation “{into}”. Name its slug or number.")
    name, text_field = TEXT_FIELDS[kind_name]
    kind = kind_named(name)
    if kind is None:
        raise click.ClickException(f"Nothing can be imported as {kind_name}.")
    report = Report()
    try:
        rows = importing.read(file, report)
    except (OSError, EOFError) as error:
        raise click.ClickException(f"{file} cannot be read: {error}") from error
    target = Target(organisation.id, kind, Visibility(visibility), text_field, _facts_of)
    with click.progressbar(length=len(rows), label="Importing") as bar:
        for number in importing.take_in(rows, target, report):
            bar.update(number)
    for line, fault in report.faults:
        click.echo(f"line {line} left out: {fault}", err=True)
    click.echo(
        f"{report.new} new, {report.changed} changed, {report.same} as before, "
        f"{len(report.faults)} left out."
    )


def init_app(app: Flask) -> None:
    app.cli.add_command(import_texts)
    app.cli.add_command(vocabularies)
    app.cli.add_command(worker)
