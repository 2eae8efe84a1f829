"""Sample cities and the people who work there or for the secretariat."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from portal.accounts.actions import change_preferences, create_person
from portal.accounts.models import Person
from portal.accounts.passwords import PasswordHash, hashed
from portal.accounts.queries import by_email
from portal.organisations.actions import add_member, appoint, create_organisation
from portal.organisations.models import Organisation, Role, StaffRole, band_of
from portal.organisations.queries import by_slug_or_number

NETWORK = Path(__file__).parent / "network"
PASSWORD = "plaza-demo-2026"  # noqa: S105  (no secret: sample people exist only among samples)

Row = Mapping[str, str]


def rows(name: str) -> list[Row]:
    with (NETWORK / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def listed(cell: str) -> list[str]:
    return [word for word in cell.split("|") if word]


def load_cities() -> Iterator[Organisation]:
    """Make the cities that are not there yet; the secretariat is the first."""
    for row in rows("cities.csv"):
        if by_slug_or_number(row["key"]) is None:
            yield create_organisation(None, _city(row))


def _city(row: Row) -> dict[str, object]:
    population = int(row["population"]) if row["population"] else None
    plain = ("local_name", "kind", "country", "region", "leader_name", "leader_title", "website")
    return {name: row[name] for name in (*plain, "name", "profile", "profile_locale")} | {
        "slug": row["key"],
        "population": population,
        "population_year": int(row["population_year"]) if row["population_year"] else None,
        "band": band_of(population),
        "latitude": float(row["latitude"]),
        "longitude": float(row["longitude"]),
        "climate": row["climate"] or None,
        "income": row["income"] or None,
        "settings": listed(row["settings"]),
        "locales": listed(row["locales"]),
        "member_since": int(row["member_since"]) if row["member_since"] else None,
        "email_domains": [row["email_domain"]],
        "time_zone": row["time_zone"],
        "direct_submission": row["direct_submission"] == "1",
        "is_sample": True,
    }


def load_people() -> Iterator[Person]:
    """Make the people that are not there yet, all with the sample password."""
    password: PasswordHash | None = None
    for row in rows("people.csv"):
        if by_email(row["email"]) is None:
            password = password or hashed(PASSWORD)
            yield _person(row, password)


def _person(row: Row, password: PasswordHash) -> Person:
    person = create_person(
        row["email"],
        row["name"],
        locale=row["locale"],
        password_hash=password,
        time_zone=row["time_zone"],
        is_sample=True,
    )
    change_preferences(person, title=row["title"], reading_locales=listed(row["reading_locales"]))
    city = by_slug_or_number(row["city"])
    if row["role"] and city is not None:
        add_member(person, city, Role(row["role"]))
    for post in listed(row["staff"]):
        name, _colon, scope = post.partition(":")
        appoint(person, StaffRole(name), region=scope or None, locale=scope or None)
    return person
