"""Whose word a load was: the ledger and the pages of the oversight name the account, and no page of an owner does."""

import json
import os

import pytest
from feed_lines import Fed, as_json, deed, line, permit
from history_model import as_web, asked, begun
from personas import person_id
from staff_client import at_desk, member

from shahrsazi.commands import main
from shahrsazi.documents import storage
from shahrsazi.feed.models import Batch

ACCOUNT = storage.account_of(os.getuid())


def loaded(tmp_path, made: dict) -> Batch:
    path = tmp_path / "feed.ndjson"
    path.write_bytes(as_json(made))
    with pytest.raises(SystemExit) as ended:
        main(["feed", "load", str(path), "--unsigned"])
    assert ended.value.code == 0
    return Batch.objects.using("owner").latest("id")


def written_by(batch: Batch) -> list[tuple]:
    sql = "SELECT section, person, detail::text FROM ledger_ledgerentry WHERE role = 'feed' AND reason = %s"
    return [(*of, json.loads(detail)) for *of, detail in asked(sql, [f"feed ({batch.id})"])]


@pytest.fixture
def of_maryam(city, tmp_path, monkeypatch) -> tuple[Batch, Fed]:
    """A load that Maryam started by sudo, of a file with two deeds and one permit."""
    from shahrsazi.casefiles.casefile import CaseFile

    monkeypatch.setenv("SUDO_USER", "maryam-ops")
    made = line(deeds=[deed(), deed()], permits=[permit(source_key="P-77")])
    batch = loaded(tmp_path, made)
    case = CaseFile._base_manager.using("owner").get(renewal_code=made["casefile"]["renewal_code"])
    return batch, Fed(made, case, made["owners"][0]["person"])


def test_the_batch_and_each_row_of_the_ledger_name_who_called_sudo_and_a_single_row_its_key(of_maryam):
    batch, _file = of_maryam
    word = {"account": f"maryam-ops ({ACCOUNT})"}
    assert batch.started_by == word["account"]
    details = {section: detail for section, _person, detail in written_by(batch)}
    assert details["casefile"] == {"rows": 1} | word and details["permits"] == {"rows": 1, "key": "P-77"} | word
    assert details["ownership"] == {"rows": 3} | word


def test_so_do_the_rows_of_persons_and_of_a_load_without_sudo(of_maryam, tmp_path, monkeypatch):
    _batch, file = of_maryam
    monkeypatch.delenv("SUDO_USER")
    people = [person | {"father_name": "رضا"} for person in file.line["people"]]
    batch = loaded(tmp_path, file.line | {"as_of": "2026-02-02T08:00:00+03:30", "people": people})
    assert batch.started_by == ACCOUNT
    assert ("", person_id(file.by), {"account": ACCOUNT}) in written_by(batch)


def test_the_oversight_reads_who_started_a_load(of_maryam, capsys):
    batch, file = of_maryam
    auditor = at_desk(member("auditor"))
    assert "Load started by" in (page := auditor.get("/en/administration/feed/").content.decode())
    assert "maryam-ops" in page
    found = auditor.get(f"/en/audit/?file={file.case.renewal_code}").content.decode()
    assert "maryam-ops" in found and "P-77" in found
    main(["feed", "batches"])
    [row] = [row for row in capsys.readouterr().out.splitlines() if row.startswith(f"{batch.id}\t")]
    assert row.split("\t")[-1] == f"maryam-ops ({ACCOUNT})"


def test_no_owner_reads_whose_account_it_was(of_maryam):
    _batch, file = of_maryam
    page = file.html("seen", "en")
    assert "Told by the back office" in page and "maryam-ops" not in page
    with as_web(begun(person_id(file.by))) as cursor:
        cursor.execute("SELECT a::text FROM guard.accesses(%s, 100) AS a", [file.case.id])
        rows = [text for (text,) in cursor.fetchall()]
    assert any("feed" in text for text in rows) and not any("maryam-ops" in text or "P-77" in text for text in rows)
