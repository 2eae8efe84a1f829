"""How many requests one token may make."""

from portal.api import allowance
from portal.api.allowance import Allowance
from tests import build


def allowing(most: int):
    """An allowance of so many requests in ten seconds, and the clock it looks at."""
    clock = [100.0]
    return Allowance(most, window_s=10, clock=lambda: clock[0]), clock


def test_a_token_may_go_on_until_it_has_used_up_its_window():
    allowed, _clock = allowing(2)

    assert [allowed.take("mine") for _request in range(3)] == [0, 0, 10]


def test_the_wait_ends_with_the_window():
    allowed, clock = allowing(1)
    allowed.take("mine")

    clock[0] = 107.5

    assert allowed.take("mine") == 3
    clock[0] = 110.0
    assert allowed.take("mine") == 0


def test_tokens_are_counted_apart():
    allowed, _clock = allowing(1)
    allowed.take("mine")

    assert allowed.take("yours") == 0


def test_too_many_requests_are_refused_with_the_seconds_to_wait(
    app, cast, visitor, bearer, insist_on, monkeypatch
):
    monkeypatch.setitem(app.extensions, allowance._NAME, Allowance(most=2))
    token = bearer(cast.ada)

    answers = [visitor.get("/api/v1/me", headers=token) for _request in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
    insist_on("Problem", answers[-1].json)


def test_wrong_tokens_use_up_nothing(app, visitor, monkeypatch):
    monkeypatch.setitem(app.extensions, allowance._NAME, Allowance(most=0))

    answer = visitor.get("/api/v1/me", headers={"Authorization": "Bearer nonsense"})

    assert answer.status_code == 401


def test_somebody_elses_program_goes_on(app, visitor, bearer, monkeypatch):
    monkeypatch.setitem(app.extensions, allowance._NAME, Allowance(most=1))
    ada, bo = bearer(build.person()), bearer(build.person())
    visitor.get("/api/v1/me", headers=ada)

    assert visitor.get("/api/v1/me", headers=ada).status_code == 429
    assert visitor.get("/api/v1/me", headers=bo).status_code == 200
