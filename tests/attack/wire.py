"""One request over a connection of its own, byte for byte as given; what came back, and after how long."""

import socket
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse

HANG = 10  # seconds without an answer
CLOSED, SILENT = 0, -1  # instead of a status


@dataclass
class Answer:
    status: int
    seconds: float
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.body.decode("utf8", "replace")

    @property
    def location(self) -> str:
        return self.headers.get("location", "")


def send(port: int, raw: bytes, *, patience: float = HANG) -> Answer:
    began = time.monotonic()
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=patience) as connection:
            with suppress(BrokenPipeError, ConnectionResetError):  # refused before all was sent: the answer is there
                connection.sendall(raw)
            status, headers, body = _read(connection, raw.startswith(b"HEAD "))
    except TimeoutError:
        return Answer(SILENT, time.monotonic() - began)
    except (OSError, HTTPException, ValueError):
        return Answer(CLOSED, time.monotonic() - began)
    return Answer(status, time.monotonic() - began, body, headers)


def _read(connection: socket.socket, head: bool) -> tuple[int, dict[str, str], bytes]:
    response = HTTPResponse(connection, method="HEAD" if head else "GET")
    try:
        response.begin()
        names = {name.lower() for name, _ in response.getheaders()}
        return response.status, {name: response.getheader(name, "") for name in names}, response.read()
    finally:
        response.close()


@dataclass
class Request:
    """Well-formed unless its parts are not. `note` says what is hostile in it."""

    method: str
    target: str
    body: bytes = b""
    content_type: str = "application/x-www-form-urlencoded"
    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    note: str = ""
    patience: float = HANG

    def raw(self, port: int) -> bytes:
        headers = {"Host": f"127.0.0.1:{port}", "Connection": "close"} | self.headers
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if self.body or self.method == "POST":
            headers |= {"Content-Type": self.content_type, "Content-Length": str(len(self.body))}
        head = f"{self.method} {self.target} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in headers.items())
        return head.encode("latin-1", "replace") + b"\r\n" + self.body
