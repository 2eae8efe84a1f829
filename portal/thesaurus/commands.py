"""`flask glossary`: thesauri and glossaries from and to files."""

from io import BytesIO
from pathlib import Path

import click
from flask.cli import AppGroup

from portal.core.errors import Refused
from portal.thesaurus.exchange.comparing import Preview, preview
from portal.thesaurus.exchange.formats import Format
from portal.thesaurus.exchange.records import Fault
from portal.thesaurus.exchange.taking import give_out, take
from portal.thesaurus.schemes import GLOSSARY

MOST_TOLD = 50  # faults of a kind

glossary = AppGroup("glossary", help="Take in and give out glossaries and thesauri.")


@glossary.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--scheme", default=GLOSSARY, show_default=True, help="Where the concepts go.")
@click.option("--rows-of", default="", help="Its name in FILE, if FILE holds several schemes.")
@click.option("--preview", "only_look", is_flag=True, help="Say what would change; write nothing.")
def import_file(file: Path, scheme: str, rows_of: str, only_look: bool) -> None:
    """Take in FILE: SKOS (.rdf, .ttl), TBX, CSV or JSON lines; a second run changes nothing."""
    try:
        shown = preview(BytesIO(file.read_bytes()), file.name, scheme, rows_of=rows_of)
        if not only_look:
            number = len(shown.new) + len(shown.changed)
            with click.progressbar(length=number, label="Importing") as bar:
                shown = take(shown, by=None, told=bar.update)
    except Refused as refused:
        raise click.ClickException(refused.message) from refused
    _tell(shown)


@glossary.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--scheme", default=GLOSSARY, show_default=True, help="What to write.")
def export_file(file: Path, scheme: str) -> None:
    """Write a scheme to FILE; its ending says how: .ttl (SKOS), .tbx or .csv."""
    ending = file.suffix.removeprefix(".").lower()
    if ending not in list(Format):
        raise click.ClickException("Name a file that ends in .ttl, .tbx or .csv.")
    file.write_bytes(give_out(scheme, Format(ending)))
    click.echo(f"{file} is written.")


def _tell(shown: Preview) -> None:
    for title, faults in (("conflict", shown.conflicts), ("left out", shown.refused)):
        for fault in faults[:MOST_TOLD]:
            click.echo(f"{title}: {_told(fault)}", err=True)
        if len(faults) > MOST_TOLD:
            click.echo(f"… and {len(faults) - MOST_TOLD} more.", err=True)
    for notice in shown.notices:
        click.echo(notice, err=True)
    click.echo(
        f"{len(shown.new)} concepts new, {len(shown.changed)} changed, {shown.same} as before; "
        f"{shown.new_terms} terms new, {len(shown.conflicts)} conflicts, "
        f"{len(shown.refused)} left out."
    )


def _told(fault: Fault) -> str:
    line = f"line {fault.line}: " if fault.line else ""
    return f"{line}{fault.concept[:80]}: {fault.reason}"
