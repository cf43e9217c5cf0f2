"""Sends mutated real files through the sandbox and prints what came of them; code 1 if anything must not be.

Run by `make papers-mutated`. The same seed makes the same files; `--keep` stores those that show a fault.
"""

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shahrsazi.settings")
os.environ.setdefault("SHAHRSAZI_MODE", "demo")
os.environ.setdefault("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/there_is_none")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mutated", description=__doc__)
    parser.add_argument("--files", type=int, default=600)
    parser.add_argument("--seed", default="1405")
    parser.add_argument("--keep", type=Path, help="a folder for the files that show a fault")
    return parser.parse_args()


def main() -> int:
    import django

    django.setup()
    from mutated.judge import judged
    from mutated.mutations import mutated

    options, outcomes, faulty, slowest = arguments(), Counter(), 0, 0.0
    for what, name, content in mutated(options.seed, options.files):
        verdict = judged(name, content)
        outcomes[verdict.outcome] += 1
        slowest = max(slowest, verdict.seconds)
        for fault in verdict.faults:
            print(f"{what}: {fault}", flush=True)
        if verdict.faults:
            faulty += 1
            _keep(options.keep, f"{outcomes.total()}-{name}", content)
    print(f"{options.files} files, the slowest {slowest:.1f} s: {dict(outcomes.most_common())}; {faulty} with faults")
    return bool(faulty)


def _keep(folder: Path | None, name: str, content: bytes) -> None:
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
