"""The auditor's addresses."""

from django.urls import path

from shahrsazi.audit import views
from shahrsazi.staff.access import auditor
from shahrsazi.web.routes import page

pages = [
    path("audit/", page(views.audit, needs=auditor), name="audit"),
    path("audit/ledger.csv", page(views.export, needs=auditor), name="audit_export"),
]
