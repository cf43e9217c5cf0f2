"""Lines that are no JSON of the contract: what is wrong is said, they come back byte for byte, and are settled."""

import io
import json
from time import perf_counter

import pytest
from blocks import LAND, polygon, survey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from feed_delivery import Exporter, with_values
from feed_files import File
from feed_lines import as_json, key, line, number, paper, permit, person
from feed_lines import load as load_lines
from feed_outcomes import reasons
from history_model import asked

from shahrsazi.commands import main
from shahrsazi.feed import quarantine
from shahrsazi.feed.decoding import MAX_LINE
from shahrsazi.feed.delivery import DeliveryError, sign
from shahrsazi.feed.models import Batch, QuarantinedRecord
from shahrsazi.feed.reading import numbered_lines

GREAT = 10**20


@pytest.fixture
def exporter(city):
    return Exporter()


def pending(report) -> list[QuarantinedRecord]:
    rows = QuarantinedRecord.objects.using("owner").filter(batch=report.batch, settled_at=None)
    return list(rows.order_by("number"))


def exported(report) -> tuple[bytes, int]:
    out = io.BytesIO()
    count = quarantine.write_ndjson(Batch.objects.using("owner").get(id=report.batch), out)
    return out.getvalue(), count


def bill(name: str, file: File, amount: int = 5, version: int = 1) -> bytes:
    values = {"bill_kind": "levy", "amount": amount}
    return json.dumps(with_values("bill", name, values, version, file=file.key)).encode()


UNREAD = {
    "twice": lambda raw: raw.replace(b'"amount"', b'"amount": 4, "amount"'),
    "too great": lambda raw: raw.replace(b": 5", b": %d" % GREAT),
    "not UTF-8": lambda raw: raw.replace(b'"amount"', b'"title": "\xcb\xc7", "amount"'),
    "broken": lambda raw: raw.replace(b'"amount"', b'"title": "a "b"", "amount"'),
    "broken off": lambda raw: raw[:-12],
}


@pytest.mark.parametrize("spoiled", UNREAD.values(), ids=UNREAD)
@pytest.mark.parametrize("batches", [1, 2])
def test_what_is_told_rightly_later_is_settled(exporter, batches, spoiled):
    f, name = File(exporter), key()
    right = bill(name, f)
    assert spoiled(right) != right
    sent = [spoiled(right), bill(key(), f), right]
    reports = [exporter.send_bytes(*sent)] if batches == 1 else [exporter.send_bytes(raw) for raw in sent]
    assert [number_ for number_, _reason in reports[0].bad] == [1] and pending(reports[0]) == []


SCANS = {
    "of a folder of Windows": rb"C:\papers\x.pdf",
    "in another encoding": b"\xd3\xe4.pdf",
    "of half a letter": rb"\ud800.pdf",
    "broken off": rb"\u12.pdf",
}


@pytest.mark.parametrize("name", SCANS.values(), ids=SCANS)
def test_a_name_of_a_scan_that_is_no_text_costs_its_own_line(exporter, name):
    raw, right = as_json(line(papers=[paper(scan="xx.pdf")])).strip(), as_json(line()).strip()
    report = exporter.send_bytes(raw.replace(b"xx.pdf", name), right)
    assert [number_ for number_, _reason in report.bad] == [1] and report.good == 1
    assert len(pending(report)) == 1


def test_a_line_of_a_whole_file_is_settled_too(exporter):
    made = line()
    raw = as_json(made)
    first = exporter.send_bytes(raw.replace(b'"casefile": {', b'"casefile": {"place": "x", ', 1).strip())
    [row] = pending(first)
    assert (row.record, row.key) == ("line", made["casefile"]["renewal_code"])
    assert exporter.send(made).bad == [] and pending(first) == []


REPEATED = {
    b'{"as_of": "a", "as_of": "b"}': "A field stands twice in one object: as_of - at `$`",
    b'{"permits": [{"source_key": "1", "source_key" : "2"}]}': (
        "A field stands twice in one object: source_key - at `$.permits[0]`"
    ),
    '{"علی": 1, "علی": 2}'.encode(): "A field stands twice in one object: … - at `$`",
}


@pytest.mark.parametrize(("raw", "sentence"), REPEATED.items())
def test_the_field_that_stands_twice_is_named_with_its_object(exporter, raw, sentence):
    report = exporter.send_bytes(raw)
    assert report.bad == [(1, sentence)]
    [fault] = pending(report)[0].problems
    assert fault["fa"].startswith("یک فیلد در یک شیء دو بار آمده است: ")


def test_another_encoding_comes_back_byte_for_byte_and_is_never_taken(exporter):
    code = number()
    row = with_values("person", key(), person(code, first_name="صادق", last_name="ثابتی"))
    raw = json.dumps(row, ensure_ascii=False).encode("cp1256", "replace")
    report = exporter.send_bytes(raw)
    assert report.bad == [(1, "This line is not UTF-8")]
    assert pending(report)[0].problems == [
        {"path": "", "en": "This line is not UTF-8", "fa": "رمزگذاری این سطر UTF-8 نیست"}
    ]
    assert exported(report) == (raw + b"\n", 0)
    assert exporter.send_bytes(exported(report)[0].strip()).turned_away == 1
    again = exporter.send_bytes(raw.decode("utf8", "replace").encode())
    assert "Letters were lost" in reasons(again) and "at `$.values.first_name`" in reasons(again)
    assert asked("SELECT 1 FROM people_person WHERE number = %s", [code]) == []
    assert exporter.send(row).bad == [] and pending(report) == pending(again) == []


