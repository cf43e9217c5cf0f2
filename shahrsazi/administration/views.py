"""The administration's first page: what there is to look after, a line each."""

from django.views.decorators.http import require_GET

from shahrsazi import codes
from shahrsazi.administration import request as requests
from shahrsazi.pages.show import show
from shahrsazi.people import solar
from shahrsazi.people.district import District
from shahrsazi.rules.rule import RULES
from shahrsazi.rules.told import Holiday
from shahrsazi.staff.member import Member


@require_GET
def administration(request):
    members = Member.objects.using("staff").filter(disabled_at__isnull=True)
    districts = District.objects.using("staff").filter(served_from__lte=solar.today())
    return show(
        request, "administration/administration.html", members=members.count(), districts=districts.count(),
        rules=len(RULES), lists=len(codes.LISTS), waiting=requests.waiting().count(),
        holidays=Holiday.objects.using("staff").filter(day__gte=solar.today()).count(),
    )  # fmt: skip
