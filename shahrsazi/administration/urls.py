"""The administration's addresses, with what each requires."""

from django.urls import path, re_path

from shahrsazi.administration import approval_views, code_lists, districts, holidays, members, messages, rules, views
from shahrsazi.staff.access import administrator, second_person
from shahrsazi.web.routes import page

pages = [
    path("administration/", page(views.administration, needs=administrator), name="administration"),
    path("administration/staff/", page(members.members, needs=administrator), name="members"),
    re_path(r"^administration/staff/(?P<ref>[0-9a-f]{32})/$", page(members.member, needs=administrator), name="member"),
    path("administration/districts/", page(districts.districts, needs=administrator), name="districts"),
    path("administration/messages/", page(messages.messages, needs=administrator), name="messages"),
    path("administration/rules/", page(rules.rules, needs=administrator), name="rules"),
    path("administration/holidays/", page(holidays.holidays, needs=administrator), name="holidays"),
    path("administration/codes/", page(code_lists.all_lists, needs=administrator), name="codes"),
    re_path(
        r"^administration/codes/(?P<name>[a-z_]{1,40})/$",
        page(code_lists.code_list, needs=administrator),
        name="code_list",
    ),
    path("administration/requests/", page(approval_views.requests, needs=second_person), name="requests"),
]
