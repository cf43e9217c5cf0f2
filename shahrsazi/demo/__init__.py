"""Trying it out on one machine: a private PostgreSQL, the sample's staff, and `make run`."""
