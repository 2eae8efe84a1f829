"""`make run` and `make test`: what they say, what they repeat, and what they leave behind."""

import ast
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent

import pytest

import assets
import database
import environment
import machine
import postgresql
import serving

TOOLS = machine.ROOT / ".ci"


@contextmanager
def started(*command: str | Path, **variables: str) -> Iterator["subprocess.Popen[str]"]:
    """A program, both of its outputs as one; ended at the latest with the block."""
    program = subprocess.Popen(
        [str(word) for word in command],
        env=os.environ | {"PYTHONUNBUFFERED": "1"} | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield program
    finally:
        program.kill()
        program.wait()
        assert program.stdout is not None
        program.stdout.close()


def is_running(process: int) -> bool:
    """Whether a process still works; a dead one nobody has asked about does not."""
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2]
    except ProcessLookupError:
        return False
    except FileNotFoundError:
        return not Path("/proc/self").exists()
    return not state.startswith("Z")


def read_until(program: "subprocess.Popen[str]", pattern: str) -> str:
    """All that a program has said up to a line that matches."""
    assert program.stdout is not None
    said = ""
    for line in program.stdout:
        said += line
        if re.search(pattern, line):
            return said
    raise AssertionError(f"it never said {pattern!r}, but:\n{said}")


def test_a_step_is_repeated_only_when_its_sources_change(tmp_path):
    source = tmp_path / "source"
    (source / "__pycache__").mkdir(parents=True)
    (source / "a.css").write_text("a")

    def mark() -> machine.Stamp:
        return machine.stamp("step", source, tmp_path / "lock", folder=tmp_path / "stamps")

    assert not mark().is_current()
    mark().leave()
    assert mark().is_current()

    (source / "__pycache__" / "a.pyc").write_text("derived")
    assert mark().is_current()
    (source / "a.css").write_text("b")
    assert not mark().is_current()
    (source / "a.css").write_text("a")
    assert mark().is_current()
    (tmp_path / "lock").write_text("new")
    assert not mark().is_current()


def test_what_we_call_sees_no_empty_settings_and_no_foreign_python(monkeypatch):
    monkeypatch.setenv("PORTAL_DATABASE_URL", "")
    monkeypatch.setenv("PORT", "")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("HOME", "/nowhere")
    monkeypatch.setenv("PORTAL_NETWORK", "Agora")

    seen = machine.surroundings()

    assert not {"PORTAL_DATABASE_URL", "PORT", "PYTHONPATH"} & set(seen)
    assert seen["PORTAL_NETWORK"] == "Agora"
    assert seen["HOME"] == str(machine.VENV)


