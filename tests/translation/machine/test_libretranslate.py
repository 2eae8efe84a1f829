import socket

import pytest

from config import BadSettings
from portal.translation.machine import LibreTranslate, from_settings
from portal.translation.machine import failures as f


def test_texts_are_translated_in_their_order(server):
    machine = LibreTranslate(server.url)

    assert machine.translate(["one", "two"], "en", "fr") == ["ONE", "TWO"]
    path, request = server.asked[-1]
    assert path == "/translate"
    assert request == {"q": ["one", "two"], "source": "en", "target": "fr", "format": "text"}


def test_the_languages_are_asked_once(server):
    machine = LibreTranslate(server.url)

    assert machine.serves("en", "ar")
    assert not machine.serves("ar", "en")
    assert not machine.serves("en", "en")
    assert [path for path, _ in server.asked] == ["/languages"]


@pytest.mark.parametrize(
    ("locale", "code"), [("zh-Hant", "zt"), ("pt-BR", "pt"), ("fr-CA", "fr"), ("ar", "ar")]
)
def test_locales_go_by_the_names_of_the_server(server, locale, code):
    LibreTranslate(server.url).translate(["x"], "en", locale)

    assert server.asked[-1][1]["target"] == code


def test_traditional_chinese_is_not_taken_for_simplified(server):
    server.languages = [{"code": "en", "targets": ["zh"]}, {"code": "zh", "targets": ["en"]}]

    assert LibreTranslate(server.url).serves("en", "zh")
    assert not LibreTranslate(server.url).serves("en", "zh-Hant")


def test_old_servers_that_name_no_targets_translate_between_all(server):
    server.languages = [{"code": "en", "name": "English"}, {"code": "fr", "name": "French"}]

    assert LibreTranslate(server.url).serves("fr", "en")


def test_the_key_is_sent_and_a_wrong_one_told(server):
    server.key = "secret"

    assert LibreTranslate(server.url, "secret").translate(["a"], "en", "fr") == ["A"]
    with pytest.raises(f.KeyRefused):
        LibreTranslate(server.url, "other").translate(["a"], "en", "fr")


@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        ("slow", f.Slow),
        ("slow body", f.Slow),
        ("dripping", f.Slow),
        ("error", f.Down),
        ("hang up", f.Down),
        ("busy", f.Busy),
        ("unsupported", f.UnknownLanguage),
        ("redirect", f.Nonsense),
        ("cut", f.Nonsense),
        ("huge", f.Nonsense),
        ("deep", f.Nonsense),
        ("html", f.Nonsense),
        ("few", f.Nonsense),
        ("numbers", f.Nonsense),
        ("blank", f.Nonsense),
        ("languages error", f.Down),
        ("languages html", f.Nonsense),
    ],
)
def test_each_fault_has_a_name_and_a_sentence(server, fault, failure):
    server.fault = fault
    machine = LibreTranslate(server.url, timeout_s=0.5)

    with pytest.raises(failure) as raised:
        machine.translate(["a"], "en", "fr")

    assert raised.value.message.endswith(".")


def test_a_busy_server_may_say_when_to_come_back(server):
    server.fault = "busy"

    with pytest.raises(f.Busy) as raised:
        LibreTranslate(server.url).translate(["a"], "en", "fr")

    assert raised.value.retry_after_s == 7


def test_an_unknown_pair_is_not_even_asked(server):
    with pytest.raises(f.UnknownLanguage):
        LibreTranslate(server.url).translate(["a"], "en", "ko")

    assert [path for path, _ in server.asked] == ["/languages"]


def test_a_server_that_is_not_there_is_down():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    with pytest.raises(f.Down):
        LibreTranslate(f"http://127.0.0.1:{port}").serves("en", "fr")


def test_languages_that_are_none_are_left_out(server):
    server.languages = [{"code": 1}, "en", {"code": "en", "targets": ["fr", 3]}]

    assert LibreTranslate(server.url).serves("en", "fr")


@pytest.mark.parametrize(
    "url",
    ["ftp://a.org", "file:///etc/passwd", "a.org", "http://", "http://u:p@a.org", "http://a.org:x",
     "http://a.org/?q=1", "http://[a.org"],
)  # fmt: skip
def test_a_wrong_address_is_refused_at_the_start(url):
    with pytest.raises(BadSettings, match="PORTAL_MACHINE_URL"):
        from_settings(url)


def test_machines_are_off_unless_an_address_is_given(server):
    assert from_settings("") is None

    suggestions = from_settings(server.url, name="Our engine")

    assert suggestions is not None
    assert suggestions.name == "Our engine"
