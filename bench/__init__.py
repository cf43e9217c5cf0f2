"""The benchmark: hot pages against a bare WSGI floor with the same SQL, in one run, as ratios."""

import os

os.environ.setdefault("SHAHRSAZI_MODE", "demo")  # before any settings are read
