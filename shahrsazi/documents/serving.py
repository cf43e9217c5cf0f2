"""The way out for every byte of a paper: by ourselves in ranges, handed to nginx, or by a short-lived address.

Nothing here asks whether it may: the caller stands behind the one way in, with the file opened.
"""

import re
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect

from shahrsazi.documents import file_names, storage

LIVES = 60
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
# Whatever a browser makes of these bytes, it makes it in a box: no script, no form, no address of ours.
BOX = "sandbox; default-src 'none'"


def send(request, name: str, media_type: str, *, filename: str = ""):
    """What lies in the store under `name`; with a filename as a download, without one to be shown in a page."""
    disposition = file_names.disposition(filename) if filename else "inline"
    if not storage.on_disk():
        return _by_address(name, media_type, disposition)
    response = _by_nginx(name) if settings.ACCEL else _by_ourselves(request, name)
    return _dressed(response, media_type, disposition)


def send_bytes(content: bytes, media_type: str):
    """What was made for this one answer."""
    return _dressed(HttpResponse(content), media_type, "inline")


def _dressed(response, media_type: str, disposition: str):
    response.headers["Content-Type"] = media_type
    response.headers["Content-Disposition"] = disposition
    response.headers["Content-Security-Policy"] = BOX
    response.headers["Cache-Control"] = "no-store"
    return response


def _by_address(name: str, media_type: str, disposition: str):
    parameters = {
        "ResponseContentType": media_type,
        "ResponseContentDisposition": disposition,
        "ResponseCacheControl": "no-store",
    }
    return HttpResponseRedirect(storage.signed_url(name, parameters, LIVES))


def _by_nginx(name: str):
    response = HttpResponse()
    response.headers["X-Accel-Redirect"] = settings.ACCEL.rstrip("/") + "/" + quote(name)
    return response


def _by_ourselves(request, name: str):
    try:
        file = storage.backend().open(name)
    except FileNotFoundError:
        raise Http404
    etag, size = f'"{name.rpartition("/")[2]}"', file.size
    requested = _requested_range(request, etag, size)
    if requested == ():
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = requested or (0, size - 1)
    file.seek(first)
    response = FileResponse(_Part(file, last - first + 1), status=206 if requested else 200)
    response.headers["Accept-Ranges"], response.headers["ETag"] = "bytes", etag
    response.headers["Content-Length"] = str(last - first + 1)
    if requested:
        response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def _requested_range(request, etag: str, size: int) -> tuple | None:
    """First and last byte of the range that is asked for; None for the whole, () for a range that is not there."""
    match = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if not match or match[0] == "bytes=-" or request.headers.get("If-Range", etag) != etag:
        return None
    begin, end = match.groups()
    if not begin:
        first, last = max(size - int(end), 0), size - 1
    else:
        first, last = int(begin), min(int(end or size), size - 1)
    if begin and end and int(end) < first:
        return None  # no range at all
    return (first, last) if first <= last else ()


class _Part:
    """So many bytes of an open file, from where it stands."""

    def __init__(self, file, length: int):
        self.kept, self.left = file, length

    def read(self, size: int = -1) -> bytes:
        some = self.kept.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(some)
        return some

    def close(self) -> None:
        self.kept.close()
