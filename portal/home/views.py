"""The front page: for visitors what this is, for members what is new."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from portal.core import i18n
from portal.core.access import open_to_public
from portal.home import front

bp = Blueprint("home", __name__, template_folder="templates")
root = Blueprint("root", __name__)


@root.get("/")
@open_to_public
def index_without_language() -> Response:
    """Lead to the front page in the best language for whoever asks."""
    answer = redirect(url_for("home.index", locale=i18n.preferred()))
    answer.vary.add("Accept-Language")
    return answer


@bp.get("/")
@open_to_public
def index() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return render_template("home/member.html", **front.member_page(current_user))
    return render_template("home/visitor.html", **front.visitor_page(current_user))
