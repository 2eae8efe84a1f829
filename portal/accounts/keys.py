"""Secrets that open something: made by chance, told once, kept as digests only."""

import hashlib
import hmac
import secrets

from flask import current_app


def new_key(beginning: str = "") -> str:
    """256 random bits, fit for a cookie or an address."""
    return beginning + secrets.token_urlsafe(32)


def digest(key: str) -> str:
    """What is kept of a key. It is too long to be guessed, so a plain SHA-256 will do."""
    return hashlib.sha256(key.encode()).hexdigest()


def keyed_digest(*words: str) -> str:
    """Tell words apart without keeping them: only the portal's secret can test a guess."""
    secret: str = current_app.config["SECRET_KEY"]
    return hmac.new(secret.encode(), "\0".join(words).encode(), "sha256").hexdigest()
