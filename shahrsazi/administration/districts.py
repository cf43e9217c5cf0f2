"""The page of the districts: their counters and offices, and since when each of them is served."""

import re
from datetime import date

from django.utils.translation import gettext_lazy as _

from shahrsazi.administration import approvals
from shahrsazi.city import overrides
from shahrsazi.city.acts import OFFICES
from shahrsazi.city.districts import District, columns_of
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.persian import formatting
from shahrsazi.persian.digits import whole_number
from shahrsazi.persian.identifiers import InvalidInputError, as_typed, refuse_if
from shahrsazi.staff.access import DeskRequest
from shahrsazi.staff.forms import Form, back, day_typed, notice, page_methods, row_number
from shahrsazi.web.fields import ChoiceField, DayField, LatinField, TypedField, WordsField
from shahrsazi.web.forms import sent
from shahrsazi.web.templates import render

NEW = "new"
_HOURS_HINT = _("In plain words, such as: Saturday to Wednesday, 8 to 12")
OFFICE_TITLES = {
    "secretariat": _("Secretariat of the Article 100 Commission"),
    "completion": _("Where defects of a file are completed"),
    "income": _("Where fines and charges are paid and instalments arranged"),
}


def _numbers() -> list[int]:
    return list(District.objects.using("staff").order_by("number").values_list("number", flat=True))


class DistrictNumberField(TypedField):
    """The number of a district that is not there yet."""

    kind, input_mode, size = "latin", "numeric", 2

    def read(self, text: str) -> int:
        number = whole_number(text, 2)
        if number is None or not 1 <= number <= 99:
            raise InvalidInputError(_("Write the number of the district, from 1 to 99."), "form")
        there = District.objects.using("staff").filter(number=number).exists()
        refuse_if(there, "form", _("This district is there already."))
        return number


class TelephoneField(TypedField):
    """A telephone's number of any kind, as people write it."""

    kind, input_mode, size = "latin", "tel", 20

    def read(self, text: str) -> str:
        phone = as_typed(text)
        form = re.fullmatch(r"[0-9+][0-9 ()-]{2,19}", phone, re.ASCII)
        refuse_if(not form, "form", _("Write the telephone number with digits, such as 031-3234 5678."))
        return phone


class DistrictForm(Form):
    address = WordsField(_("Address of the counter"), required=True, size=200)
    phone = TelephoneField(_("Telephone of the counter"), required=True)
    served_from = DayField(
        _("Served online from"), hint=_("A solar date, such as 1405/4/10; empty if it is not served")
    )
    second_district = ChoiceField(
        _("Its registrations are confirmed also by clerks of"),
        lambda: [(number, _("District %(n)s") % {"n": formatting.digits(str(number))}) for number in _numbers()],
        empty=_("No other district"),
        hint=_("For a district with one clerk: no clerk confirms what they wrote themselves. A second person agrees"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for office in OFFICES:
            self.fields |= dict(zip(columns_of(office), _office_fields(), strict=True))


def _office_fields() -> tuple[TypedField, ...]:
    """Those of one office, in the order of its columns; what is left empty is unknown."""
    return (
        WordsField(_("Address"), size=200),
        TelephoneField(_("Telephone")),
        WordsField(_("Office hours, in Persian"), size=120, hint=_HOURS_HINT),
        LatinField(_("Office hours, in English"), size=120),
    )


class NewDistrictForm(DistrictForm):
    number = DistrictNumberField(_("Number"), required=True)


@page_methods
def districts(request: DeskRequest):
    rows = list(District.objects.using("staff").order_by("number"))
    wanted = (request.POST or request.GET).get("district", "")
    chosen = District() if wanted == NEW else next((d for d in rows if d.number == row_number(wanted[:5])), None)
    form = (NewDistrictForm if wanted == NEW else DistrictForm)(sent(request), _facts(chosen) if chosen else None)
    form.order_fields(["number"])
    if request.method == "POST" and (outcome := _save(request.desk, chosen, form)):
        return back("districts", outcome)
    return render(
        request,
        "administration/districts.html",
        rows=rows,
        chosen=chosen,
        form=form,
        offices={name: (title, columns_of(name)) for name, title in OFFICE_TITLES.items()},
        notice=notice(request),
    )


def _facts(row: District) -> dict:
    return {
        "address": row.counter_address,
        "phone": row.counter_phone,
        "served_from": day_typed(row.served_from),
        "second_district": row.second_district or "",
        **{column: getattr(row, column) for office in OFFICES for column in columns_of(office)},
    }


def _save(desk, chosen: District | None, form: DistrictForm) -> str:
    """The notice of what was done; empty while something is wrong."""
    if chosen is None:
        form.error("", _("Choose a district."))
    if not form.is_valid() or chosen is None:
        return ""
    number = form.cleaned_data.get("number") or chosen.number
    second = whole_number(form.cleaned_data["second_district"] or "", 2)
    if second == number:
        form.error("second_district", _("Choose another district than this one."))
    content = {"district": number, "second_district": second}
    requests = second != chosen.second_district and not form.errors
    if requests and not approvals.request_approval(desk, approvals.DISTRICT, number, content):
        form.error(
            "second_district", _("Such a request waits already. Withdraw it first, or wait for a second person.")
        )
    if form.errors:
        return ""
    _save_facts(desk, chosen, form.cleaned_data)
    return "asked" if requests else "saved"


def _save_facts(desk, chosen: District, typed: dict) -> None:
    """All but whose clerks confirm beside its own: that takes a second person."""
    number, facts = typed.get("number"), _typed_facts(typed)
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


def _typed_facts(typed: dict) -> dict:
    counter = {"counter_address": typed["address"], "counter_phone": typed["phone"]}
    offices = {column: typed[column] or "" for office in OFFICES for column in columns_of(office)}
    return counter | {"served_from": typed["served_from"]} | offices


def _as_json(value):
    return value.isoformat() if isinstance(value, date) else value
