"""Connects code lists and profile to the tables of an administrator's changes, once Django is ready."""

from django.apps import AppConfig

from shahrsazi.city import code_lists, profile


class City(AppConfig):
    name = "shahrsazi.city"

    def ready(self) -> None:
        from shahrsazi.city.overrides import code_entries, last_district

        code_lists.set_overrides(code_entries)
        profile.set_added_district(last_district)
