"""`flask demo`."""

import click
import sqlalchemy as sa
from flask import current_app

from config import Environment, Settings
from portal.accounts.queries import has_people
from portal.core.actions import action
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.outbox import OutgoingMail
from portal.demo.entries import load_entries
from portal.demo.glossary import load_glossary
from portal.demo.people import load_cities, load_people


@click.command("demo")
def demo() -> None:
    """Fill the portal with the sample network; a second run adds nothing."""
    settings: Settings = current_app.config["PORTAL"]
    if settings.environment is Environment.PRODUCTION:
        raise click.ClickException("Sample people with known passwords have no place here.")
    if has_people(sample=False):
        raise click.ClickException("There are real people here, so no sample people can be added.")
    try:
        added = load()
    except Refused as refusal:
        raise click.ClickException(refusal.message) from refusal
    click.echo(f"{added} sample things added." if added else "The sample network is complete.")


@action
def load() -> int:
    """Make all of the sample network that is missing, in one transaction; return how much."""
    last_mail = db.session.scalar(sa.select(sa.func.max(OutgoingMail.id))) or 0
    added = 0
    for name, load_some in (
        ("cities", load_cities),
        ("people", load_people),
        ("texts", load_entries),
        ("glossary", load_glossary),
    ):
        with click.progressbar(load_some(), label=f"Sample {name}") as things:
            added += sum(1 for _thing in things)
    # What happened in the past of the samples is news to nobody.
    db.session.execute(sa.delete(OutgoingMail).where(OutgoingMail.id > last_mail))
    return added
