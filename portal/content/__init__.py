"""The spine: entries, their words, their workflow, who may read them."""

from flask import Flask

from portal.content import (
    actions,
    labels,
    mails,
    policy,
    rendering,
    scheduling,
    scheduling_letter,
    searching,
    steps,
    views,
)
from portal.content.translations import arriving, following, letters
from portal.content.translations import policy as translation_policy
from portal.core import access, i18n, jobs, outbox, timers


def init_app(app: Flask) -> None:
    access.register(policy.RULES)
    access.register(scheduling.RULES)
    timers.register(actions.RELEASE, actions.release)
    timers.register(scheduling.PUBLISH, scheduling.carry_out)
    jobs.register(rendering.FOLLOWER, rendering.follow_changes)
    jobs.register(following.FOLLOWER, following.follow_changes)
    jobs.register(arriving.DUTY, arriving.once())
    access.register(translation_policy.RULES)
    for kind, composer in (mails.COMPOSERS | letters.COMPOSERS).items():
        outbox.register(kind, composer)
    outbox.register(scheduling.NOT_PUBLISHED, scheduling_letter.compose)
    searching.register_source()
    app.jinja_env.globals.update(labels.GLOBALS, workflow_steps=steps.workflow_steps)
    app.jinja_env.globals.update(
        plan_of=scheduling.plan_of, awaits_publication=actions.awaits_publication
    )
    i18n.register_localised(app, views.bp)
