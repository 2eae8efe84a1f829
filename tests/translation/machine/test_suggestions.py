import pytest

from portal.translation.machine import LibreTranslate, Suggestions
from portal.translation.machine.circuit import AFTER, LONGEST_S, REST_S, Circuit
from portal.translation.machine.failures import Busy, Down, Resting, UnknownLanguage
from portal.translation.paragraphs import Kind


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def suggestions(server, clock):
    return Suggestions(LibreTranslate(server.url), Circuit(clock))


def ask(suggestions, *texts, kind=Kind.PARAGRAPH):
    return suggestions.suggest(texts, source="en", target="fr", kind=kind)


def test_a_suggestion_has_its_marks_links_and_placeholders(suggestions):
    text = "See **[the plan](https://a.org/x)** of %(day)s, `code` and so on.[^1]"

    (suggestion,) = ask(suggestions, text)

    assert suggestion.text == (
        "SEE **[THE PLAN](https://a.org/x)** OF %(day)s, `code` AND SO ON.[^1]"
    )
    assert suggestion.machine == "LibreTranslate"
    assert suggestion.message == ""


def test_what_must_stay_is_not_sent(server, suggestions):
    ask(suggestions, "Write to someone@a.org about `secret`")

    sent = str(server.asked[-1][1]["q"])
    assert "someone" not in sent
    assert "secret" not in sent


@pytest.mark.parametrize(
    "breaking",
    [
        lambda text: text.replace("XQ0QX", ""),
        lambda text: text + " XQ0QX",
        lambda text: text + " https://spam.example",
        lambda text: text + " [^9]",
        lambda text: "x",
    ],
)
def test_a_suggestion_with_broken_marks_is_not_offered_but_told(server, suggestions, breaking):
    server.translate = breaking

    broken, whole = ask(suggestions, "See [the plan](https://a.org/x)", "words")

    assert broken.text is None
    assert "not offered" in broken.message
    assert (whole.text is None) == (breaking("words") != "words" and breaking("words") != "x")


def test_texts_without_words_are_not_sent(server, suggestions):
    found = ask(suggestions, "https://a.org", "12", "%(n)s")

    assert [each.text for each in found] == ["https://a.org", "12", "%(n)s"]
    assert server.asked == []


def test_many_texts_go_in_several_requests(server, suggestions):
    texts = [f"text {chr(97 + number % 26)} {'long ' * 40}" for number in range(60)]

    found = ask(suggestions, *texts)

    assert [each.text for each in found] == [text.upper().strip() for text in texts]
    sizes = [sum(map(len, asked["q"])) for path, asked in server.asked if path == "/translate"]
    assert len(sizes) > 2
    assert max(sizes) <= 4_000


def test_fields_are_plain(suggestions):
    (suggestion,) = ask(suggestions, "A *star* for {name}", kind=Kind.FIELD)

    assert suggestion.text == "A *STAR* FOR {name}"


def test_after_some_failures_nobody_waits(server, suggestions, clock):
    server.fault = "error"
    for _each in range(AFTER):
        with pytest.raises(Down):
            ask(suggestions, "a")
    asked = len(server.asked)

    with pytest.raises(Resting):
        ask(suggestions, "a")
    assert len(server.asked) == asked

    clock.now += REST_S
    server.fault = ""
    assert ask(suggestions, "a")[0].text == "A"
    assert ask(suggestions, "b")[0].text == "B"


def test_a_failed_trial_prolongs_the_rest(server, suggestions, clock):
    server.fault = "error"
    for _each in range(AFTER):
        with pytest.raises(Down):
            ask(suggestions, "a")
    clock.now += REST_S

    with pytest.raises(Down):
        ask(suggestions, "a")
    with pytest.raises(Resting):
        ask(suggestions, "a")


def test_a_busy_server_is_left_alone_as_long_as_it_asks(server, suggestions, clock):
    server.fault = "busy"
    with pytest.raises(Busy):
        ask(suggestions, "a")
    server.fault = ""

    with pytest.raises(Resting):
        ask(suggestions, "a")
    clock.now += 7
    assert ask(suggestions, "a")[0].text == "A"


def test_no_server_can_ask_for_an_endless_rest(clock):
    circuit = Circuit(clock)
    with pytest.raises(Busy), circuit.guard():
        raise Busy(10**9)

    clock.now += LONGEST_S

    with circuit.guard():
        pass


def test_an_unknown_language_is_no_reason_to_rest(suggestions):
    for _each in range(AFTER + 1):
        with pytest.raises(UnknownLanguage):
            suggestions.suggest(["a"], source="en", target="ko")

    assert suggestions.serves("en", "fr")
    assert not suggestions.serves("en", "ko")


def test_only_one_call_tries_a_resting_machine(clock):
    circuit = Circuit(clock)
    for _each in range(AFTER):
        with pytest.raises(Down), circuit.guard():
            raise Down
    clock.now += REST_S

    with circuit.guard(), pytest.raises(Resting), circuit.guard():
        pytest.fail("two calls at once")
