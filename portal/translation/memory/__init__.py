"""The translation memory: what was approved before is suggested where it fits again.

Text in, text out. What is remembered carries the kind and number of the paragraph that
taught it, and may carry the tokens of those who may see it.
"""

from flask import Flask

from portal.core import jobs
from portal.translation.memory import actions, commands


def init_app(app: Flask) -> None:
    jobs.register("translation memory", actions.sweep)
    commands.init_app(app)
