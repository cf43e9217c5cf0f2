"""What the fields are called of which the counter's word stands against the back office's."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shahrsazi.city import code_lists
from shahrsazi.persian import formatting
from shahrsazi.persian.identifiers import mask_email, mask_mobile
from shahrsazi.persian.words import Words

LABELS: dict[str, Words] = {
    "opened_on": gettext_lazy("Open from home"),
    "effective_to": gettext_lazy("End of the share"),
    "ended_on": gettext_lazy("End of the mandate"),
    "end_reason": gettext_lazy("Why the mandate ended"),
    "number": gettext_lazy("National code"),
    "first_name": gettext_lazy("First name"),
    "last_name": gettext_lazy("Last name"),
    "father_name": gettext_lazy("Father's name"),
    "died_on": gettext_lazy("Date of death"),
    "mobile": gettext_lazy("Mobile"),
    "email": gettext_lazy("E-mail"),
    "birth_date": gettext_lazy("Date of birth"),
    "birth_cert_no": gettext_lazy("Birth certificate number"),
    "residence_postal": gettext_lazy("Postal code of residence"),
    "residence_address": gettext_lazy("Address of residence"),
    "registered_on": gettext_lazy("Registered on"),
}
_DAYS = ("opened_on", "effective_to", "ended_on", "birth_date", "registered_on", "died_on")


def as_words(field: str, value: str) -> str:
    """A value of such a field, as a feed reported it."""
    if not value:
        return _("nothing")
    if field in _DAYS:
        return formatting.day(date.fromisoformat(value))
    if field == "end_reason":
        return code_lists.label("mandate_end", value, formatting.language())
    masks = {"mobile": mask_mobile, "email": mask_email}
    return formatting.digits(masks[field](value) if field in masks else value)
