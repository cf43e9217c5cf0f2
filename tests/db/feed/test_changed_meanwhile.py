"""What is read of a delivery is what its digest was taken of, though somebody writes into the file meanwhile."""

from pathlib import Path

import pytest
from feed_delivery import PACKED, Exporter, load
from feed_lines import as_json, line
from history_model import asked

from shahrsazi.feed import loader
from shahrsazi.feed.delivery import DeliveryError
from shahrsazi.feed.models import Batch

ANOTHER = "changed while it was being read"


def is_stored(made: dict) -> bool:
    return bool(asked("SELECT 1 FROM casefiles_casefile WHERE renewal_code = %s", [made["casefile"]["renewal_code"]]))


def changed_before_it_is_judged(monkeypatch, file: Path, made: dict) -> None:
    """Somebody puts as many other lines there once the digest has been taken."""
    judge, packed = loader.Judgement.judge, PACKED[file.suffix if file.suffix in PACKED else ""]

    def late(judgement, spool):
        file.write_bytes(packed(as_json(made)))
        judge(judgement, spool)

    monkeypatch.setattr(loader.Judgement, "judge", late)


@pytest.mark.parametrize("packed", ["", ".gz", ".zst"])
def test_a_signed_file_that_is_changed_before_it_is_judged_is_refused_and_its_number_stays_free(
    city, monkeypatch, packed
):
    exporter, other = Exporter(), line()
    path = exporter.batch(line(), packed=packed)
    with monkeypatch.context() as changing:
        changed_before_it_is_judged(changing, path.with_name(path.name.removesuffix(".manifest.json")), other)
        with pytest.raises(DeliveryError, match=ANOTHER):
            load(path)
    assert not is_stored(other)
    assert Batch.objects.using("owner").filter(source=exporter.source).latest("id").state == "refused"
    assert load(exporter.batch(other, numbered=1)).good == 1


def test_so_is_a_bare_file_whose_digest_names_its_batch(city, monkeypatch, tmp_path):
    path, other = tmp_path / "feed.ndjson", line()
    path.write_bytes(as_json(line()))
    with monkeypatch.context() as changing:
        changed_before_it_is_judged(changing, path, other)
        with pytest.raises(DeliveryError, match=ANOTHER):
            load(path)
    assert not is_stored(other) and load(path).good == 1


@pytest.mark.parametrize("packed", ["", ".gz", ".zst"])
def test_a_file_of_nothing_is_what_it_was(city, packed):
    assert load(Exporter().batch(packed=packed)).lines == 0
