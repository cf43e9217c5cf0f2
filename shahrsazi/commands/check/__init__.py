"""Say whether all is well: settings, database, files, store, gateways, work, feed, site, calendar; and what to do."""

import sys

from shahrsazi.commands import setup_django

AREAS = ("database", "static_files", "store", "gateways", "work", "feed", "site", "calendar")


def add_arguments(parser) -> None:
    parser.add_argument("--settings-only", action="store_true", help="look at nothing beyond the settings")


def run(options) -> None:
    """Ends with code 1 when something would keep the site from working or people's data from being safe."""
    setup_django()
    print("good     settings: production can start with them." if _production() else "good     settings")
    findings = [] if options.settings_only else list(_findings())
    for finding in findings:
        print(f"{finding.level:8} {finding.area}: {finding.sentence}", flush=True)
    failed = sum(finding.level == "FAILS" for finding in findings)
    if failed:
        sys.exit(f"{failed} of these must be mended.")


def _production() -> bool:
    from django.conf import settings

    return not settings.DEMO


def _findings():
    from importlib import import_module

    for area in AREAS:
        module = import_module(f"shahrsazi.commands.check.{area}")
        try:
            yield from module.findings()
        except Exception as error:  # a check that breaks is a finding, and the others are still made
            from shahrsazi.commands import sentence
            from shahrsazi.commands.check.finding import fails

            yield fails(area, sentence(error))
