"""The page of the rules: what is in force, since when and by what source; and requesting another value."""

from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from shahrsazi.administration import approvals
from shahrsazi.city.rules import RULES, Rule, RuleVersion
from shahrsazi.staff.forms import Form, back, notice, page_methods
from shahrsazi.web.templates import render


class RuleInForce(NamedTuple):
    """A rule with the value that is in force now."""

    name: str
    rule: Rule
    value: int
    versions: int
    source: str
    since: object


@page_methods
def rules(request):
    rows = rules_in_force()
    wanted = (request.POST or request.GET).get("rule", "")
    chosen = next((row for row in rows if row.name == wanted), None)
    form = Form(request.POST)
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


def _request_change(desk, chosen: RuleInForce | None, form: Form) -> bool:
    if chosen is None:
        form.error("", _("Choose a rule."))
        return False
    value, source = form.integer("value", chosen.rule.min, chosen.rule.max), form.text("source", 200)
    if value == chosen.value:
        form.error("value", _("This value is in force already."))
    if form.errors:
        return False
    requested = approvals.request_approval(
        desk, approvals.RULE, chosen.name, {"name": chosen.name, "value": value, "source": source}
    )
    if not requested:
        form.error("", _("Such a request waits already. Withdraw it first, or wait for a second person."))
    return requested
