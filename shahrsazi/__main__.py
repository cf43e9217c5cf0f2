"""`python -m shahrsazi` is the command line."""

from shahrsazi.commands import main

main()
