"""Every setting, read from the environment once, checked, and frozen."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

# Interface languages in the order the switcher shows them. A further language is
# one more code here and one catalogue under translations/.
LOCALES = ("en", "es", "fr", "pt", "ar", "de", "zh", "ja", "ko", "id")


ADDRESS = re.compile(r"[^\s@,;:<>?&%\"]+@[^\s@,;:<>?&%\"]+\.[^\s@,;:<>?&%\"]+")


class Environment(StrEnum):
    PRODUCTION = "production"
    DEMO = "demo"  # sample people with known passwords; a secret made on the spot
    DEVELOPMENT = "development"
    TEST = "test"


class BadSettings(Exception):
    """A setting is missing or wrong; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What differs from one installation to the next.

    `mail_url` is `smtp://user:password@host:port`, `smtps://…` or, where no mail
    leaves the machine, `folder:` (letters are written to `<folder>/mail`). `contact` is
    the e-mail address of the secretariat at the foot of every page, or empty. `machine_url` is
    that of a translation server with LibreTranslate's API; without it no text goes to a machine.
    """

    secret_key: str
    database_url: str
    folder: Path
    environment: Environment
    base_url: str
    network: str = "Plaza"
    contact: str = ""
    mail_url: str = "folder:"
    mail_from: str = "plaza@example.org"
    machine_url: str = ""
    machine_key: str = ""
    machine_name: str = ""
    locales: tuple[str, ...] = LOCALES
    proxy_hops: int = 0
    password_hashes_at_once: int = 2

    @property
    def secure(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).hostname or "localhost"

    @property
    def shows_mail(self) -> bool:
        """Whether letters stay in a folder that `/dev/mail` may show."""
        return self.environment is not Environment.PRODUCTION and self.mail_url == "folder:"

    @property
    def index_folder(self) -> Path:
        return self.folder / "index"

    @property
    def mail_folder(self) -> Path:
        return self.folder / "mail"


def from_environment(variables: Mapping[str, str]) -> Settings:
    """Read the settings from `PORTAL_…` variables.

    Raises BadSettings, with a sentence for the person who starts the portal.
    """
    environment = _environment(variables)
    folder = _folder(Path(variables.get("PORTAL_DATA", "var")).absolute())
    base_url = variables.get("PORTAL_BASE_URL", "http://localhost:8000").rstrip("/")
    return Settings(
        secret_key=_secret(variables, environment, folder),
        database_url=_database_url(variables, folder),
        folder=folder,
        environment=environment,
        base_url=base_url,
        network=variables.get("PORTAL_NETWORK", "Plaza"),
        contact=_contact(variables, environment),
        mail_url=_mail_url(variables, environment),
        mail_from=variables.get("PORTAL_MAIL_FROM", "plaza@example.org"),
        machine_url=variables.get("PORTAL_MACHINE_URL", ""),
        machine_key=variables.get("PORTAL_MACHINE_KEY", ""),
        machine_name=variables.get("PORTAL_MACHINE_NAME", ""),
        proxy_hops=_number(variables, "PORTAL_PROXY_HOPS", 0),
        password_hashes_at_once=_number(variables, "PORTAL_PASSWORD_HASHES_AT_ONCE", 2),
    )


def _environment(variables: Mapping[str, str]) -> Environment:
    named = variables.get("PORTAL_ENVIRONMENT", "production")
    if named not in set(Environment):
        known = ", ".join(Environment)
        raise BadSettings(f"PORTAL_ENVIRONMENT is “{named}”; it must be one of {known}.")
    return Environment(named)


def _folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise BadSettings(
            f"The data folder {folder} cannot be written ({error.strerror}). "
            "Give it to this user, or name another one with PORTAL_DATA."
        ) from error
    return folder


def _secret(variables: Mapping[str, str], environment: Environment, folder: Path) -> str:
    if given := variables.get("PORTAL_SECRET_KEY"):
        if len(given) < 32:
            raise BadSettings("PORTAL_SECRET_KEY is shorter than 32 characters.")
        return given
    if environment is Environment.PRODUCTION:
        raise BadSettings(
            "PORTAL_SECRET_KEY is not set. Make one with: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    return _kept_secret(folder / "secret-key")


def _kept_secret(path: Path) -> str:
    """Read the secret of a demo or development folder; make it, for this user only, once."""
    try:
        with open(path, "x", opener=_private) as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _database_url(variables: Mapping[str, str], folder: Path) -> str:
    given = variables.get("PORTAL_DATABASE_URL")
    if not given:
        return f"sqlite:///{folder / 'portal.sqlite'}"
    scheme = given.split(":", 1)[0].split("+", 1)[0]
    if scheme not in ("sqlite", "postgresql", "postgres"):
        raise BadSettings("PORTAL_DATABASE_URL must begin with postgresql:// or sqlite:///.")
    return given.replace("postgres://", "postgresql://", 1)


def _mail_url(variables: Mapping[str, str], environment: Environment) -> str:
    given = variables.get("PORTAL_MAIL_URL", "")
    if not given and environment is Environment.PRODUCTION:
        raise BadSettings("PORTAL_MAIL_URL is not set, for example smtp://mail.example.org:587.")
    if given and given.split(":", 1)[0] not in ("smtp", "smtps", "folder"):
        raise BadSettings("PORTAL_MAIL_URL must begin with smtp://, smtps:// or folder:.")
    return given or "folder:"


def _contact(variables: Mapping[str, str], environment: Environment) -> str:
    sample = "secretariat@example.org" if environment is Environment.DEMO else ""
    given = variables.get("PORTAL_CONTACT", sample).strip()
    if given and not ADDRESS.fullmatch(given):
        raise BadSettings(f"PORTAL_CONTACT is “{given}”; it must be one e-mail address.")
    return given


def _number(variables: Mapping[str, str], name: str, usual: int) -> int:
    given = variables.get(name, str(usual))
    if not given.isdigit():
        raise BadSettings(f"{name} is “{given}”; it must be a whole number.")
    return int(given)
