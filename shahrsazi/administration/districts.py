"""The page of the districts: their counters, and since when each of them is served."""

import re
from datetime import date
from functools import partial

from django.utils.translation import gettext as _

from shahrsazi.city import overrides
from shahrsazi.city.districts import District
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.persian import dates
from shahrsazi.persian.digits import whole_number
from shahrsazi.persian.identifiers import as_typed, refuse_if
from shahrsazi.staff.forms import Form, back, day_typed, notice, page_methods, row_number
from shahrsazi.web.templates import render

NEW = "new"


@page_methods
def districts(request):
    rows = list(District.objects.using("staff").order_by("number"))
    wanted = (request.POST or request.GET).get("district", "")
    chosen = District() if wanted == NEW else next((d for d in rows if d.number == row_number(wanted[:5])), None)
    form = Form(request.POST or (_facts(chosen) if chosen else {}))
    if request.method == "POST" and _save(request.desk, rows, chosen, form):
        return back("districts", "saved")
    return render(request, "administration/districts.html", rows=rows, chosen=chosen, form=form, notice=notice(request))


def _facts(row: District) -> dict:
    return {"address": row.counter_address, "phone": row.counter_phone, "served_from": day_typed(row.served_from)}


def _save(desk, rows: list, chosen: District | None, form: Form) -> bool:
    if chosen is None:
        form.error("", _("Choose a district."))
    number = form.read("number", partial(_number, rows)) if chosen and chosen.number is None else None
    address, phone = form.text("address", 200), form.read("phone", _phone)
    served_from = form.read("served_from", dates.parse, optional=True)
    if form.errors:
        return False
    facts = {"counter_address": address, "counter_phone": phone, "served_from": served_from}
    old = {name: getattr(chosen, name) for name in facts}
    changed = {name: [_as_json(old[name]), _as_json(facts[name])] for name in facts if old[name] != facts[name]}
    detail = {"district": number or chosen.number, "changed": changed}
    if number:
        District(number=number, changed_by=desk.person_id, **facts).save(using="staff", force_insert=True)
        record_act("district_added", by=Author.of(desk), detail=detail)
        overrides.invalidate()
    else:
        District.objects.using("staff").filter(number=chosen.number).update(**facts, changed_by=desk.person_id)
        record_act("district_changed", by=Author.of(desk), detail=detail)
    return True


def _number(rows: list, text: str) -> int:
    number = whole_number(text, 2)
    refuse_if(number is None or not 1 <= number <= 99, "form", _("Write the number of the district, from 1 to 99."))
    refuse_if(number in [row.number for row in rows], "form", _("This district is there already."))
    return number


def _as_json(value):
    return value.isoformat() if isinstance(value, date) else value


def _phone(text: str) -> str:
    phone = as_typed(text)
    form = re.fullmatch(r"[0-9+][0-9 ()-]{2,19}", phone, re.ASCII)
    refuse_if(not form, "form", _("Write the telephone number with digits, such as 031-3234 5678."))
    return phone
