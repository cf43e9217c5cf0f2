"""The page of the districts: their counters, and since when each of them is served."""

import re
from datetime import date

from django.utils.translation import gettext as _

from shahrsazi.city.districts import District
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.persian import dates
from shahrsazi.persian.identifiers import as_typed, refuse_if
from shahrsazi.staff.forms import Form, back, day_typed, notice, page_methods, row_number
from shahrsazi.web.templates import render


@page_methods
def districts(request):
    rows = list(District.objects.using("staff").order_by("number"))
    wanted = (request.POST or request.GET).get("district", "")
    chosen = next((d for d in rows if d.number == row_number(wanted[:5])), None)
    form = Form(request.POST or (_facts(chosen) if chosen else {}))
    if request.method == "POST" and _save(request.desk, chosen, form):
        return back("districts", "saved")
    return render(
        request, "administration/districts.html", rows=rows, chosen=chosen, form=form, notice=notice(request)
    )  # fmt: skip


def _facts(row: District) -> dict:
    return {"address": row.counter_address, "phone": row.counter_phone, "served_from": day_typed(row.served_from)}


def _save(desk, chosen: District | None, form: Form) -> bool:
    if chosen is None:
        form.error("", _("Choose a district."))
    address, phone = form.text("address", 200), form.read("phone", _phone)
    served_from = form.read("served_from", dates.parse, optional=True)
    if form.errors:
        return False
    facts = {"counter_address": address, "counter_phone": phone, "served_from": served_from}
    District.objects.using("staff").filter(number=chosen.number).update(**facts)
    old = {name: getattr(chosen, name) for name in facts}
    changed = {name: [_as_json(old[name]), _as_json(facts[name])] for name in facts if old[name] != facts[name]}
    record_act("district_changed", by=Author.of(desk), detail={"district": chosen.number, "changed": changed})
    return True


def _as_json(value):
    return value.isoformat() if isinstance(value, date) else value


def _phone(text: str) -> str:
    phone = as_typed(text)
    form = re.fullmatch(r"[0-9+][0-9 ()-]{2,19}", phone, re.ASCII)
    refuse_if(not form, "form", _("Write the telephone number with digits, such as 031-3234 5678."))
    return phone
