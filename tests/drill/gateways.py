"""What messages are handed to: an SMS gateway over HTTP and a mail server with TLS, which write down what came."""

import email
import json
import re
import ssl
from email import policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from drill.certificate import Certificate

TOKEN, MAIL_ACCOUNT = "the-citys-token", ("city", "mail-password")


class Gateways:
    """Both of them; `texts` has what came to a number or a mailbox, the oldest first."""

    def __init__(self, certificate: Certificate, sms_port: int, mail_port: int):
        self.received: list[tuple[str, str]] = []
        self.refuse_sms = False
        handler = type("Handler", (_Sms,), {"gateways": self})
        self.sms = ThreadingHTTPServer(("127.0.0.1", sms_port), handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate.chain, certificate.key)
        self.mail = Controller(
            _Mail(self),
            hostname="127.0.0.1",
            port=mail_port,
            tls_context=context,
            require_starttls=True,
            auth_required=True,
            authenticator=_authenticate,
        )

    def __enter__(self):
        Thread(target=self.sms.serve_forever, daemon=True).start()
        self.mail.start()
        return self

    def __exit__(self, *_):
        self.sms.shutdown()
        self.sms.server_close()
        self.mail.stop()

    def texts(self, to: str) -> list[str]:
        return [text for address, text in self.received if address == to]

    def wait_for(self, to: str, count: int, seconds: float = 30) -> str:
        """The text number `count` (from 1) to that address."""
        for _ in range(int(seconds * 20)):
            if len(self.texts(to)) >= count:
                return self.texts(to)[count - 1]
            Event().wait(0.05)
        raise AssertionError(f"message {count} to {to} did not come within {seconds} s")


def password_in(text: str) -> str:
    return re.search(r"(?:کلمه عبور|Password): (\S+)", text)[1]


class _Sms(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.gateways.refuse_sms or self.headers["Authorization"] != f"Bearer {TOKEN}":
            self.send_error(503)
            return
        self.gateways.received.append((body["to"], body["text"]))
        self.send_response(202)
        self.end_headers()

    def log_message(self, *_):
        pass


class _Mail:
    def __init__(self, gateways: Gateways):
        self.gateways = gateways

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - called by aiosmtpd
        mail = email.message_from_bytes(envelope.content, policy=policy.default)
        assert mail["Date"] and mail["Message-ID"], mail.items()
        self.gateways.received += [(to, mail.get_content()) for to in envelope.rcpt_tos]
        return "250 taken"


def _authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=(data.login.decode(), data.password.decode()) == MAIL_ACCOUNT)
