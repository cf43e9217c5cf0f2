"""The page of the holidays that do not follow from the solar calendar."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from persiantools.jdatetime import JalaliDate

from shahrsazi.city import overrides
from shahrsazi.city.overrides import Holiday
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.persian import dates
from shahrsazi.staff.forms import Form, back, notice, page_methods
from shahrsazi.web.templates import render


@page_methods
def holidays(request):
    form = Form(request.POST)
    if request.method == "POST":
        done = _remove(request.desk, form) if form.get("do") == "remove" else _add(request.desk, form)
        if done:
            transaction.on_commit(overrides.invalidate, using="staff")
            return back("holidays", "saved")
    rows = Holiday.objects.using("staff").filter(day__gte=_new_year()).order_by("day")
    return render(request, "administration/holidays.html", rows=list(rows), form=form, notice=notice(request))


def _new_year() -> date:
    return JalaliDate(JalaliDate(dates.today()).year, 1, 1).to_gregorian()


def _add(desk, form: Form) -> bool:
    day, name = form.read("day", dates.parse), form.text("name", 80)
    if day and Holiday.objects.using("staff").filter(day=day).exists():
        form.error("day", _("This day is in the list already."))
    if form.errors:
        return False
    # If two people add the day at the same moment, the first row stays.
    new = Holiday(day=day, name=name, added_by=desk.person_id)
    Holiday.objects.using("staff").bulk_create([new], ignore_conflicts=True)
    record_act("holiday_added", by=Author.of(desk), detail={"day": day.isoformat(), "name": name})
    return True


def _remove(desk, form: Form) -> bool:
    day = form.read("remove", _iso)
    gone = day and Holiday.objects.using("staff").filter(day=day).delete()[0]
    if not gone:
        form.error("", _("This day is not in the list."))
        return False
    record_act("holiday_removed", by=Author.of(desk), detail={"day": day.isoformat()})
    return True


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
