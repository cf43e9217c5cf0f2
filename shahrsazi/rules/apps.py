"""Lets the code lists know what an administrator told of them, once Django is ready."""

from django.apps import AppConfig

from shahrsazi import codes


class Rules(AppConfig):
    name = "shahrsazi.rules"

    def ready(self):
        from shahrsazi.rules.told import told_codes

        codes.told = told_codes
