"""The pages of the city's own facts: its districts and counters, and the days off that no rule gives."""

import re
from datetime import date

from django.utils.translation import gettext as _
from persiantools.jdatetime import JalaliDate

from shahrsazi.administration.author import author
from shahrsazi.administration.form import Form, back, day_typed, notice, number_of, page_methods
from shahrsazi.administration.later import after_commit
from shahrsazi.ledger.entry import note_act
from shahrsazi.pages.show import show
from shahrsazi.people import solar
from shahrsazi.people.district import District
from shahrsazi.people.identifiers import as_typed, refuse_if
from shahrsazi.rules import told
from shahrsazi.rules.told import Holiday


@page_methods
def districts(request):
    rows = list(District.objects.using("staff").order_by("number"))
    wanted = (request.POST or request.GET).get("district", "")
    chosen = next((d for d in rows if d.number == number_of(wanted[:5])), None)
    form = Form(request.POST or (_facts(chosen) if chosen else {}))
    if request.method == "POST" and _save(request.desk, chosen, form):
        return back("districts", "saved")
    return show(
        request, "administration/districts.html", rows=rows, chosen=chosen, form=form, notice=notice(request)
    )  # fmt: skip


def _facts(of: District) -> dict:
    return {"address": of.counter_address, "phone": of.counter_phone, "served_from": day_typed(of.served_from)}


def _save(desk, chosen: District | None, form: Form) -> bool:
    if chosen is None:
        form.error("", _("Choose a district."))
    address, phone = form.text("address", 200), form.taken("phone", _phone)
    served_from = form.taken("served_from", solar.parse, optional=True)
    if form.errors:
        return False
    facts = {"counter_address": address, "counter_phone": phone, "served_from": served_from}
    District.objects.using("staff").filter(number=chosen.number).update(**facts)
    was = {name: getattr(chosen, name) for name in facts}
    changed = {name: [_said(was[name]), _said(facts[name])] for name in facts if was[name] != facts[name]}
    note_act("district_changed", by=author(desk), detail={"district": chosen.number, "changed": changed})
    return True


def _said(value):
    return value.isoformat() if isinstance(value, date) else value


def _phone(text: str) -> str:
    phone = as_typed(text)
    form = re.fullmatch(r"[0-9+][0-9 ()-]{2,19}", phone, re.ASCII)
    refuse_if(not form, "form", _("Write the telephone number with digits, such as 031-3234 5678."))
    return phone


@page_methods
def holidays(request):
    form = Form(request.POST)
    if request.method == "POST":
        done = _remove(request.desk, form) if form.get("do") == "remove" else _add(request.desk, form)
        if done:
            after_commit(told.forget)
            return back("holidays", "saved")
    rows = Holiday.objects.using("staff").filter(day__gte=_new_year()).order_by("day")
    return show(request, "administration/holidays.html", rows=list(rows), form=form, notice=notice(request))


def _new_year() -> date:
    return JalaliDate(JalaliDate(solar.today()).year, 1, 1).to_gregorian()


def _add(desk, form: Form) -> bool:
    day, name = form.taken("day", solar.parse), form.text("name", 80)
    if day and Holiday.objects.using("staff").filter(day=day).exists():
        form.error("day", _("This day is in the list already."))
    if form.errors:
        return False
    # Told twice at the same moment, the first one stands.
    new = Holiday(day=day, name=name, told_by=desk.person_id)
    Holiday.objects.using("staff").bulk_create([new], ignore_conflicts=True)
    note_act("holiday_added", by=author(desk), detail={"day": day.isoformat(), "name": name})
    return True


def _remove(desk, form: Form) -> bool:
    day = form.taken("remove", _iso)
    gone = day and Holiday.objects.using("staff").filter(day=day).delete()[0]
    if not gone:
        form.error("", _("This day is not in the list."))
        return False
    note_act("holiday_removed", by=author(desk), detail={"day": day.isoformat()})
    return True


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
