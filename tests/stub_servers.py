"""Servers that stand in for a city's gateways: on this machine, for the length of a test, with what they heard."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


class Stub:
    """A small server on this machine, in a thread of its own, for as long as a `with` lasts."""

    def __enter__(self):
        self.server = self.kind(("127.0.0.1", 0), self.handler)
        self.server.stub, self.server.daemon_threads, self.got = self, True, []
        self.url = f"{self.scheme}://127.0.0.1:{self.server.server_address[1]}"
        Thread(target=self.server.serve_forever, args=[0.02], daemon=True).start()
        return self

    def __exit__(self, *raised):
        self.server.shutdown()
        self.server.server_close()


class _Sms(BaseHTTPRequestHandler):
    def do_POST(self):
        stub = self.server.stub
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        stub.got.append(dict(self.headers) | {"body": body, "path": self.path, "method": self.command})
        answer = stub.answers.pop(0) if stub.answers else 200
        if answer == "silence":
            Event().wait(1)
        elif answer == "rubbish":
            self.wfile.write(b"what?\r\n\r\n")
        elif answer != "hang up":
            self.send_response(answer)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

    do_GET = do_POST

    def log_message(self, *args):
        pass


class SmsServer(Stub):
    """An SMS gateway that answers as `answers` says, one after another, and then yes; `got` is what it heard."""

    kind, handler, scheme = ThreadingHTTPServer, _Sms, "http"

    def __init__(self, *answers):
        self.answers = list(answers)
