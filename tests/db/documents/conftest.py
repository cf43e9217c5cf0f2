"""Both places where papers may lie, for the tests that must hold in either."""

import pytest

# Nothing of Shahrsazi may be imported above the fixtures: this file is read before there is a database to set up.


@pytest.fixture(params=["folder", "object store"])
def either_store(request, tmp_path):
    """The test runs twice: with papers in a folder, and in an object store."""
    from object_store import papers_at, papers_in

    if request.param == "folder":
        with papers_in(tmp_path / "papers"):
            yield request.param
    else:
        with papers_at(request.getfixturevalue("object_store_url")):
            yield request.param
