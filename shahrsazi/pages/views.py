"""The public pages: home and the guide's steps."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from shahrsazi.city.districts import District
from shahrsazi.web.templates import render

EXPIRES = timedelta(days=180)


@require_GET
def home(request):
    return render(request, "pages/home.html", districts=list(District.objects.order_by("number")))


@require_GET
def security_txt(request):
    """RFC 9116: to whom somebody tells of a weakness that they found."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    lines = {
        "Contact": settings.SECURITY_CONTACT,
        "Expires": (timezone.now() + EXPIRES).strftime("%Y-%m-%dT00:00:00Z"),
        "Preferred-Languages": "fa, en",
        "Canonical": f"{settings.SITE_URL.rstrip('/')}{request.path}",
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_GET
def guide(request):
    return render(request, "pages/guide.html", districts=list(District.objects.order_by("number")))
