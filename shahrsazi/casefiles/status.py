"""The public page that says how the service is: for a citizen who wonders whether the fault is theirs."""

from django.db import connection, transaction
from django.views.decorators.http import require_GET

from shahrsazi.accounts.access import CitizenRequest
from shahrsazi.messages import traffic
from shahrsazi.web.templates import render


@require_GET
def status(request: CitizenRequest):
    with transaction.atomic():
        channels = traffic.by_channel("default")
        with connection.cursor() as cursor:
            cursor.execute("SELECT district, as_of FROM guard.data_as_of()")
            districts = cursor.fetchall()
    return render(request, "casefiles/status.html", channels=channels, districts=districts)
