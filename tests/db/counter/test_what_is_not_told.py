"""Nothing of people is learned by trying: whoever tries is seen in the ledger, waits, and no function tells it."""

from counter_acts import coming_sale, decide, object_to, unreachable
from counter_client import Desk, opened, said
from counter_forms import HOME_CODE, an_owner
from history_model import as_web, asked, begun
from personas import person_id, signed_in
from staff_client import as_desk, number_of, ready

from shahrsazi.credentials.rate_limits import LIMITS


def newest() -> int:
    return asked("SELECT max(id) FROM ledger_ledgerentry")[0][0]


def test_codes_of_other_districts_are_not_tried_without_end_and_each_miss_is_in_the_ledger():
    clerk, before, limit = Desk(number_of(ready("clerk", 5))), newest(), LIMITS["counter.search"].max
    for n in range(limit):
        page = clerk.post("elsewhere/", {"code": f"3-88-{n + 1}-1-1-0-0", "reason": "xxxxx"})
    assert "No file was found" in said(page)
    rows = asked(
        "SELECT detail ->> 'code', reason FROM ledger_ledgerentry"
        " WHERE act = 'sought_elsewhere' AND id > %s ORDER BY id",
        [before],
    )
    assert len(rows) == limit and rows[0] == ("3-88-1-1-1-0-0", "xxxxx")
    case = opened(Desk(), an_owner()).case
    page = clerk.post("elsewhere/", {"code": case.renewal_code, "reason": "xxxxx"})
    assert "So many searches were made from this desk" in said(page)


def test_an_administrator_guesses_no_names(desk):
    admin, owner = Desk(number_of(ready("administrator", None))), an_owner()
    opened(desk, owner)
    before, limit = newest(), LIMITS["staff.names"].max

    def tries(last_name: str) -> str:
        names = {"number": owner["number"], "first_name": owner["first_name"], "last_name": last_name}
        return said(admin.client.post("/en/administration/staff/", names | {"role": "clerk", "district": "5"}))

    for n in range(limit):
        assert "on record under another name" in tries(f"حدس {'ا' * n}")
    assert "Too many names were tried" in tries(owner["last_name"])
    rows = asked("SELECT person FROM ledger_ledgerentry WHERE act = 'staff_misnamed' AND id > %s", [before])
    assert rows == [(person_id(owner["number"]),)] * limit
    assert asked("SELECT 1 FROM staff_member WHERE person_id = %s", [person_id(owner["number"])]) == []


def test_without_a_desk_or_a_session_no_function_tells_of_anybody(desk, other):
    work, sale = unreachable(desk), coming_sale(desk, other)
    who, seller = person_id(work.who["number"]), person_id(sale.seller)
    object_to(sale.seller, sale)
    decide(sale, "dismissed")
    decided = ("SELECT guard.is_objection_decided(%s, %s)", [sale.row.id, seller])
    with as_desk(None) as cursor:
        for sql, values in (
            ("SELECT guard.is_registered(%s)", [who]),
            ("SELECT guard.may_print_sealed(%s)", [who]),
            ("SELECT guard.is_at_work(%s, 'clerk')", [person_id(desk.number)]),
            decided,
        ):
            cursor.execute(sql, values)
            assert cursor.fetchone() == (False,), sql
    for token, answer in ((None, None), (begun(person_id(sale.buyer)), False), (begun(seller), True)):
        with as_web(token) as cursor:
            cursor.execute(*decided)
            assert bool(cursor.fetchone()[0]) is bool(answer)


def test_why_a_password_is_printed_again_is_read_by_the_auditor_and_by_no_other_owner(desk):
    work = desk.begin()
    work.file()
    first, second = an_owner(land_dang="3"), an_owner(land_dang="3")
    hers, his = work.owner(first), work.owner(second)
    work.papers(hers)
    work.post(f"contact/{hers}/", {"unreachable": "1", "residence_postal": HOME_CODE, "base": "0"})
    work.complete(his)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    work.post(f"sealed/{hers}/")
    ended = "UPDATE credentials_firstpassword SET ends_at = now() WHERE person_id = %s RETURNING 1"
    asked(ended, [person_id(first["number"])])
    work.post(f"sealed/{hers}/again/", {"reason": "در زندان است و پاکت را گم کرد"})
    page = said(signed_in(second["number"]).get(f"/en/cases/{work.case.ref}/seen/"))
    assert "asked to print a sealed password once more" in page and "زندان" not in page
    why = "SELECT detail ->> 'why' FROM ledger_ledgerentry WHERE act = 'sealed_requested' ORDER BY id DESC LIMIT 1"
    assert asked(why) == [("در زندان است و پاکت را گم کرد",)]
