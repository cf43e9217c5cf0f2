"""The page of the gateways: what was sent within a day, what waits, and what they answered when they failed."""

from django.db import connections
from django.views.decorators.http import require_GET

from shahrsazi.messages import traffic
from shahrsazi.staff.access import DeskRequest
from shahrsazi.web.templates import render


@require_GET
def messages(request: DeskRequest):
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT channel, error, times, last_at FROM guard.message_errors()")
        errors = cursor.fetchall()
    channels = traffic.by_channel("staff")
    return render(request, "administration/messages.html", channels=channels, errors=errors)
