"""Say whether the settings are good."""

from shahrsazi.commands import setup_django


def add_arguments(parser) -> None:
    """None: it looks at the settings alone."""


def run(options) -> None:
    setup_django()
    print("The settings are good.")
