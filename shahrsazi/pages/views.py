"""The public pages: home, the guide's steps, and whether the site is up."""

from django.db import connection
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from shahrsazi.pages.show import show
from shahrsazi.people.district import District


@require_GET
def home(request):
    return show(request, "pages/home.html", districts=list(District.objects.order_by("number")))


@require_GET
def guide(request):
    return show(request, "pages/guide.html", districts=list(District.objects.order_by("number")))


@require_GET
def status(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")
