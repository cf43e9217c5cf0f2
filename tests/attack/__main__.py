"""Sends hostile requests to a demonstration of its own and prints what came of it; code 1 if anything must not be.

`--requests` makes the long form, in which an answer that is slow twice is an error; the short form is bounded in time
and, so that a busy machine does not make it fail, only warns of slowness.
"""

import argparse
import sys
import time

from attack.site import Site


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="attack", description=__doc__)
    parser.add_argument("--requests", type=int, default=0, help="the long form: so many, however long it takes")
    parser.add_argument("--seconds", type=float, default=0, help="for how long; of the short form 90")
    parser.add_argument("--seed", default="1405", help="the dice's, to send the same again")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    began = time.monotonic()
    with Site() as site:
        from attack.run import Attack  # what it imports reads the settings, which the site has just made

        return Attack(site, options, began).run()


if __name__ == "__main__":
    sys.exit(main())
