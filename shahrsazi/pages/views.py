"""The public pages: home and the guide's steps."""

from django.views.decorators.http import require_GET

from shahrsazi.city.districts import District
from shahrsazi.web.templates import render


@require_GET
def home(request):
    return render(request, "pages/home.html", districts=list(District.objects.order_by("number")))


@require_GET
def guide(request):
    return render(request, "pages/guide.html", districts=list(District.objects.order_by("number")))
