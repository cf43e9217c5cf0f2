"""Bodies of forms: as a browser sends them, and as none does."""

from random import Random
from urllib.parse import quote_from_bytes

BOUNDARY = "a1b2c3d4e5f6"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
Pairs = list[tuple[str, bytes]]


def urlencoded(pairs: Pairs) -> bytes:
    return "&".join(f"{quote_from_bytes(_bytes(k), '')}={quote_from_bytes(v, '')}" for k, v in pairs).encode()


def _bytes(name: str) -> bytes:
    return name.encode("utf8", "surrogatepass")


def multipart(pairs: Pairs, files: list[tuple[str, str, bytes]] = ()) -> bytes:
    """`files` are the field, the file's name and what is in it."""
    parts = [_part(f'name="{name}"', value) for name, value in pairs]
    parts += [
        _part(f'name="{name}"; filename="{filename}"', content, "Content-Type: application/octet-stream\r\n")
        for name, filename, content in files
    ]
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def _part(disposition: str, content: bytes, more: str = "") -> bytes:
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; {disposition}\r\n{more}\r\n"
    return _bytes(head) + content + b"\r\n"


def broken_multipart(dice: Random, pairs: Pairs) -> tuple[str, bytes]:
    """A type and a body that do not fit, end too early, or nest."""
    whole = multipart(pairs, [("file", "a.pdf", b"%PDF-1.4")])
    return dice.choice(
        (
            (MULTIPART, whole[: dice.randrange(len(whole))]),
            (MULTIPART, whole.replace(b"\r\n", b"\n")),
            (MULTIPART, whole.replace(b"form-data", b"attachment")),
            (MULTIPART, whole.replace(b'name="', b'name=""; x="')),
            (MULTIPART, whole.replace(b'filename="a.pdf"', b"filename*=utf-8''%ff%00..%2fa")),
            (MULTIPART, whole.replace(b"octet-stream\r\n", b"octet-stream\r\nContent-Transfer-Encoding: base64\r\n")),
            (MULTIPART, whole.replace(b"octet-stream", b"x; charset=utf-7")),
            (MULTIPART, whole.replace(b"\r\n\r\n", b"\r\n" + b"X-A: b\r\n" * 5000 + b"\r\n", 1)),
            (MULTIPART, b""),
            (MULTIPART, dice.randbytes(3000)),
            ("multipart/form-data", whole),
            ("multipart/form-data; boundary=", whole),
            (f"multipart/form-data; boundary={'b' * 500}", whole),
            ("multipart/form-data; boundary=\xe9", whole),
            (f"multipart/mixed; boundary={BOUNDARY}", whole),
            ("application/json", b'{"a": ' * 5000),
            ("application/x-www-form-urlencoded; charset=utf-16", urlencoded(pairs)),
            ("application/x-www-form-urlencoded; charset=nothing", urlencoded(pairs)),
            ("text/plain", whole),
            ("", whole),
        )
    )
