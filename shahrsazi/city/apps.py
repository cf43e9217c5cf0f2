"""Tells the code lists where an administrator's changes stand, once Django is ready."""

from django.apps import AppConfig

from shahrsazi.city import code_lists


class City(AppConfig):
    name = "shahrsazi.city"

    def ready(self):
        from shahrsazi.city.overrides import code_entries

        code_lists.set_overrides(code_entries)
