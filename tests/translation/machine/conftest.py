from collections.abc import Iterator

import pytest

from tests.translation.machine.server import Server, running


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as told:
        yield told
