"""Requests that are none, byte by byte: lengths that contradict each other, lines that do not end, hosts of others."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from attack.judge import Judge
from attack.wire import send

PATIENCE = 2  # a server may wait for what was announced: silence is no error here, an answer of 500 is


def samples(port: int) -> dict[str, bytes]:
    return _lengths(port) | _headers(port) | _lines(port) | _hosts(port)


def _request(
    port: int, headers: str = "", body: bytes = b"", *, line: str = "POST /entrance/ HTTP/1.1", host: str = ""
):
    head = f"{line}\r\n" + (host or f"Host: 127.0.0.1:{port}\r\n") + headers + "\r\n"
    return head.encode("latin-1") + body


def _lengths(port: int) -> dict[str, bytes]:
    chunked, smuggled = "Transfer-Encoding: chunked\r\n", b"GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
    return {
        "two lengths": _request(port, "Content-Length: 3\r\nContent-Length: 5\r\n", b"a=bcd"),
        "two equal lengths": _request(port, "Content-Length: 3\r\nContent-Length: 3\r\n", b"a=b"),
        "length and chunks": _request(port, f"Content-Length: 3\r\n{chunked}", b"0\r\n\r\n" + smuggled),
        "chunks and length": _request(port, f"{chunked}Content-Length: 30\r\n", b"0\r\n\r\n" + smuggled),
        "two encodings": _request(port, "Transfer-Encoding: chunked, identity\r\n", b"0\r\n\r\n"),
        "hidden encoding": _request(port, "Transfer-Encoding: xchunked\r\nContent-Length: 3\r\n", b"a=b"),
        "encoding with a tab": _request(port, "Transfer-Encoding:\tchunked\r\n", b"0\r\n\r\n"),
        "chunk of no number": _request(port, chunked, b"zz\r\nab\r\n0\r\n\r\n"),
        "chunk below zero": _request(port, chunked, b"-1\r\nab\r\n0\r\n\r\n"),
        "chunk of 2^64": _request(port, chunked, b"ffffffffffffffff1\r\nab\r\n0\r\n\r\n"),
        "chunk too short": _request(port, chunked, b"9\r\nab\r\n0\r\n\r\n"),
        "chunk with extensions": _request(port, chunked, b"3;" + b"a=b;" * 20_000 + b"\r\na=b\r\n0\r\n\r\n"),
        "chunk trailers": _request(port, chunked, b"3\r\na=b\r\n0\r\nContent-Length: 9\r\nHost: b\r\n\r\n"),
        "chunks": _request(port, chunked, b"3\r\na=b\r\n0\r\n\r\n"),
        "a million chunks": _request(port, chunked, b"1\r\na\r\n" * 400_000 + b"0\r\n\r\n"),
        "length below zero": _request(port, "Content-Length: -1\r\n", b"a=b"),
        "length with a plus": _request(port, "Content-Length: +3\r\n", b"a=b"),
        "length in Persian": _request(port, "Content-Length: \xdb\xb3\r\n", b"a=b"),
        "length of 30 digits": _request(port, f"Content-Length: {'9' * 30}\r\n", b"a=b"),
        "length too long": _request(port, "Content-Length: 900\r\n", b"a=b"),
        "length too short": _request(port, "Content-Length: 1\r\n", b"a=b" + smuggled),
        "body of GET": _request(port, "Content-Length: 3\r\n", b"a=b", line="GET /entrance/ HTTP/1.1"),
        "expects 100": _request(port, "Content-Length: 3\r\nExpect: 100-continue\r\n", b"a=b"),
        "expects 200": _request(port, "Content-Length: 3\r\nExpect: 200-ok\r\n", b"a=b"),
    }


def _headers(port: int) -> dict[str, bytes]:
    get = "GET /entrance/ HTTP/1.1"
    headers = {
        "folded header": "X-A: b\r\n c\r\n",
        "NUL in a header": "X-A: a\x00b\r\n",
        "NUL in a cookie": "Cookie: sid=a\x00b\r\n",
        "CR in a header": "X-A: a\rb\r\n",
        "blank before the colon": "X-A : b\r\n",
        "no colon": "nothing\r\n",
        "no name": ": b\r\n",
        "100 kB header": f"X-A: {'a' * 100_000}\r\n",
        "100 kB cookie": f"Cookie: sid={'a' * 100_000}\r\n",
        "binary cookie": "Cookie: sid=\xff\xfe\x80; staff=\xc0\xaf; csrf=\xed\xa0\x80\r\n",
        "a thousand cookies": f"Cookie: {'; '.join(f'c{n}={n}' for n in range(1000))}\r\n",
        "two cookies of a name": "Cookie: sid=a; sid=b\r\nCookie: sid=c\r\n",
        "cookie of nothing": "Cookie: ;;;=;=a;sid;\r\n",
        "a thousand headers": "".join(f"X-{n}: a\r\n" for n in range(1000)),
        "upgrade": "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: YQ==\r\n",
        "to HTTP/2": "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk\r\n",
    }
    return {title: _request(port, text, line=get) for title, text in headers.items()}


def _lines(port: int) -> dict[str, bytes]:
    whole = _request(port, line="GET / HTTP/1.1")
    lines = {
        "lower case": "get / http/1.1",
        "HTTP/0.9": "GET /",
        "HTTP/9.9": "GET / HTTP/9.9",
        "no target": "GET  HTTP/1.1",
        "CONNECT": "CONNECT example.ir:443 HTTP/1.1",
        "target of another": "GET http://example.ir/ HTTP/1.1",
        "star": "OPTIONS * HTTP/1.1",
        "bytes in the target": "GET /\xff\xfe\x80 HTTP/1.1",
        "NUL in the target": "GET /\x00 HTTP/1.1",
        "100 kB target": f"GET /{'a' * 100_000} HTTP/1.1",
        "broken escapes": "GET /%zz%f%\xff?%=%zz&& HTTP/1.1",
        "TRACE": "TRACE / HTTP/1.1",
    }
    return {title: _request(port, line=line) for title, line in lines.items()} | {
        "bare LF": whole.replace(b"\r\n", b"\n"),
        "bare CR": whole.replace(b"\r\n", b"\r"),
        "empty lines first": b"\r\n" * 500 + whole,
        "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 300,
        "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\x00\x00\x00\x04\x00\x00\x00\x00\x00",
        "noise": bytes(range(256)) * 40,
        "half a request": whole[:20],
        "twenty at once": whole * 20,
    }


def _hosts(port: int) -> dict[str, bytes]:
    hosts = {
        "no Host": "X-A: b\r\n",
        "two Hosts": f"Host: 127.0.0.1:{port}\r\nHost: example.ir\r\n",
        "forged Host": "Host: example.ir\r\n",
        "Host of Unicode": "Host: \xe2\x98\x83.ir\r\n",
        "Host with a path": f"Host: 127.0.0.1:{port}/../\r\n",
        "Host with a user": f"Host: a@127.0.0.1:{port}\r\n",
        "Host's port": "Host: 127.0.0.1:99999999\r\n",
        "Host of nothing": "Host:\r\n",
        "forwarded": f"Host: 127.0.0.1:{port}\r\nX-Forwarded-For: 10.0.0.1, \x80, ::1\r\n"
        "X-Forwarded-Host: example.ir\r\n"
        'X-Forwarded-Proto: https\r\nX-Forwarded-Port: 0\r\nForwarded: for="[";host=a\r\n',
    }
    return {title: _request(port, line="GET /entrance/ HTTP/1.1", host=host) for title, host in hosts.items()}


def attack(judge: Judge) -> list[str]:
    """All of them; which took a Host that is not ours for ours is looked for in the answer."""
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda sample: _attack(judge, *sample), samples(judge.port).items()))
    return [f"framing: {len(answers)} kinds, answers {dict(sorted(Counter(answers).items()))}"]


def _attack(judge: Judge, title: str, raw: bytes) -> int:
    answer = send(judge.port, raw, patience=PATIENCE)
    judge.look(raw, answer, f"framing: {title}", kind="stranger", patience=PATIENCE)
    if b"example.ir" in answer.body or "example.ir" in answer.location:
        judge.fail("a forged host stands in the answer", raw, title)
    return answer.status
