"""Publishing: what is finished, written by others and without errors; and the way back."""

import pytest
import sqlalchemy as sa

from portal.audit.models import AuditRecord
from portal.core.db import db
from portal.core.errors import Refused
from portal.translation.catalogues import actions, publishing, queries
from portal.translation.catalogues.models import CatalogueWording
from portal.translation.catalogues.overview import overview
from tests.translation.catalogues.samples import BARE, SIGN_IN, publish, row, say

pytestmark = pytest.mark.usefixtures("shipped")


def spoken(msgid=SIGN_IN):
    db.session.expire_all()
    return row(msgid).spoken.strings


def test_what_is_published_is_spoken(cast):
    say(SIGN_IN, "ادخل", by=cast.tia)

    added = publish(cast.max)

    assert (added.number, added.changes) == (1, 1)
    assert spoken() == ("ادخل",)
    assert not row(SIGN_IN).is_unpublished


def test_what_was_published_before_stays(cast):
    say(SIGN_IN, "ادخل", by=cast.tia)
    publish(cast.max)
    say(BARE, "اكتب إلى الأمانة اليوم.", by=cast.tia)

    publish(cast.max)

    assert spoken() == ("ادخل",)
    assert spoken(BARE) == ("اكتب إلى الأمانة اليوم.",)


def test_nobody_publishes_her_own_words(cast):
    say(SIGN_IN, "ادخل", by=cast.max)

    with pytest.raises(Refused):
        publish(cast.max)

    preview = publishing.preview(overview("ar"), cast.max)
    assert [each.message.msgid for each in preview.own] == [SIGN_IN]


def test_words_that_are_not_finished_wait_and_the_former_ones_stay(cast):
    say(SIGN_IN, "ادخل", by=cast.tia)
    publish(cast.max)
    say(SIGN_IN, "ادخل أو", by=cast.tia, is_fuzzy=True)

    with pytest.raises(Refused):
        publish(cast.max)

    assert spoken() == ("ادخل",)


def test_a_wording_saved_after_the_look_is_not_published_unseen(cast):
    say(SIGN_IN, "ادخل", by=cast.tia)
    seen = publishing.preview(overview("ar"), cast.max)
    say(SIGN_IN, "دخول", by=cast.tia)

    with pytest.raises(Refused):
        publishing.publish("ar", seen.mark, cast.max)


def test_an_error_stops_the_publication(cast):
    say(SIGN_IN, "ادخل", by=cast.tia)
    # Saving refuses it; but the checks of a later version of the program may find more.
    db.session.execute(sa.update(CatalogueWording).values(strings=["ادخل %(name)s"]))
    db.session.commit()

    with pytest.raises(Refused):
        publish(cast.max)


def test_giving_words_back_to_the_file_is_published_too(cast):
    say(SIGN_IN, "ادخل", by=cast.tia)
    publish(cast.max)
    actions.withdraw("ar", row(SIGN_IN).message, 1, cast.tia)

    publish(cast.max)

    assert spoken() == ("تسجيل الدخول",)


def test_an_earlier_publication_can_be_said_again(cast):
    say(SIGN_IN, "ادخل", by=cast.tia)
    publish(cast.max)
    say(SIGN_IN, "دخول", by=cast.tia)
    publish(cast.max)

    added = publishing.restore("ar", 1, cast.max)

    assert (added.number, added.restored, added.changes) == (3, 1, 1)
    assert spoken() == ("ادخل",)
    assert row(SIGN_IN).message.strings == ("دخول",)  # still a draft


def test_the_file_can_be_said_again(cast):
    say(SIGN_IN, "ادخل", by=cast.tia)
    publish(cast.max)

    publishing.restore("ar", publishing.AS_SHIPPED, cast.max)

    assert spoken() == ("تسجيل الدخول",)


@pytest.mark.parametrize("number", [1, 7, 0])
def test_what_is_said_now_or_never_was_cannot_be_said_again(cast, number):
    say(SIGN_IN, "ادخل", by=cast.tia)
    if number:
        publish(cast.max)

    with pytest.raises(Refused):
        publishing.restore("ar", number, cast.max)


def test_both_are_remembered(cast):
    say(SIGN_IN, "ادخل", by=cast.tia)
    publish(cast.max)
    publishing.restore("ar", 0, cast.max)

    acts = db.session.scalars(sa.select(AuditRecord).order_by(AuditRecord.id).where(
        AuditRecord.subject.startswith("catalogue:")))  # fmt: skip
    assert [(act.actor_id, act.verb, act.subject) for act in acts] == [
        (cast.max.id, "publish_catalogue", "catalogue:ar:1"),
        (cast.max.id, "restore_catalogue", "catalogue:ar:2"),
    ]


def test_publications_are_listed_newest_first(cast):
    say(SIGN_IN, "ادخل", by=cast.tia)
    publish(cast.max)
    publishing.restore("ar", 0, cast.max)

    assert [each.number for each in queries.publications("ar")] == [2, 1]
