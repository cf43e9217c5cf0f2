"""A certificate authority of the tests, and a certificate for localhost."""

import subprocess
from pathlib import Path
from typing import NamedTuple


class Certificate(NamedTuple):
    """Paths of PEM files: the authority that a client trusts, the server's certificate and its key."""

    authority: Path
    chain: Path
    key: Path


def issue(folder: Path) -> Certificate:
    folder.mkdir(parents=True, exist_ok=True)
    ca, ca_key, key, request, chain, names = (
        folder / n for n in ("ca.pem", "ca.key", "key.pem", "csr", "cert.pem", "san")
    )
    names.write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n", "utf8")
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    _openssl("req", "-x509", *curve, "-keyout", ca_key, "-out", ca, "-days", "30", "-subj", "/CN=Test authority")
    _openssl("req", *curve, "-keyout", key, "-out", request, "-subj", "/CN=localhost")
    signed_by = ["-CA", ca, "-CAkey", ca_key, "-CAcreateserial", "-extfile", names]
    _openssl("x509", "-req", "-in", request, "-out", chain, "-days", "30", *signed_by)
    return Certificate(ca, chain, key)


def _openssl(*arguments) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
