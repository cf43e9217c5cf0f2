"""The demonstration's page of sent messages, in place of a telephone. It does not exist in production."""

from django.views.decorators.http import require_GET

from shahrsazi.messages.gateways import outbox_messages
from shahrsazi.web.templates import render


@require_GET
def outbox(request):
    return render(request, "messages/outbox.html", messages=outbox_messages()[:30])
