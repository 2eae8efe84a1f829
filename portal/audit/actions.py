"""Adding to the chain, and checking it."""

import hashlib
import hmac
import json
from typing import Any

import sqlalchemy as sa
from flask import current_app

from portal.audit.models import AuditRecord
from portal.core.db import db, is_postgresql, now

LOCK = 0x4155444954  # "AUDIT"; the chain has one end, so its writers queue


def record(actor_id: int | None, verb: str, subject: str, **details: Any) -> None:
    """Note, in the caller's transaction, that `actor_id` did `verb` to `subject` (`entry:7`)."""
    if is_postgresql():
        db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
    added = AuditRecord(at=now(), actor_id=actor_id, verb=verb, subject=subject, details=details)
    added.digest = digest_of(added, _last_digest())
    db.session.add(added)
    db.session.flush()


def _last_digest() -> str:
    newest = sa.select(AuditRecord.digest).order_by(AuditRecord.id.desc()).limit(1)
    return db.session.scalar(newest) or ""


def digest_of(added: AuditRecord, previous: str) -> str:
    """HMAC-SHA-256, with the portal's secret, over the record and the digest before it."""
    told = [
        previous,
        added.at.isoformat(),
        added.actor_id,
        added.verb,
        added.subject,
        added.details,
    ]
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    key = f"audit:{current_app.config['SECRET_KEY']}".encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def first_break() -> int | None:
    """The number of the first record that does not fit the chain; None where all do."""
    previous = ""
    for added in db.session.scalars(sa.select(AuditRecord).order_by(AuditRecord.id)).yield_per(500):
        if not hmac.compare_digest(added.digest, digest_of(added, previous)):
            return added.id
        previous = added.digest
    return None
