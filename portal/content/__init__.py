"""The spine: entries, their words, their workflow, who may read them."""

from flask import Flask

from portal.content import actions, labels, mails, policy, rendering, searching, steps, views
from portal.core import access, i18n, jobs, outbox, timers


def init_app(app: Flask) -> None:
    access.register(policy.RULES)
    timers.register(actions.RELEASE, actions.release)
    jobs.register(rendering.FOLLOWER, rendering.follow_changes)
    for kind, composer in mails.COMPOSERS.items():
        outbox.register(kind, composer)
    searching.register_source()
    app.jinja_env.globals.update(labels.GLOBALS, workflow_steps=steps.workflow_steps)
    i18n.register_localised(app, views.bp)
