"""Compares the locks with a database of known weaknesses, and says so when it could not look.

    python -m dependencies.audit requirements.lock ...

Ends with 0 when every package was looked up and none is known to be unsafe, 1 when one is, 2 when some or all could not
be looked up. pip-audit alone reports "no known vulnerabilities" for packages that it could not find and for a database
that knows nothing; so a release that everyone knows to be unsafe is asked for as well, and must be reported.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

CLEAN, UNSAFE, NOT_LOOKED_UP = 0, 1, 2
# CVE-2019-10906: a way out of the template sandbox.
CANARY = ("jinja2", "2.10")


class Report(NamedTuple):
    """`unsafe`: lines for people; `skipped`: packages not looked up; `reached`: whether there was an answer."""

    unsafe: list[str]
    skipped: list[str]
    reached: bool


def main(locks: list[str]) -> int:
    canary = audit_canary()
    if not canary.unsafe:
        print("NOT LOOKED UP: no database of weaknesses answered, or one that knows none. Nothing is known about:")
        print(*(f"  {lock}" for lock in locks), sep="\n")
        return NOT_LOOKED_UP
    return max([_print(lock, audit(Path(lock))) for lock in locks], default=CLEAN)


def audit_canary() -> Report:
    with tempfile.TemporaryDirectory() as folder:
        lock = Path(folder, "canary.txt")
        lock.write_text("==".join(CANARY))
        return audit(lock, "--no-deps")


def audit(lock: Path, *options: str) -> Report:
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--disable-pip", "--format", "json"]
    # Another address of the database, for a mirror inside a city's network.
    if database := os.environ.get("VULNERABILITY_DATABASE_URL"):
        command += ["--vulnerability-service", "osv", "--osv-url", database]
    run = subprocess.run([*command, "--progress-spinner", "off", *options], capture_output=True, text=True)
    try:
        packages = json.loads(run.stdout)["dependencies"]
    except (ValueError, KeyError):
        return Report([], [], False)
    unsafe = [_line(package, weakness) for package in packages for weakness in package.get("vulns", ())]
    return Report(unsafe, [package["name"] for package in packages if "skip_reason" in package], True)


def _line(package: dict, weakness: dict) -> str:
    fixed = ", ".join(weakness["fix_versions"]) or "no release yet"
    return f"{package['name']} {package['version']}: {weakness['id']}, mended in {fixed}"


def _print(lock: str, report: Report) -> int:
    print(f"{lock}:", "" if report.reached else "NOT LOOKED UP: no answer came.")
    print(*(f"  UNSAFE {line}" for line in report.unsafe), *(f"  NOT LOOKED UP {p}" for p in report.skipped), sep="\n")
    if report.unsafe:
        return UNSAFE
    return NOT_LOOKED_UP if report.skipped or not report.reached else CLEAN


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
