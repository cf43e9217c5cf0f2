"""Two clerks of district 5, before the database alone; and the token of the first one's desk."""

import pytest


@pytest.fixture
def clerk():
    from staff_client import member

    return member("clerk", 5)


@pytest.fixture
def colleague():
    from staff_client import member

    return member("clerk", 5)


@pytest.fixture
def token(clerk):
    from staff_client import desk_of

    return desk_of(clerk)
