"""Every address of the site, with what it needs. English pages are the same under /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import path, re_path

from shahrsazi.accounts import views as accounts
from shahrsazi.accounts.access import changing, citizen, entering
from shahrsazi.administration.urls import pages as administration_pages
from shahrsazi.audit.urls import pages as audit_pages
from shahrsazi.casefiles import calendar_views as calendars
from shahrsazi.casefiles import document_views as documents
from shahrsazi.casefiles import letter_views as letters
from shahrsazi.casefiles import list_views as lists
from shahrsazi.casefiles import money_views as debts
from shahrsazi.casefiles import status
from shahrsazi.casefiles import views as casefiles
from shahrsazi.casefiles.access import lists_files, reads_case
from shahrsazi.casefiles.calendar_views import by_calendar_address
from shahrsazi.counter.urls import pages as counter_pages
from shahrsazi.documents.viewer import RENDITION
from shahrsazi.feed.urls import pages as feed_pages
from shahrsazi.messages import views as messages
from shahrsazi.pages import views as pages
from shahrsazi.staff import views as staff
from shahrsazi.staff.access import any_staff, setting_up, staff_entering
from shahrsazi.web.routes import anyone, page

handler400 = "shahrsazi.web.errors.bad_request"
handler403 = "shahrsazi.web.errors.forbidden"
handler404 = "shahrsazi.web.errors.not_found"
handler500 = "shahrsazi.web.errors.failed"

# The first digits of the SHA-256 name a paper among those of its file: pages with twenty papers are shorter by a fifth.
PAPER = r"(?P<paper>[0-9a-f]{16,64})"
LETTER = r"(?P<key>[0-9a-f]{16})"
SUBSCRIPTION = r"(?P<token>[A-Za-z0-9_-]{43})"
REF = r"(?P<ref>[A-Za-z0-9_-]{22})"

in_either_language = [
    path("", page(pages.home, needs=anyone), name="home"),
    path("status/", page(status.status, needs=anyone), name="status"),
    path("guide/", page(pages.guide, needs=anyone), name="guide"),
    path("entrance/", page(accounts.entrance, needs=entering), name="entrance"),
    path("entrance/password/", page(accounts.get_password, needs=entering), name="get_password"),
    path("entrance/password/sent/", page(accounts.password_sent, needs=entering), name="password_sent"),
    path("entrance/change/", page(accounts.change_password, needs=changing), name="change_password"),
    path("entrance/leave/", page(accounts.leave, needs=entering), name="leave"),
    path("sessions/", page(accounts.my_sessions, needs=citizen), name="sessions"),
    path("cases/", page(lists.case_list, needs=lists_files), name="case_list"),
    path("my-money/", page(debts.my_money, needs=lists_files), name="my_money"),
    path("my-work/", page(lists.my_work, needs=lists_files), name="my_work"),
    path("calendar/", page(calendars.subscription, needs=citizen), name="subscription"),
    re_path(
        rf"^calendar/{SUBSCRIPTION}\.ics$", page(calendars.subscribed, needs=by_calendar_address), name="subscribed"
    ),
    re_path(rf"^cases/{REF}/$", page(casefiles.case, needs=reads_case), name="case"),
    re_path(rf"^cases/{REF}/papers/{PAPER}/$", page(documents.document, needs=reads_case), name="paper"),
    re_path(
        rf"^cases/{REF}/papers/{PAPER}/{RENDITION}$", page(documents.rendition, needs=reads_case), name="paper_picture"
    ),
    re_path(rf"^cases/{REF}/papers/{PAPER}/file$", page(documents.download, needs=reads_case), name="paper_file"),
    *counter_pages,
    re_path(rf"^cases/{REF}/letters/{LETTER}\.pdf$", page(letters.letter, needs=reads_case), name="prepared"),
    re_path(rf"^cases/{REF}/calendar\.ics$", page(calendars.take_along, needs=reads_case), name="case_calendar"),
    re_path(
        rf"^cases/{REF}/calendar/{LETTER}\.ics$", page(calendars.take_along, needs=reads_case), name="term_calendar"
    ),
    re_path(rf"^cases/{REF}/money/$", page(debts.money, needs=reads_case), name="money"),
    re_path(rf"^cases/{REF}/(?P<section>[a-z]+)/$", page(casefiles.section, needs=reads_case), name="section"),
    path("staff/", page(staff.entrance, needs=staff_entering), name="staff_entrance"),
    path("staff/home/", page(staff.home, needs=any_staff), name="staff_home"),
    path("staff/password/", page(staff.password, needs=setting_up), name="staff_password"),
    path("staff/enrol/", page(staff.enrol, needs=setting_up), name="staff_enrol"),
    path("staff/leave/", page(staff.leave, needs=staff_entering), name="staff_leave"),
    *administration_pages,
    *audit_pages,
    *feed_pages,
    *([path("outbox/", page(messages.outbox, needs=anyone), name="outbox")] if settings.DEMO else []),
]

urlpatterns = [
    path(".well-known/security.txt", page(pages.security_txt, needs=anyone), name="security_txt"),
    path("captcha/<str:token>.webp", page(accounts.captcha_picture, needs=entering), name="captcha_picture"),
    path("captcha/<str:token>.wav", page(accounts.captcha_voice, needs=entering), name="captcha_voice"),
    *i18n_patterns(*in_either_language, prefix_default_language=False),
]
