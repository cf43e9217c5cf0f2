"""The public pages: home, the guide's steps, and whether the site is up."""

from django.db import connection
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from shahrsazi.city.districts import District
from shahrsazi.web.templates import render


@require_GET
def home(request):
    return render(request, "pages/home.html", districts=list(District.objects.order_by("number")))


@require_GET
def guide(request):
    return render(request, "pages/guide.html", districts=list(District.objects.order_by("number")))


@require_GET
def status(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")
