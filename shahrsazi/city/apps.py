"""Connects the code lists to the table of an administrator's changes, once Django is ready."""

from django.apps import AppConfig

from shahrsazi.city import code_lists


class City(AppConfig):
    name = "shahrsazi.city"

    def ready(self):
        from shahrsazi.city.overrides import code_entries

        code_lists.set_overrides(code_entries)
