"""The floor as a site: of each page its statements and its constant bytes, as bench/over_http.py recorded them."""

import pickle

import django

django.setup()

from bench.__main__ import _floor  # noqa: E402 - the settings are needed
from bench.over_http import RECORDED  # noqa: E402

_PAGES = {key: _floor(*recorded) for key, recorded in pickle.loads(RECORDED.read_bytes()).items()}  # noqa: S301 - ours


def application(environ, start):
    token = environ["HTTP_COOKIE"].partition("=")[2].partition(";")[0]
    headers, body = _PAGES[f"{token} {environ['PATH_INFO']}"]()
    start("200 OK", headers)
    return [body]
