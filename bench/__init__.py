"""The benchmark: hot pages against a bare WSGI floor with the same SQL, in one run, as ratios."""
