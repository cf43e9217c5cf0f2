"""The addresses of these pages; the names are those that the templates know."""

from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import path

from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.casefiles.sections import history
from shahrsazi.casefiles.terms.term import Term
from shahrsazi.persian import dates


class CaseFiles(admin.ModelAdmin):
    list_display = ("renewal_code", "property_type", "place", "address", "file_no", "postal_code", "as_of")
    list_per_page = 20


admin.site.register(CaseFile, CaseFiles)


@login_required
def case_list(request):
    files = CaseFile.visible_to(request.user.id).select_related("district")
    page = Paginator(files.order_by("district_id", "place_order", "renewal_code"), 20).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    shares = list(Ownership.current().filter(case__in=page.object_list).select_related("person"))
    mandates = list(Mandate.visible.filter(agent=request.user.id).select_related("principal"))
    terms = list(Term.visible.filter(case__in=page.object_list, last_on__gte=dates.today()).order_by("last_on"))
    for file in page.object_list:
        file.waiting = [term for term in terms if term.case_id == file.id]
        file.shares = [share for share in shares if share.case_id == file.id]
    kinds = files.order_by("property_type").values_list("property_type", flat=True).distinct()
    districts = files.order_by("district_id").values_list("district_id", flat=True).distinct()
    context = {"page": page, "mandates": mandates, "kinds": kinds, "districts": districts}
    return render(request, "peers/list.html", context)


@login_required
def review(request, ref):
    case = get_object_or_404(CaseFile.visible_to(request.user.id).select_related("district"), ref=ref)
    rows = {
        "actions": list(history.Action.visible.filter(case=case).order_by("-started_at")),
        "terms": list(Term.visible.filter(case=case)),
    }
    today = dates.today()
    return render(request, "peers/history.html", {"case": case, "today": today, **history.page(rows, today)})


urlpatterns = [
    path("cases/", case_list, name="case_list"),
    path("cases/<str:ref>/", case_list, name="case"),
    path("cases/<str:ref>/history/", review, name="history"),
    path("admin/", admin.site.urls),
    *(path(f"{name}/", case_list, name=name) for name in ("home", "sessions", "guide", "status", "changes", "leave")),
]
