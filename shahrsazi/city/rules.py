"""Rules that an administrator sets: each with bounds, version and source; the newest version in force counts."""

from typing import NamedTuple

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from shahrsazi.database.policies import READ
from shahrsazi.persian.words import Words


class Rule(NamedTuple):
    """A whole number between two bounds; `unit` is shown after it."""

    value: int
    min: int
    max: int
    title: Words
    unit: Words


OWN_SOURCE = "Shahrsazi"
RULES = {
    "objection_hours": Rule(72, 24, 720, _("Time to object before a change takes effect"), _("hours")),
    "letter_days": Rule(10, 7, 60, _("Time to object where an owner is reached by letter alone"), _("days")),
    "objection_decision_days": Rule(5, 1, 30, _("An administrator decides on an objection within"), _("working days")),
    "citizen_idle_minutes": Rule(15, 5, 60, _("A citizen's session that is not used ends after"), _("minutes")),
    "staff_idle_minutes": Rule(10, 2, 30, _("A desk left alone is closed after"), _("minutes")),
    "staff_session_hours": Rule(10, 1, 12, _("A member of staff signs in anew after"), _("hours")),
    "staff_from_hour": Rule(0, 0, 23, _("Desks of clerks and auditors open at"), _("o'clock")),
    "staff_until_hour": Rule(24, 1, 24, _("Desks of clerks and auditors close at"), _("o'clock")),
    "contact_code_minutes": Rule(10, 2, 30, _("A code for a mobile or an e-mail holds"), _("minutes")),
    "sealed_days": Rule(7, 1, 21, _("A sealed password on paper holds"), _("days")),
    "majority_years": Rule(18, 15, 21, _("Age at which a guardian's leave ends"), _("years")),
    "inheritance_tax": Rule(1, 0, 1, _("Heirs show the clearance of the inheritance tax"), _("(1 yes, 0 no)")),
    "thursday_off": Rule(0, 0, 1, _("Thursday is no working day"), _("(1 yes, 0 no)")),
    "saturday_off": Rule(0, 0, 1, _("Saturday is no working day"), _("(1 yes, 0 no)")),
    "elsewhere_minutes": Rule(30, 5, 120, _("A file of another district stays open to a clerk"), _("minutes")),
}


class RuleVersion(models.Model):
    """One version of one rule, with who requested it and who agreed. Never changed: the next version replaces it."""

    name = models.CharField(max_length=40)
    value = models.IntegerField()
    from_at = models.DateTimeField(db_default=Now())
    source = models.CharField(max_length=200)
    asked_by = models.BigIntegerField(null=True)
    agreed_by = models.BigIntegerField(null=True)

    append_only = True
    # Inserted by the second person, in the transaction in which they agreed to exactly these values.
    _AGREED = (
        "agreed_by = (SELECT guard.desk_person()) AND asked_by <> agreed_by"
        " AND guard.approved('rule', jsonb_build_object('name', name, 'value', value, 'source', source))"
    )
    policies = {
        "web": READ,
        "entrance": READ,
        "feed": READ,
        "worker": READ,
        "staff": {"SELECT": "true", "INSERT": _AGREED},
    }

    class Meta:
        indexes = [models.Index(fields=["name", "-id"], name="rule_newest")]


def value(name: str, using: str) -> int:
    """The value of the rule in force now, read through the connection of that role."""
    newest = RuleVersion.objects.using(using).filter(name=name, from_at__lte=Now()).order_by("-id")
    stored = newest.values_list("value", flat=True).first()
    return RULES[name].value if stored is None else stored


def load() -> str:
    """Add the first version of each rule that has none; says how many."""
    stored = set(RuleVersion.objects.using("owner").values_list("name", flat=True))
    new = [name for name in RULES if name not in stored]
    RuleVersion.objects.using("owner").bulk_create(
        RuleVersion(name=name, value=RULES[name].value, source=OWN_SOURCE) for name in new
    )
    return f"Rules: {len(new)} added, each with its usual value."