@pytest.mark.parametrize("escaped", [False, True])
def test_letters_that_a_conversion_lost_are_taken_in_no_text(exporter, escaped):
    made = line(casefile={"address": "خیابان �"})
    report = exporter.send_bytes(json.dumps(made, ensure_ascii=escaped).encode())
    assert "Letters were lost" in reasons(report) and "at `$.casefile.address`" in reasons(report)
    assert "نویسه" in pending(report)[0].problems[0]["fa"]


def test_a_line_that_is_too_long_is_called_so_and_not_handed_back_in_half(exporter, capsys):
    made, good = line(), line()
    raw = json.dumps(made, ensure_ascii=False).encode()
    report = load_lines(raw.ljust(MAX_LINE) + b"{}\n", good | {"secret": 1})
    assert report.bad[0] == (1, "This line is too long: at most 8 MB are one line")
    assert pending(report)[0].problems[0]["fa"] == "این سطر بیش از اندازه بلند است: هر سطر حداکثر 8 مگابایت است"
    lines, count = exported(report)
    assert [json.loads(text) for text in lines.splitlines()] == [good | {"secret": 1}] and count == 1
    main(["feed", "quarantine", str(report.batch), "--ndjson"])
    out, errors = capsys.readouterr()
    assert out.encode() == lines and "A line was too long to be stored" in errors
    assert load_lines(made).bad == [] and exported(report)[1] == 0


def test_a_line_with_as_many_fields_as_it_can_hold_is_read_at_once(city):
    fields = ",".join(f'"{n}":1' for n in range(400_000))
    begun = perf_counter()
    [(number_of_line, reason)] = load_lines(f'{{{fields},"399999":1}}\n'.encode()).bad
    assert perf_counter() - begun < 30 and "A field stands twice" in reason and number_of_line == 1


@pytest.mark.parametrize("raw", [b"", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n\n", b"\n"])
def test_a_manifest_counts_as_many_records_as_a_load(tmp_path, raw):
    path = tmp_path / "feed.ndjson"
    path.write_bytes(raw)
    private = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    made = json.loads(sign(path, "registry", 1, "k1", private).read_bytes())
    assert made["records"] == len(list(numbered_lines(raw.splitlines(keepends=True)))) == 0


def test_no_manifest_is_made_of_what_no_load_reads(tmp_path):
    path = tmp_path / "feed.ndjson"
    path.write_text("{}", "utf-16")
    with pytest.raises(DeliveryError, match="UTF-16"):
        sign(path, "registry", 1, "k1", b"not reached")


def codes(path, capsys) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["feed", "codes", str(path)])
    return ended.value.code or 0, *capsys.readouterr()


def test_codes_of_what_can_not_be_read_are_not_called_known(city, tmp_path, capsys):
    path, permit = tmp_path / "feed.ndjson", {"record": "permit", "values": {"permit_kind": "پروانه"}}
    path.write_bytes(json.dumps(permit, ensure_ascii=False).encode("cp1256") + b'\n{"record": "permit"\n')
    assert codes(path, capsys) == (1, "", "Lines that can't be read: 2. `feed check` says why.\n")
    path.write_text(json.dumps(permit | {"record": "permits"}) + "\n[1]\n{}\n")
    assert codes(path, capsys) == (1, "", "Lines that tell of no record of the contract: 3. `feed check` says why.\n")
    path.write_text(json.dumps(permit) + "\n{\n")
    code, out, errors = codes(path, capsys)
    assert (code, out) == (1, "permits\tpermit_kind\tپروانه\t1\n") and "can't be read: 1." in errors
    path.write_text(json.dumps(permit), "utf-16")
    code, out, errors = codes(path, capsys)
    assert (code, out) == (2, "") and errors.startswith("This file is UTF-16")
    path.write_text(json.dumps(line()))
    assert codes(path, capsys) == (0, "", "")


def test_codes_within_a_survey_are_seen_and_no_number_within_a_word(city, tmp_path, capsys):
    odd = polygon("existing", LAND, use_group="مسکونی", side="شمال")
    path, made = tmp_path / "feed.ndjson", survey(odd, polygon("bulding", LAND))
    path.write_text(json.dumps(line(surveys=[made], permits=[permit(permit_kind="کد 1300001232")])))
    code, out, errors = codes(path, capsys)
    within = "block.features.properties"
    assert (code, errors, sorted(out.splitlines())) == (
        1,
        "",
        [
            "permits\tpermit_kind\t…\t1",
            f"surveys\t{within}.kind\tbulding\t1",
            f"surveys\t{within}.side\tشمال\t1",
            f"surveys\t{within}.use_group\tمسکونی\t1",
        ],
    )


@pytest.mark.parametrize(("code", "shown"), [(3, "3"), (0, "0"), (2.5, "2.5"), (True, "true"), (1300001232, "…")])
def test_codes_that_are_numbers_are_listed_too(city, tmp_path, capsys, code, shown):
    path = tmp_path / "feed.ndjson"
    path.write_bytes(as_json(line(permits=[permit(permit_kind=code)])))
    assert codes(path, capsys) == (1, f"permits\tpermit_kind\t{shown}\t1\n", "")
