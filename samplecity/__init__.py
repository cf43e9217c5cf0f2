"""A made-up city: property files with their people, to try the portal on, to test it and to load it with millions."""

from samplecity.city import lines

__all__ = ["lines"]
