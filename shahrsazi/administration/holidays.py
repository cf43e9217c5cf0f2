"""The page of the holidays that do not follow from the solar calendar."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from persiantools.jdatetime import JalaliDate

from shahrsazi.city import overrides
from shahrsazi.city.holidays import Holiday
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.persian import dates
from shahrsazi.staff.access import DeskRequest
from shahrsazi.staff.forms import Form, back, notice, page_methods
from shahrsazi.web.fields import DayField, WordsField
from shahrsazi.web.forms import sent
from shahrsazi.web.templates import render


class HolidayForm(Form):
    day = DayField(_("Day"), required=True, hint=_("A solar date, such as 1405/4/10"))
    name = WordsField(_("Occasion"), required=True, size=80)


@page_methods
def holidays(request: DeskRequest):
    removing = request.POST.get("do") == "remove"
    form = HolidayForm(None if removing else sent(request))
    if request.method == "POST":
        done = _remove(request.desk, form, request.POST.get("remove", "")) if removing else _add(request.desk, form)
        if done:
            transaction.on_commit(overrides.invalidate, using="staff")
            return back("holidays", "saved")
    rows = Holiday.objects.using("staff").filter(day__gte=_new_year()).order_by("day")
    return render(request, "administration/holidays.html", rows=list(rows), form=form, notice=notice(request))


def _new_year() -> date:
    return JalaliDate(JalaliDate(dates.today()).year, 1, 1).to_gregorian()


def _add(desk, form: HolidayForm) -> bool:
    if not form.is_valid():
        return False
    day, name = form.cleaned_data["day"], form.cleaned_data["name"]
    if Holiday.objects.using("staff").filter(day=day).exists():
        form.error("day", _("This day is in the list already."))
        return False
    # If two people add the day at the same moment, the first row stays.
    new = Holiday(day=day, name=name, added_by=desk.person_id)
    Holiday.objects.using("staff").bulk_create([new], ignore_conflicts=True)
    record_act("holiday_added", by=Author.of(desk), detail={"day": day.isoformat(), "name": name})
    return True


def _remove(desk, form: HolidayForm, typed: str) -> bool:
    day = _iso(typed)
    if day is None or not Holiday.objects.using("staff").filter(day=day).delete()[0]:
        form.error("", _("This day is not in the list."))
        return False
    record_act("holiday_removed", by=Author.of(desk), detail={"day": day.isoformat()})
    return True


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
