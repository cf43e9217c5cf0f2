"""The virus scanner: asked first, in its own language; what it finds is refused, as is any file while it is silent."""

import socket
import threading

import pytest
import strange_files as strange

from shahrsazi.documents.sandbox import FileRejectedError, admit
from shahrsazi.documents.sandbox.virus_scanner import CHUNK


class Clamd:
    """Speaks INSTREAM as the real one does: lengths of four bytes, a zero at the end; finds the one test string."""

    def __init__(self, listening: socket.socket, answers=None):
        self.pieces, self.command, self.listening, self.answers = [], b"", listening, answers
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        caller, _ = self.listening.accept()
        with caller, caller.makefile("rb") as stream:
            self.command = stream.read(len(b"zINSTREAM\0"))
            while length := int.from_bytes(stream.read(4), "big"):
                self.pieces.append(stream.read(length))
            caller.sendall(self.answer() + b"\0")

    def answer(self) -> bytes:
        if self.answers is not None:
            return self.answers
        return b"stream: Eicar-Test-Signature FOUND" if strange.EICAR in b"".join(self.pieces) else b"stream: OK"


@pytest.fixture
def settings(monkeypatch):
    from django.conf import settings

    monkeypatch.setattr(settings, "CLAMD", "")
    return settings


@pytest.fixture
def clamd(tmp_path, settings):
    """A scanner on a local socket, or on a port, and the setting that names it."""

    def start(kind: str = "unix", answers=None) -> Clamd:
        listening = socket.socket(socket.AF_UNIX if kind == "unix" else socket.AF_INET)
        listening.bind(str(tmp_path / "clamd") if kind == "unix" else ("127.0.0.1", 0))
        listening.listen()
        settings.CLAMD = f"unix:{tmp_path}/clamd" if kind == "unix" else f"tcp://127.0.0.1:{listening.getsockname()[1]}"
        return Clamd(listening, answers)

    return start


@pytest.fixture
def sent(tmp_path):
    def send(content: bytes, name: str = "a.png"):
        (tmp_path / "source").write_bytes(content)
        return admit(tmp_path / "source", name, tmp_path / "out")

    return send


@pytest.mark.parametrize("kind", ["unix", "tcp"])
def test_a_clean_file_passes_and_was_sent_whole_in_pieces(clamd, sent, kind):
    scanner = clamd(kind)
    content = strange.picture("PNG") + b"\0" * (2 * CHUNK)
    assert sent(content).outcome == "accept"
    assert scanner.command == b"zINSTREAM\0" and b"".join(scanner.pieces) == content
    assert len(scanner.pieces) == 3 and max(map(len, scanner.pieces)) == CHUNK


def test_what_is_found_is_refused_before_anything_else(clamd, sent):
    clamd()
    with pytest.raises(FileRejectedError) as refused:
        sent(strange.EICAR, "a.txt")
    assert refused.value.reason == "infected"


def test_it_is_found_across_the_seam_of_two_pieces(clamd, sent):
    clamd()
    with pytest.raises(FileRejectedError) as refused:
        sent(b"\0" * (CHUNK - 30) + strange.EICAR)
    assert refused.value.reason == "infected"


@pytest.mark.parametrize("answer", [b"", b"stream: size limit exceeded ERROR", b"OK", b"INSTREAM: nonsense"])
def test_an_answer_that_is_not_ok_lets_nothing_pass(clamd, sent, answer):
    clamd(answers=answer)
    with pytest.raises(FileRejectedError) as refused:
        sent(strange.picture("PNG"))
    assert refused.value.reason == "unscanned" and str(refused.value)


@pytest.mark.parametrize(
    "address", ["unix:/nowhere/clamd", "tcp://127.0.0.1:1", "tcp://127.0.0.1:99999999", "nonsense"]
)
def test_a_scanner_that_is_not_there_lets_nothing_pass(sent, settings, address):
    settings.CLAMD = address
    with pytest.raises(FileRejectedError) as refused:
        sent(strange.picture("PNG"))
    assert refused.value.reason == "unscanned"


def test_without_a_scanner_nothing_is_asked(sent, settings):
    assert settings.CLAMD == "" and sent(strange.picture("PNG")).outcome == "accept"
