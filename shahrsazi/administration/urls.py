"""The administration's addresses and the auditor's, with what each needs."""

from django.urls import path

from shahrsazi.administration import agreeing, audit, city, lists, members, rulebook, views
from shahrsazi.casefiles.access import page
from shahrsazi.staff.access import administrator, auditor, second_person

pages = [
    path("administration/", page(views.administration, needs=administrator), name="administration"),
    path("administration/staff/", page(members.members, needs=administrator), name="members"),
    path("administration/staff/<int:number>/", page(members.member, needs=administrator), name="member"),
    path("administration/districts/", page(city.districts, needs=administrator), name="districts"),
    path("administration/rules/", page(rulebook.rules, needs=administrator), name="rules"),
    path("administration/holidays/", page(city.holidays, needs=administrator), name="holidays"),
    path("administration/codes/", page(lists.all_lists, needs=administrator), name="codes"),
    path("administration/codes/<str:of>/", page(lists.code_list, needs=administrator), name="code_list"),
    path("administration/requests/", page(agreeing.requests, needs=second_person), name="requests"),
    path("audit/", page(audit.audit, needs=auditor), name="audit"),
    path("audit/ledger.csv", page(audit.export, needs=auditor), name="audit_export"),
]
