"""What an operator types of the feed: sources and their rights, keys, and the list of the batches."""

from datetime import UTC

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from shahrsazi.commands import main
from shahrsazi.feed.models import Batch, SigningKey, Source


@pytest.fixture
def registry(city):
    """A source that tells some records of some districts; gone after the test."""
    rights = {"title": "سامانه ملکی", "records": ["permit"], "districts": [3], "phase": "daily"}
    source = Source(key="operators-own", **rights)
    source.save(using="owner")
    yield source
    Batch.objects.using("owner").filter(source=source).delete()
    SigningKey.objects.using("owner").filter(source=source).delete()
    Source.objects.using("owner").filter(id=source.id).delete()


def refused(capsys, *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main(["feed", *arguments])
    assert ended.value.code == 2
    return capsys.readouterr().err


def rights(source: Source) -> tuple[list, list]:
    row = Source.objects.using("owner").get(id=source.id)
    return row.records, row.districts


@pytest.mark.parametrize("right", ["--records", "--districts"])
@pytest.mark.parametrize("empty", ["", " ", ",", "all,", "all,3"])
def test_a_right_over_all_is_given_by_that_word_alone(registry, capsys, right, empty):
    words = refused(capsys, "source", registry.key, right, empty)
    assert f"{right}: name them with commas between, or say all." in words and rights(registry) == (["permit"], [3])


def test_all_of_them_are_all(registry, capsys):
    main(["feed", "source", registry.key, "--records", "all", "--districts", " 3, ۵ "])
    assert rights(registry) == ([], [3, 5])
    assert "all records; districts 3, 5" in capsys.readouterr().out


def test_a_district_has_a_number(registry, capsys):
    assert "--districts: “x” is no number." in refused(capsys, "source", registry.key, "--districts", "3,x")
    assert rights(registry)[1] == [3]


@pytest.mark.parametrize("key", ["", " ", "k" * 21, "two\nlines", "n\0"])
def test_a_key_of_a_source_is_one_that_a_manifest_can_name(city, capsys, key):
    words = refused(capsys, "source", key, "--title", "سامانه")
    assert "The key of a source has 1 to 20 characters" in words
    assert not Source.objects.using("owner").filter(title="سامانه").exists()


@pytest.mark.parametrize("title", ["", "t" * 121])
def test_a_title_of_a_source_fits_on_its_page(registry, capsys, title):
    words = refused(capsys, "source", registry.key, "--title", title)
    assert "The title of a source has 1 to 120 characters" in words


@pytest.mark.parametrize("name", ["", "n" * 41, "two\nlines"])
def test_a_name_of_a_key_is_one_that_a_manifest_can_name(registry, capsys, tmp_path, name):
    pem = tmp_path / "registry.pub"
    public = Ed25519PrivateKey.generate().public_key()
    pem.write_bytes(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    assert "The name of a key has 1 to 40 characters" in refused(capsys, "key", registry.key, name, str(pem))
    main(["feed", "key", registry.key, "n" * 40, str(pem)])
    assert "in force" in capsys.readouterr().out


def batches(registry, *states: str) -> list[Batch]:
    made = []
    for number, state in enumerate(states, 1):
        made.append(Batch(source=registry, sequence=number, sha256=f"{number:064}", state=state))
        made[-1].save(using="owner")
    return made


def test_what_waits_or_is_half_applied_is_listed_however_many_came_after_it(registry, capsys):
    old = batches(registry, Batch.WAITING, Batch.APPLYING, Batch.JUDGING, Batch.DONE, *[Batch.DONE] * 30)
    main(["feed", "batches"])
    heading, *rows = capsys.readouterr().out.splitlines()
    assert heading.split("\t")[4] == "begun (UTC)"
    own = [row.split("\t") for row in rows if row.split("\t")[1] == registry.key]
    assert [int(row[0]) for row in own] == [b.id for b in reversed(old) if b is not old[3]]
    begun = Batch.objects.using("owner").get(id=old[0].id).begun_at.astimezone(UTC)
    assert own[-1][4] == f"{begun:%Y-%m-%d %H:%M}"
