"""The page of the days off that do not follow from the solar calendar: confirmed, moved, removed, added."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from persiantools.jdatetime import JalaliDate

from shahrsazi.city import overrides
from shahrsazi.city.holidays import Holiday, unconfirmed
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.persian import dates
from shahrsazi.persian.digits import whole_number
from shahrsazi.staff.access import DeskRequest
from shahrsazi.staff.forms import Form, notice, page_methods
from shahrsazi.web.fields import DayField, WordsField
from shahrsazi.web.forms import sent
from shahrsazi.web.templates import render


class HolidayForm(Form):
    day = DayField(_("Day"), required=True, hint=_("A solar date, such as 1405/4/10"))
    name = WordsField(_("Occasion"), required=True, size=80)


@page_methods
def holidays(request: DeskRequest):
    today = dates.today()
    year = _year((request.POST or request.GET).get("year", "")) or JalaliDate(today).year
    act = ACTS.get(request.POST.get("do", ""))
    form = HolidayForm(None if act else sent(request))
    if request.method == "POST":
        changed = act(request, form, year) if act else _add(request.desk, form)
        if changed:
            transaction.on_commit(overrides.invalidate, using="staff")
            return HttpResponseRedirect(f"{reverse('holidays')}?notice=saved&year={JalaliDate(changed).year}")
    rows = list(_in_force().filter(day__range=_days_of(year)).order_by("day"))
    return render(
        request,
        "administration/holidays.html",
        rows=rows,
        year=year,
        years=_years(year, today),
        waiting=sum(row.provisional for row in rows),
        alarm=unconfirmed(today, "staff"),
        form=form,
        notice=notice(request),
    )


def _in_force():
    return Holiday.objects.using("staff").filter(removed_at__isnull=True)


def _year(typed: str) -> int | None:
    year = whole_number(typed, 4)
    return year if year and dates.FIRST_YEAR <= year <= dates.LAST_YEAR else None


def _days_of(year: int) -> tuple[date, date]:
    first_of_next = JalaliDate(year + 1, 1, 1).to_gregorian()
    return JalaliDate(year, 1, 1).to_gregorian(), first_of_next - timedelta(days=1)


def _years(chosen: int, today: date) -> list[int]:
    """The years to look at: this one, the chosen one, and all to come that have a day in the list."""
    first, _last = _days_of(JalaliDate(today).year)
    coming = _in_force().filter(day__gte=first).values_list("day", flat=True)
    return sorted({JalaliDate(day).year for day in (*coming, today)} | {chosen})


# Each act returns a day of the year to show next, or None: the form then says why nothing was changed.


def _add(desk, form: HolidayForm) -> date | None:
    if not form.is_valid():
        return None
    day, name = form.cleaned_data["day"], form.cleaned_data["name"]
    if _in_force().filter(day=day).exists():
        form.error("day", _("This day is in the list already."))
        return None
    _write(Holiday(day=day, name=name, added_by=desk.person_id))
    record_act("holiday_added", by=Author.of(desk), detail={"day": day.isoformat(), "name": name})
    return day


def _write(row: Holiday) -> None:
    """A new row, or the row of a day that was removed once; if two people add a day at one moment, the last counts."""
    columns = [f.name for f in Holiday._meta.concrete_fields if not f.primary_key]
    Holiday.objects.using("staff").bulk_create(
        [row], update_conflicts=True, unique_fields=["day"], update_fields=columns
    )


def _remove(request: DeskRequest, form: HolidayForm, year: int) -> date | None:
    row = _chosen(request, form)
    if row is None or not _take_out(request.desk, row):
        return None
    record_act("holiday_removed", by=Author.of(request.desk), detail={"day": row.day.isoformat(), "name": row.name})
    return row.day


def _take_out(desk, row: Holiday) -> int:
    return _in_force().filter(day=row.day).update(removed_by=desk.person_id, removed_at=Now())


def _confirm(request: DeskRequest, form: HolidayForm, year: int) -> date | None:
    row = _chosen(request, form)
    if row is None:
        return None
    _mark_confirmed(request.desk, [row.day])
    record_act("holiday_confirmed", by=Author.of(request.desk), detail={"day": row.day.isoformat(), "name": row.name})
    return row.day


def _confirm_year(request: DeskRequest, form: HolidayForm, year: int) -> date | None:
    waiting = _in_force().filter(provisional=True, day__range=_days_of(year)).order_by("day")
    days = list(waiting.values_list("day", flat=True))
    if not days:
        form.error("", _("No day of this year waits to be confirmed."))
        return None
    _mark_confirmed(request.desk, days)
    detail = {"year": year, "days": [day.isoformat() for day in days]}
    record_act("holidays_confirmed", by=Author.of(request.desk), detail=detail)
    return days[0]


def _mark_confirmed(desk, days: list[date]) -> None:
    rows = _in_force().filter(day__in=days)
    rows.update(provisional=False, confirmed_by=desk.person_id, confirmed_at=Now())


def _move(request: DeskRequest, form: HolidayForm, away: timedelta) -> date | None:
    """Whoever moves a day has the announcement at hand: it is confirmed on its new day."""
    row = _chosen(request, form)
    if row is None:
        return None
    day = row.day + away
    if _in_force().filter(day=day).exists():
        form.error("", _("Another day off of the list is on that day: move or remove that one first."))
        return None
    _take_out(request.desk, row)
    names = {"name": row.name, "english": row.english, "added_by": row.added_by}
    _write(Holiday(day=day, **names, confirmed_by=request.desk.person_id, confirmed_at=Now()))
    detail = {"from": row.day.isoformat(), "to": day.isoformat(), "name": row.name}
    record_act("holiday_moved", by=Author.of(request.desk), detail=detail)
    return day


def _chosen(request: DeskRequest, form: HolidayForm) -> Holiday | None:
    row = _in_force().filter(day=_iso(request.POST.get("holiday", ""))).first()
    if row is None:
        form.error("", _("This day is not in the list."))
    return row


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


ACTS: dict[str, Callable[[DeskRequest, HolidayForm, int], date | None]] = {
    "remove": _remove,
    "confirm": _confirm,
    "confirm_year": _confirm_year,
    "earlier": lambda request, form, year: _move(request, form, timedelta(days=-1)),
    "later": lambda request, form, year: _move(request, form, timedelta(days=1)),
}
