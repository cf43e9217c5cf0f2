"""Scans of the papers that carry an act: brought once, and known from then on as if each registration had its own."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from counter_forms import typed
from django.core.files.uploadedfile import SimpleUploadedFile
from history_model import asked
from pdfs import pdf

from shahrsazi.persian import dates

PDF = pdf("a scan of the counter's tests")
OF_AN_AGENT = {"attorney": "power_of_attorney", "parent": "", "representative": "gazette", "liquidator": "gazette"}


def a_scan(content: bytes = PDF, name: str = "scan.pdf"):
    return SimpleUploadedFile(name, content, "application/pdf")


def numbered(kinds: list[str]) -> dict:
    """Number and date of each."""
    return {f"{kind}-no": "881" for kind in kinds} | {f"{kind}-date": typed(dates.today()) for kind in kinds}


def carrying(work, key: str) -> list[str]:
    """The kinds of paper that carry what is registered of this person."""
    from shahrsazi.counter.registration.draft import DraftPart

    rows = DraftPart.objects.using("owner").filter(draft=work.row).order_by("version")
    texts = {part.name: part.values for part in rows}
    proves = _proves(texts, key)
    if f"agent.{key}" in texts:
        kind = OF_AN_AGENT.get(texts[f"agent.{key}"].get("capacity", "attorney"), "guardianship")
        return [kind, *proves] if kind else proves
    heirs = any(name.startswith("leaving.") and part.get("reason") == "inheritance" for name, part in texts.items())
    if len(key) > 8 and key[0] == "m":
        paper = {"death": "death_certificate", "incapacity": "judgment"}
        return [paper.get(texts.get(f"ending.{key[1:]}", {}).get("end_reason"), "dismissal")]
    if len(key) > 8 and key[0] == "d":
        reason = texts.get(f"leaving.{key[1:]}", {}).get("reason")
        return ["death_certificate"] if heirs or reason == "death" else ["judgment"]
    if key == "deed":
        return ["deed"]
    if len(key) > 8 and key[0] == "c":
        return ["gazette" if _is_legal(key[1:]) else "birth_certificate"]
    return proves if key[0] == "p" else ["deed", *(["inheritance", "inheritance_tax"] if heirs else []), *proves]


def _proves(texts: dict, key: str) -> list[str]:
    """What says another name than the record, or who the parent of a child is."""
    own = texts.get(f"owner.{key}") or texts.get(f"agent.{key}") or {}
    of_parent = any(
        part.get("of") == key and part.get("capacity") == "parent"
        for name, part in texts.items()
        if name.startswith("agent.")
    )
    return ["birth_certificate"] if own.get("as_on_card") == "1" or of_parent else []


def _is_legal(ref: str) -> bool:
    from shahrsazi.people.models import Person

    return Person.objects.using("owner").get(ref=ref).kind == "legal"


def scanned(work, key: str, but: dict | None = None) -> list[str]:
    """Has every such paper scanned, as the worker leaves a scan, but those whose scan is sent; returns the kinds."""
    from shahrsazi.counter.incoming import ACCEPTED, IncomingScan

    rows, kinds, part = IncomingScan.objects.using("owner"), carrying(work, key), f"papers.{key}"
    [(member,)] = asked("SELECT max(id) FROM staff_member WHERE person_id = %s", [work.row.begun_by])
    there = set(rows.filter(draft=work.row, part=part, scan__gt="").values_list("kind", flat=True))
    for kind in kinds:
        if kind not in there and f"{kind}-scan" not in (but or {}):
            row = IncomingScan(draft=work.row, district_id=work.row.district_id, part=part, kind=kind, name="scan.pdf")
            row.size, row.brought_by, row.state, row.scan = len(PDF), member, ACCEPTED, _stored()
            row.save(using="owner")
    return kinds


_known: list[str] = []


def _stored() -> str:
    """The scan, let in by the sandbox the first time."""
    from shahrsazi.documents import intake

    if not _known:
        with NamedTemporaryFile(suffix=".pdf") as file:
            Path(file.name).write_bytes(PDF)
            _known.append(intake.store(Path(file.name), "scan.pdf", using="worker"))
    return _known[0]
