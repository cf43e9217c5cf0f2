"""Where papers lie: the same in a folder and in an object store, whole or not at all, and never written again."""

import secrets

import pytest
from object_store import papers_in

from shahrsazi.documents import storage

pytestmark = pytest.mark.usefixtures("either_store")


@pytest.fixture
def name():
    return f"ab/{secrets.token_hex(32)}"


@pytest.fixture
def paper(tmp_path):
    def make(content: bytes):
        place = tmp_path / "paper"
        place.write_bytes(content)
        return place

    return make


@pytest.mark.parametrize("size", [0, 1, 200_000, 12_000_000])
def test_what_is_put_is_read_again_byte_for_byte(name, paper, size):
    content = secrets.token_bytes(size)
    storage.put(name, paper(content))
    assert storage.read(name) == content


def test_what_was_put_once_is_never_written_again(name, paper):
    storage.put(name, paper(b"first"))
    storage.put(name, paper(b"second"))
    assert storage.read(name) == b"first"


def test_a_kept_paper_can_be_worked_on_as_a_file_of_this_machine(name, paper):
    storage.put(name, paper(b"to be worked on"))
    with storage.local_copy(name) as place:
        assert place.read_bytes() == b"to be worked on"


def test_what_is_not_kept_is_not_there(name):
    assert not storage.backend().exists(name)
    with pytest.raises(FileNotFoundError), storage.local_copy(name) as place:
        place.read_bytes()


def test_no_half_written_file_stays_beside_a_kept_one(tmp_path, name, paper):
    with papers_in(tmp_path / "own"):
        storage.put(name, paper(b"whole"))
    assert [p.name for p in (tmp_path / "own" / "ab").iterdir()] == [name[3:]]


def test_a_paper_that_breaks_off_while_it_is_put_leaves_nothing(tmp_path, name, paper):
    """A folder that stands where the paper should lie: everything is written, and cannot be put in its place."""
    place = tmp_path / "own" / name
    (place / "in the way").mkdir(parents=True)
    with papers_in(tmp_path / "own"), pytest.raises(storage.StorageUnreachableError):
        storage.backend().exists = lambda _name: False
        storage.put(name, paper(b"half"))
    assert [p.name for p in place.parent.iterdir()] == [place.name]


def test_nginx_may_read_what_is_kept_and_nobody_else(tmp_path, name, paper):
    with papers_in(tmp_path / "own"):
        storage.put(name, paper(b"for the group"))
    assert (tmp_path / "own" / name).stat().st_mode & 0o777 == 0o640
