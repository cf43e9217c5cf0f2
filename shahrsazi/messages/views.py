"""The demonstration's page of sent messages, in place of a telephone. It does not exist in production."""

from django.conf import settings
from django.views.decorators.http import require_GET

from shahrsazi.messages import mail
from shahrsazi.web.templates import render


@require_GET
def outbox(request):
    return render(request, "messages/outbox.html", messages=mail.written_down(settings.OUTBOX)[:30])