def test_a_free_port_is_found_unless_one_was_asked_for():
    with socket.socket() as taken:
        taken.bind((serving.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert not serving.is_free(port)
        with pytest.raises(machine.Stopped, match=f"Port {port} is taken"):
            serving.choose_port(str(port))
    assert serving.choose_port(str(port)) == port
    assert serving.is_free(serving.choose_port(None))


def test_a_taken_usual_port_is_passed_over(monkeypatch):
    with socket.socket() as taken:
        taken.bind((serving.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr(serving, "FIRST_PORT", port)
        monkeypatch.setattr(serving, "LAST_PORT", port + 20)

        assert serving.choose_port(None) > port


@pytest.mark.parametrize("wanted", ["eighty", "0", "65536", "-1", "٨٠"])
def test_a_port_must_be_a_number_that_exists(wanted):
    with pytest.raises(machine.Stopped, match="from 1 to 65535"):
        serving.choose_port(wanted)


def test_a_data_folder_that_cannot_be_written_stops_with_a_sentence(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(machine.Stopped, match="cannot be written"):
        database.folder({"PORTAL_DATA": str(tmp_path / "file" / "data")})
    assert database.folder({"PORTAL_DATA": str(tmp_path / "a" / "b")}).is_dir()


def test_a_python_without_venv_stops_with_the_name_of_the_package(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(sys, "executable", shutil.which("false"))

    with pytest.raises(machine.Stopped, match="apt-get install python3-venv"):
        environment.prepare(development=False)
    assert not (tmp_path / ".venv").exists()


def test_the_entrance_is_readable_by_old_pythons():
    ast.parse((TOOLS / "dev.py").read_text(), feature_version=(3, 7))


def test_an_old_python_without_a_newer_one_beside_it_is_told_so():
    question = "import dev; dev.OLDEST = (9, 0); dev.start_again_with_a_newer_python()"

    answer = subprocess.run(
        [sys.executable, "-c", question],
        cwd=TOOLS,
        env={"PATH": "/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 1
    assert "Python 9.0 or newer is needed" in answer.stderr
    assert "PY=/path/to/python3" in answer.stderr


def test_an_unknown_command_is_answered_with_the_known_ones():
    answer = subprocess.run(
        [sys.executable, TOOLS / "dev.py", "dance"], capture_output=True, text=True, check=False
    )

    assert answer.returncode == 2
    assert "run, test, setup" in answer.stdout


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")
def test_make_explains_itself():
    answer = subprocess.run(
        ["make", "-C", machine.ROOT], capture_output=True, text=True, check=True
    )

    for word in ("run", "test", "lint", "bench", "translations", "PORT="):
        assert word in answer.stdout


def test_postgresql_is_complete_or_not_taken(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTAL_TEST_PG_BIN", str(tmp_path))
    (tmp_path / "initdb").touch()
    monkeypatch.setattr(postgresql.debian, "install", lambda *_packages: False)

    assert postgresql.prepare() is None
    for program in postgresql.PROGRAMS:
        (tmp_path / program).touch()
    assert postgresql.prepare() == {"PORTAL_TEST_PG_BIN": str(tmp_path)}


def test_the_newest_postgresql_of_debian_is_taken(tmp_path, monkeypatch):
    monkeypatch.delenv("PORTAL_TEST_PG_BIN", raising=False)
    monkeypatch.setattr(postgresql, "DEBIAN", tmp_path)
    for version in ("9.6", "17", "15"):
        (tmp_path / version / "bin").mkdir(parents=True)
        for program in postgresql.PROGRAMS:
            (tmp_path / version / "bin" / program).touch()

    assert postgresql.prepare() == {"PORTAL_TEST_PG_BIN": str(tmp_path / "17" / "bin")}


def test_every_asset_a_template_asks_for_is_built():
    asked = {
        name
        for template in machine.ROOT.glob("portal/**/templates/**/*.html")
        for name in re.findall(r"""asset\(['"]([^'"]+)['"]\)""", template.read_text())
    }

    built = {path.name for path in assets.SOURCES.iterdir()} | {"land.svg"}
    assert asked <= built


@pytest.fixture
def copy(tmp_path):
    """A house with nothing in it but our tools and the libraries of this one."""
    shutil.copytree(TOOLS, tmp_path / ".ci", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / ".venv").mkdir()
    for part in ("bin", "lib", "pyvenv.cfg"):
        (tmp_path / ".venv" / part).symlink_to(machine.VENV / part)
    return tmp_path


@pytest.mark.skipif(not machine.PYTHON.exists(), reason="the project is not set up in .venv")
def test_without_an_index_of_packages_the_set_up_says_where_to_look(copy):
    (copy / "requirements.txt").write_text(f"no-such-package==1 --hash=sha256:{'0' * 64}\n")
    offline = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_FIND_LINKS": "",
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
        "PIP_RETRIES": "0",
    }

    answer = subprocess.run(
        [sys.executable, copy / ".ci/dev.py", "run"],
        env=os.environ | offline,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 1
    assert "pip could not install requirements.txt" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not list(copy.glob(".venv/stamps/*"))


@pytest.mark.skipif(not machine.PYTHON.exists(), reason="the project is not set up in .venv")
def test_catalogues_follow_the_sentences_and_nothing_else(copy):
    built = shutil.ignore_patterns("static", "assets", "templates", "__pycache__")
    shutil.copytree(machine.ROOT / "portal", copy / "portal", ignore=built)
    shutil.copy(machine.ROOT / "config.py", copy)
    source, folder = copy / "portal/sentences.py", copy / "translations"
    folder.mkdir()
    (folder / "babel.cfg").write_text("[python: portal/sentences.py]\n")
    catalogue = folder / "fr/LC_MESSAGES/messages.po"

    def update(sentences: str, locale: str = "") -> str:
        source.write_text(sentences)
        order = f"import catalogues; catalogues.update({locale!r})"
        subprocess.run([sys.executable, "-c", order], cwd=copy / ".ci", check=True)
        return catalogue.read_text()

    update('title = _("Sign in")\n', locale="fr")
    words = catalogue.read_text().replace('"Sign in"\nmsgstr ""', '"Sign in"\nmsgstr "Entrer"')
    catalogue.write_text(words)

    assert "Entrer" in words
    assert update('# A line more.\ntitle = _("Sign in")\n') == words
    assert catalogue.with_suffix(".mo").exists()

    later = update('title = _("Sign out")\n')
    assert '#, fuzzy\n#| msgid "Sign in"\nmsgid "Sign out"\nmsgstr "Entrer"' in later
    other = update('title = _("Quite another thing")\n')
    assert 'msgid "Quite another thing"\nmsgstr ""' in other
    assert '#~ msgstr "Entrer"' in other


PAIR = dedent("""
    import sys
    sys.path.insert(0, {tools!r})
    import signal
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # which nohup around the suite would ignore
    import serving
    serving.PATIENCE_S = 1.0
    shared = "import os, signal, sys, time;"
    shared += "sys.stdout.write(sys.argv[1] + f' {{os.getpid()}}' + chr(10));"
    programs = dict(
        first=(sys.executable, "-uc", shared + {first!r}, "first"),
        second=(sys.executable, "-uc", shared + "time.sleep(60)", "second"),
    )
    sys.exit(serving.supervise(programs, dict(), lambda: True, "ready now"))
""")


@contextmanager
def pair(first: str) -> Iterator[tuple["subprocess.Popen[str]", str, list[int]]]:
    """Two programs side by side: the supervisor, what it said so far, the children's numbers."""
    script = PAIR.format(tools=str(TOOLS), first=first)
    with started(sys.executable, "-c", script) as supervisor:
        said = "".join(read_until(supervisor, r"first \d|second \d") for _ in range(2))
        yield supervisor, said, [int(n) for n in re.findall(r"(?:first|second) (\d+)", said)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_both_programs(number):
    with pair("time.sleep(60)") as (supervisor, _said, children):
        time.sleep(0.3)
        supervisor.send_signal(number)

        said = supervisor.communicate(timeout=10)[0]
        assert supervisor.returncode == 0
        assert "Stopping." in said
        assert not any(map(is_running, children))


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel does this on Linux")
def test_even_a_killed_supervisor_leaves_nothing_running():
    with pair("time.sleep(60)") as (supervisor, _said, children):
        supervisor.kill()
        supervisor.wait()
        time.sleep(0.5)

        assert not any(map(is_running, children))


def test_when_one_program_ends_the_other_is_stopped_and_we_say_so():
    with pair("time.sleep(1); sys.exit(7)") as (supervisor, before, children):
        said = supervisor.communicate(timeout=10)[0]

        assert supervisor.returncode == 1
        assert "ready now" in before + said
        assert "The first has ended by itself (code 7)" in said
        assert not any(map(is_running, children))


def test_a_program_that_does_not_listen_is_ended():
    deaf = "signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    with pair(deaf) as (supervisor, _said, children):
        time.sleep(0.5)
        supervisor.terminate()

        said = supervisor.communicate(timeout=10)[0]
        assert "The first does not stop; ending it." in said
        assert not any(map(is_running, children))


@pytest.mark.slow
@pytest.mark.skipif(not machine.PYTHON.exists(), reason="the project is not set up in .venv")
def test_run_serves_the_sample_network_and_leaves_nothing_running(tmp_path):
    port = str(serving.choose_port(None))
    command = (sys.executable, TOOLS / "dev.py", "run")
    settings = {"PORT": port, "PORTAL_DATA": str(tmp_path), "PORTAL_DATABASE_URL": ""}
    with started(*command, **settings) as portal:
        said = read_until(portal, "stranger@example.org")
        assert f"http://127.0.0.1:{port}/" in said
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as page:
            assert page.status == 200

        portal.terminate()
        portal.communicate(timeout=30)

        assert portal.returncode == 0
        assert serving.is_free(int(port))
        assert (tmp_path / database.EMBEDDED).exists()
        assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
        with pytest.raises(urllib.error.URLError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2)
