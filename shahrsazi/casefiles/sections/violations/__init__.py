"""Violations of a property and the verdicts of the Article 100 commission: service 5."""
