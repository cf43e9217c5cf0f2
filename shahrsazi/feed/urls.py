"""The addresses of the feed's pages, with what each requires."""

from django.urls import path

from shahrsazi.feed import views
from shahrsazi.staff.access import second_person
from shahrsazi.web.routes import page

pages = [path("administration/feed/", page(views.batches, needs=second_person), name="batches")]
