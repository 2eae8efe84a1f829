from collections.abc import Callable
from pathlib import Path

import pytest

from portal.search.port import SearchBackend
from portal.search.whoosh_backend import WhooshBackend

# A second engine is held to the same tests by one more line here.
ENGINES: dict[str, Callable[[Path], SearchBackend]] = {"whoosh": WhooshBackend}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Where the index lies."""
    return tmp_path / "index"


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, root: Path) -> SearchBackend:
    return ENGINES[request.param](root)
