"""The tables of violations, of their cases before the commission, and of its verdicts."""

from typing import Annotated

from django.db import models
from django.db.models import Func

from shahrsazi.casefiles.entry import Entry
from shahrsazi.casefiles.fields import (
    Code,
    Day,
    Rial,
    Row,
    Rows,
    code,
    count,
    day,
    described,
    factor,
    flag,
    floor,
    longest,
    m2,
    moment,
    number,
    rial,
    text,
)
from shahrsazi.database.policies import ENTRY_OF_MY_CASES, EVERYTHING


class Violation(Entry):
    """The complainant is never stored: the portal has no use for who complained."""

    violation_no = text(40)
    kind = code("violation_kind")
    status = code("violation_status")
    found_on = day(required=True)
    floor = floor(required=True)
    amount = m2(required=True)
    area_existing = m2()
    area_allowed = m2()
    units_existing = count()
    units_allowed = count()
    use_existing = code("use_group")
    use_allowed = code("use_group", required=False)
    year = described(number(1206, 1498, required=True), "a year of the solar calendar")
    date_municipality = day()
    date_supervisor = day()
    date_governing = day(required=True)
    note_no = number(1, 11, required=True)
    unit_value = rial(required=True)
    goodwill_value = rial()
    k = factor()
    fine_min = rial()
    fine_max = rial()
    municipality_request = code("municipality_request", required=False)
    neighbours_ok = flag(None)

    class Meta:
        constraints = [models.UniqueConstraint("case", "source_key", name="violation_key")]


class CommissionCase(Entry):
    """One stage (first, appeal, equal rank) of a case before the commission."""

    secretariat_no = text(40, required=True)
    referral_no = text(40)
    received_on = day(required=True)
    requester = code("requester")
    stage = code("commission_stage")
    panel_no = count(required=True)
    violations = Rows(row_type=Annotated[str, longest(60)])
    after = described(text(60), "the source_key of the case before it in this file, or of its verdict, told or not")
    invited_on = day()
    answer_due = day()
    defence_on = day()
    session_at = moment()

    class Meta:
        constraints = [models.UniqueConstraint("case", "source_key", name="commission_case_key")]


class CaseBefore(Func):
    """The key of the case whose verdict `after` names; null where it names none, or a case. The verdict itself may not
    be the reader's to see yet. A statement calls the function once, and only where a case names something.
    """

    template = """CASE WHEN "after" <> '' THEN (
        SELECT n.its_case FROM guard.my_named_verdicts() n
        WHERE n.file = "casefiles_commissioncase"."case_id" AND n.verdict = "after" LIMIT 1) END"""
    output_field = models.CharField()


class Instalment(Row):
    """`bill_id` and `pay_id` are the two numbers by which a bill is paid at any bank."""

    due: Day
    amount: Rial
    paid_on: Day = ""
    bill_id: Annotated[str, longest(13)] = ""
    pay_id: Annotated[str, longest(13)] = ""


class Objection(Row):
    """Each side objects by itself."""

    objector: Annotated[str, Code("objector")]
    on: Day
    number: Annotated[str, longest(40)] = ""


class Verdict(Entry):
    """Owners may see a verdict from the day it was served; before that the database shows it to no citizen."""

    commission_case = text(60, required=True)
    verdict_no = text(40, required=True)
    issued_at = moment(required=True)
    verdict_kind = code("verdict_kind")
    note_no = number(1, 11)
    amount = rial()
    comply_within_days = count()
    body = models.CharField(max_length=3000)
    engineer_referred = flag()
    appeal_result = code("appeal_result", required=False)
    finality = code("finality")
    served_on = described(day(), "the owners see the verdict from this day, and without it never")
    service_kind = code("service_kind", required=False)
    served_to = text(80)
    service_proof = text(80)
    served_municipality_on = day()
    objected_on = day()
    objection_no = text(40)
    objector = code("objector", required=False)
    objections = Rows(row_type=Objection)
    divan_case_no = text(40)
    divan_filed_on = day()
    divan_order = code("divan_order", required=False)
    stayed_on = day()
    stay_ended_on = day()
    bill_no = text(40)
    bill_id = text(13)
    pay_id = text(13)
    bill_state = code("bill_state", required=False)
    discount = rial()
    discount_ground = code("discount_ground", required=False)
    instalments = Rows(row_type=Instalment)

    policies = {"web": {"SELECT": f"{ENTRY_OF_MY_CASES} AND served_on <= (SELECT guard.today())"}, "feed": EVERYTHING}

    class Meta:
        constraints = [models.UniqueConstraint("case", "source_key", name="verdict_key")]
