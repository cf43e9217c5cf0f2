"""The packages that Shahrsazi stands on: the audit of the locks against what is known to be unsafe."""
