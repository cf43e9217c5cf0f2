"""`python -m shahrsazi` is the command line."""

from shahrsazi.cli import main

main()
