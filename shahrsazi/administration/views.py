"""The administration's first page: one line for each thing to administer."""

from django.views.decorators.http import require_GET

from shahrsazi.administration import approvals
from shahrsazi.city import code_lists
from shahrsazi.city.districts import District
from shahrsazi.city.holidays import Holiday, unconfirmed
from shahrsazi.city.rules import RULES
from shahrsazi.persian import dates
from shahrsazi.staff.access import DeskRequest
from shahrsazi.staff.member import Member
from shahrsazi.web.templates import render


@require_GET
def administration(request: DeskRequest):
    members = Member.objects.using("staff").filter(disabled_at__isnull=True)
    districts = District.objects.using("staff").filter(served_from__lte=dates.today())
    return render(
        request,
        "administration/administration.html",
        members=members.count(),
        districts=districts.count(),
        rules=len(RULES),
        lists=len(code_lists.LISTS),
        waiting=approvals.waiting().count(),
        holidays=Holiday.objects.using("staff").filter(day__gte=dates.today(), removed_at__isnull=True).count(),
        alarm=unconfirmed(dates.today(), "staff"),
    )
