"""Devices by names that people know."""

import pytest

from portal.accounts.devices import device_name

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/130.0.0.0 Safari/537.36 Edg/130.0",
            "Edge · Windows",
        ),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) {WEBKIT} Safari/604.1",
            "Safari · iPhone",
        ),
        (
            f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} Chrome/130.0.0.0 Safari/537.36",
            "Chrome · Linux",
        ),
        ("curl/8.0", "curl"),
        ("", ""),
        ("<script>alert(1)</script>" * 500, ""),
    ],
)
def test_browser_and_system(user_agent, name):
    assert device_name(user_agent) == name
