"""How passwords are kept and checked."""

import threading
import unicodedata

import pytest
from argon2 import PasswordHasher, extract_parameters

from portal.accounts import passwords

GOOD = "four rivers meet under the bridge"


def test_the_hash_is_argon2id_with_the_parameters_of_owasp(password_hash):
    parameters = extract_parameters(password_hash)

    assert password_hash.startswith("$argon2id$")
    assert (parameters.time_cost, parameters.memory_cost, parameters.parallelism) == (2, 19456, 1)


def test_only_the_password_matches(app, password_hash):
    assert passwords.matches(GOOD, password_hash)
    assert not passwords.matches(GOOD + " ", password_hash)
    assert not passwords.matches(GOOD.upper(), password_hash)


def test_composed_and_decomposed_letters_are_the_same(app):
    word = "Überfällige Änderungen süß"
    known = passwords.hashed(unicodedata.normalize("NFD", word))

    assert passwords.matches(unicodedata.normalize("NFC", word), known)


def test_without_an_account_a_hash_is_computed_all_the_same(app, monkeypatch):
    computed = []
    verify = PasswordHasher.verify
    monkeypatch.setattr(
        PasswordHasher,
        "verify",
        lambda self, known, password: computed.append(known) or verify(self, known, password),
    )

    assert not passwords.matches(GOOD, None)

    (known,) = computed
    assert extract_parameters(known) == extract_parameters(passwords.hashed(GOOD))


def test_an_older_hash_is_outdated(password_hash):
    assert passwords.is_outdated(PasswordHasher(time_cost=1, memory_cost=8192).hash(GOOD))
    assert not passwords.is_outdated(password_hash)


def test_whoever_waits_too_long_for_the_gate_is_told_to_come_back(app, monkeypatch):
    monkeypatch.setitem(app.extensions, "password_gate", threading.BoundedSemaphore(1))
    monkeypatch.setattr(passwords, "LONGEST_WAIT_S", 0.01)

    with app.extensions["password_gate"], pytest.raises(passwords.Busy):
        passwords.hashed(GOOD)

    assert passwords.hashed(GOOD)  # the gate is free again


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("x7Gk2pQ9vB4nM1", "at least 15"),
        ("a̐é" + "x7Gk2pQ9vB4nM"[:11], "at least 15"),
        ("x7Gk2pQ9vB4nM1s" * 14, "at most 200"),
        ("password12345678", "soon be guessed"),
    ],
)
def test_a_weak_password_is_refused_with_a_reason(app, password, words):
    assert words in passwords.weakness(password, ())


@pytest.mark.parametrize(
    "password", [GOOD, "القطار يصل متأخرا في المطر", "桥下的河水每天都在唱不同的歌吗"]
)
def test_spaces_and_all_scripts_are_allowed(app, password):
    assert passwords.weakness(password, ()) is None
