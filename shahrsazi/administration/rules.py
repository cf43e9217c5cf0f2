"""The page of the rules: what is in force, since when and by what source; and requesting another value."""

from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shahrsazi.administration import approvals
from shahrsazi.city.rules import RULES, Rule, RuleVersion
from shahrsazi.persian import formatting
from shahrsazi.staff.access import DeskRequest
from shahrsazi.staff.forms import Form, back, notice, page_methods
from shahrsazi.web.fields import WholeNumberField, WordsField
from shahrsazi.web.forms import sent
from shahrsazi.web.templates import render


class RuleInForce(NamedTuple):
    """A rule with the value that is in force now."""

    name: str
    rule: Rule
    value: int
    versions: int
    source: str
    since: object


class RuleForm(Form):
    source = WordsField(
        _("Source"), required=True, size=200, hint=_("The decision or circular with its number and date")
    )

    def bounded_by(self, rule: Rule) -> None:
        """Ask for a value within the rule's own bounds."""
        words = {"least": formatting.number(rule.min), "most": formatting.number(rule.max), "unit": rule.unit}
        hint = gettext("From %(least)s to %(most)s %(unit)s") % words
        value = WholeNumberField(_("New value"), rule.min, rule.max, required=True, size=9, hint=hint)
        self.fields = {"value": value, **self.fields}


@page_methods
def rules(request: DeskRequest):
    rows = rules_in_force()
    wanted = (request.POST or request.GET).get("rule", "")
    chosen = next((row for row in rows if row.name == wanted), None)
    form = RuleForm(sent(request))
    if chosen:
        form.bounded_by(chosen.rule)
    if request.method == "POST" and _request_change(request.desk, chosen, form):
        return back("rules", "asked")
    waiting = set(approvals.waiting().filter(kind=approvals.RULE).values_list("about", flat=True))
    return render(
        request,
        "administration/rules.html",
        rows=rows,
        chosen=chosen,
        form=form,
        waiting=waiting,
        notice=notice(request),
    )


def rules_in_force() -> list[RuleInForce]:
    versions: dict[str, list[RuleVersion]] = {name: [] for name in RULES}
    in_force = RuleVersion.objects.using("staff").filter(name__in=RULES, from_at__lte=timezone.now())
    for version in in_force.order_by("id"):
        versions[version.name].append(version)
    return [_in_force(name, rule, versions[name]) for name, rule in RULES.items()]


def _in_force(name: str, rule: Rule, versions: list[RuleVersion]) -> RuleInForce:
    if not versions:
        return RuleInForce(name, rule, rule.value, 0, "", None)
    newest = versions[-1]
    return RuleInForce(name, rule, newest.value, len(versions), newest.source, newest.from_at)


def _request_change(desk, chosen: RuleInForce | None, form: RuleForm) -> bool:
    if chosen is None:
        form.error("", _("Choose a rule."))
    if not form.is_valid() or chosen is None:
        return False
    value, source = form.cleaned_data["value"], form.cleaned_data["source"]
    if value == chosen.value:
        form.error("value", _("This value is in force already."))
        return False
    requested = approvals.request_approval(
        desk, approvals.RULE, chosen.name, {"name": chosen.name, "value": value, "source": source}
    )
    if not requested:
        form.error("", _("Such a request waits already. Withdraw it first, or wait for a second person."))
    return requested
