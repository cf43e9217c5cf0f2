"""A made-up city: property files with their people, to try the portal on, to test it and to load it with millions."""

from samplecity.city import FILES, lines

__all__ = ["FILES", "lines"]
