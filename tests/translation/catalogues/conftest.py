import pytest

from tests.translation.catalogues.samples import ARABIC, catalogues


@pytest.fixture
def shipped(app, tmp_path):
    """The portal with one small catalogue, and the folder it lies in."""
    with catalogues(app, tmp_path, ar=ARABIC) as folder:
        yield folder
