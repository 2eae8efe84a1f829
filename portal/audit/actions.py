"""Adding to the chain, and checking it."""

import hashlib
import hmac
import json
from collections.abc import Sequence

import sqlalchemy as sa
from flask import current_app

from portal.audit.models import AuditRecord
from portal.core.db import db, is_postgresql, now
from portal.core.witness import Act

LOCK = 0x4155444954  # "AUDIT"; the chain has one end, so its writers queue


def keep(acts: Sequence[Act]) -> None:
    """Add what was told in an action to the chain, in the transaction that ends it."""
    if is_postgresql():
        db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
    previous, at = _last_digest(), now()
    for by, verb, subject, details in acts:
        added = AuditRecord(at=at, actor_id=by, verb=verb, subject=subject, details=details)
        previous = added.digest = digest_of(added, previous)
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
