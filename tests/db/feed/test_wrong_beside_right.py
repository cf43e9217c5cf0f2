"""What is wrong in a slice costs nothing else, and can be sent again; a check says of it what a load says."""

import pytest
from feed_delivery import Exporter, record, with_values
from feed_files import File
from feed_lines import commission, key, line, number, owner, permit, person, verdict
from feed_outcomes import reasons, sees
from history_model import asked


@pytest.fixture
def exporter(city):
    return Exporter()


@pytest.mark.parametrize("spoiled", ["before", "between", "behind", "everywhere"])
def test_a_sale_loses_no_buyer_by_a_wrong_record_beside_it(exporter, spoiled):
    file, buyer, name = File(exporter), number(), key()
    end = record("ownership", file.share, 2, file=file.key, state="ended", ended_on="2026-03-09")
    begun = with_values("ownership", key(), owner(name, effective_from="2026-03-09"), file=file.key)

    def wrong() -> dict:
        return with_values("verdict", key(), verdict({"source_key": "nowhere"}), file=file.key)

    rows = {
        "before": [wrong(), end, begun],
        "between": [end, wrong(), begun],
        "behind": [end, begun, wrong()],
        "everywhere": [wrong(), begun, wrong(), end, wrong()],
    }[spoiled]
    report = file.send(with_values("person", name, person(buyer)), *rows)
    assert report.turned_away == sum(row["record"] == "verdict" for row in rows)
    assert sees(buyer, file.made) and not sees(file.owner, file.made)


def test_two_keys_do_not_name_one_person(exporter):
    code = number()
    exporter.send(with_values("person", "k-1", person(code, first_name="نخست")))
    report = exporter.send(with_values("person", "k-2", person(code, first_name="دوباره")))
    assert "told under another key" in reasons(report)
    assert asked("SELECT first_name FROM people_person WHERE number = %s", [code]) == [("نخست",)]


def test_what_is_quarantined_while_it_is_applied_can_be_sent_again_as_it_is(exporter):
    import io
    import json

    from shahrsazi.feed import quarantine
    from shahrsazi.feed.models import Batch

    file, out = File(exporter), io.BytesIO()
    sent = with_values("verdict", key(), verdict({"source_key": "later"}), 3, file=file.key)
    report = file.send(sent)
    quarantine.write_ndjson(Batch.objects.using("owner").get(id=report.batch), out)
    again = json.loads(out.getvalue())
    assert again == sent
    assert file.send(with_values("commission_case", "later", commission(), file=file.key), again).bad == []
    assert file.rows("verdict") == [(sent["source_key"], False)]


@pytest.mark.parametrize("count", [3, 250])
def test_a_check_of_a_first_load_says_what_the_load_says(exporter, count):
    from feed_delivery import load as take_in

    rows = []
    for _ in range(count):
        name, made = key(), line()
        rows += [with_values("file", name, made["casefile"]), with_values("permit", key(), permit(), file=name)]
    path = exporter.batch(*rows, with_values("permit", key(), permit(), file="nowhere"))
    checked, loaded = take_in(path, check=True), take_in(path)
    assert (checked.good, checked.bad) == (loaded.good, loaded.bad) and loaded.turned_away == 1
