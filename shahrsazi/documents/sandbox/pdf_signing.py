"""One signature of a PDF: whether its bytes are those that were signed, what came afterwards, and who vouches."""

import re
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any

from asn1crypto import pem, x509
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation.pdf_embedded import (
    EmbeddedPdfSignature,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleTrustManager

from shahrsazi.documents.sandbox.pdf_letters import plain

MAX_NAME, MAX_CERTIFICATES = 160, 30
DIGESTS = {"sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512"}
METHODS = {"rsassa_pkcs1v15", "rsassa_pss", "ecdsa", "dsa", "ed25519", "ed448"}
SUBFILTERS = {"/adbe.pkcs7.detached", "/ETSI.CAdES.detached", "/ETSI.RFC3161"}
MEANT_FOR = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
WEAK = {AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE, AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE}
NO_CHAIN = AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND
# What lies between the two parts that were signed has to be the signature and nothing else.
_GAP = re.compile(rb"<[0-9A-Fa-f\s]*+>")
AFTERWARDS = {
    ModificationLevel.NONE: "idle",
    ModificationLevel.LTA_UPDATES: "proofs",
    ModificationLevel.FORM_FILLING: "filled",
    ModificationLevel.ANNOTATIONS: "filled",
}


class SignatureUnclearError(Exception):
    """Nothing can be said of this signature but why."""

    def __init__(self, state: str):
        super().__init__(state)
        self.state = state


def examine(signature: EmbeddedPdfSignature, size: int, roots: list[str]) -> dict:
    """All facts about one signature of a file of that size; SignatureUnclearError when it is of no kind that can be
    checked. The roots are certificates as PEM."""
    _must_be_checkable(signature)
    stamps = signature.sig_object_type == "/DocTimeStamp"
    status = _status(signature, roots, stamps)
    certificate = status.signing_cert
    facts = {
        "kind": "timestamp" if stamps else "certification" if _certifies(signature) else "approval",
        "who": _name(certificate.subject),
        "issuer": _name(certificate.issuer),
        "from": certificate.not_valid_before.date().isoformat(),
        "to": certificate.not_valid_after.date().isoformat(),
        "state": _state(signature, status),
        "when": _moment(status.timestamp if stamps else status.signer_reported_dt),
    }
    if facts["state"] == "sound":
        facts |= _afterwards(signature, status, size) | _stamp(status, roots) | {"root": _root(status, roots)}
        if facts["root"] == "ended":
            facts["root"] = _root_then(signature, roots, stamps, facts)
    return facts


def _must_be_checkable(signature: EmbeddedPdfSignature) -> None:
    if str(signature.sig_object.get("/SubFilter")) not in SUBFILTERS:
        raise SignatureUnclearError("unsupported")
    digest, method = signature.md_algorithm, signature.signer_info["signature_algorithm"]
    try:
        unknown = digest not in DIGESTS or method.signature_algo not in METHODS
    except ValueError:  # a number that the library has no name for
        unknown = True
    if unknown:
        raise SignatureUnclearError("weak" if digest in ("md5", "md2") else "unsupported")
    if len(signature.other_embedded_certs) > MAX_CERTIFICATES or signature.reader.xrefs.hybrid_xrefs_present:
        raise SignatureUnclearError("unclear")


def _status(signature: EmbeddedPdfSignature, roots: list[str], stamps: bool, moment: datetime | None = None, **how):
    trust = _trust(roots, moment)
    if stamps:
        return _run(async_validate_pdf_timestamp(signature, trust, **how))
    return _run(async_validate_pdf_signature(signature, trust, key_usage_settings=MEANT_FOR, **how))


def _trust(roots: list[str], moment: datetime | None) -> ValidationContext:
    """The city's roots alone, never the machine's own."""
    trusted = [x509.Certificate.load(der) for text in roots for _, _, der in pem.unarmor(text.encode(), multiple=True)]
    return ValidationContext(
        trust_manager=SimpleTrustManager.build(trust_roots=trusted),
        allow_fetching=False,
        revocation_mode="soft-fail",
        moment=moment,
    )


def _run(work: Coroutine) -> Any:
    """Driven without an event loop, which would need a socket: what waits for anything is not waited for."""
    try:
        work.send(None)
    except StopIteration as result:
        return result.value
    work.close()
    raise SignatureUnclearError("unclear")


def _state(signature: EmbeddedPdfSignature, status) -> str:
    if not status.valid:
        prehashed = not signature.signer_info["signed_attrs"].native
        return "changed" if prehashed else "false"
    if not status.intact:
        return "changed"
    return "weak" if status.trust_problem_indic in WEAK and not status.validation_path else "sound"


def _afterwards(signature: EmbeddedPdfSignature, status, size: int) -> dict:
    """How much of the file was signed, and what was added behind it."""
    covers = _covers(signature, size)
    if covers != "revision":
        return {"covers": covers, "after": {"file": "nothing", "front": "idle"}.get(covers, "")}
    if status.modification_level == ModificationLevel.OTHER:
        # Notes that a certification permits cannot be told apart from other additions.
        return {"covers": covers, "after": "other", "forbids": _level(signature) in (1, 2)}
    added = AFTERWARDS[status.modification_level]
    return {"covers": covers, "after": added, "forbids": added == "filled" and _level(signature) == 1}


def _covers(signature: EmbeddedPdfSignature, size: int) -> str:
    """The whole "file"; all but what stands behind its end ("front"); the "revision" that was signed; or a "part"."""
    start, length, then, last = map(int, signature.byte_range)
    stream = signature.reader.stream
    end = stream.seek(0, 2)
    stream.seek(length)
    gap = stream.read(max(0, min(then, end) - length))
    if start != 0 or last < 0 or not _GAP.fullmatch(gap):
        return "part"
    if then + last == end:
        return "file" if end == size else "front"
    return "revision" if signature.coverage == SignatureCoverageLevel.ENTIRE_REVISION else "part"


def _certifies(signature: EmbeddedPdfSignature) -> bool:
    try:
        return any(
            reference.get_object()["/TransformMethod"] == "/DocMDP" for reference in signature.sig_object["/Reference"]
        )
    except (KeyError, TypeError, AttributeError, PdfReadError):
        return False


def _level(signature: EmbeddedPdfSignature) -> int:
    level = signature.docmdp_level
    return level.value if isinstance(level, MDPPerm) else 0


def _stamp(status, roots: list[str]) -> dict:
    """Another authority's word on the moment, where a sound one came with the signature."""
    stamp = getattr(status, "timestamp_validity", None)
    if stamp is None or not (stamp.valid and stamp.intact):
        return {}
    return {
        "when": _moment(stamp.timestamp),
        "stamped_by": _name(stamp.signing_cert.subject),
        "stamp_root": _root(stamp, roots),
    }


def _root(status, roots: list[str]) -> str:
    """Whether the certificate goes back to a root of the city's."""
    if not roots:
        return "none"
    trouble = status.trust_problem_indic
    if trouble is None and status.validation_path is not None:
        return "trusted"
    if trouble == AdESIndeterminate.OUT_OF_BOUNDS_NO_POE:
        return "ended"
    if trouble == NO_CHAIN or status.validation_path is None and status.signing_cert.self_signed != "no":
        return "unknown"
    return "unfit"


def _root_then(signature: EmbeddedPdfSignature, roots: list[str], stamps: bool, facts: dict) -> str:
    """The same for the moment of signing, where the certificate has ended since or had not begun."""
    if not facts["when"]:
        return "unfit"
    moment = datetime.fromisoformat(facts["when"])
    root = _root(_status(signature, roots, stamps, moment, skip_diff=True), roots)
    return "trusted" if root == "ended" else root  # of a day on which it did not hold, its dates say enough


def _moment(moment: datetime | None) -> str:
    """In UTC; what has no zone is not one moment, and is counted as UTC."""
    if moment is None or not 1990 <= moment.year <= 2200:
        return ""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="seconds")


def _name(name: x509.Name) -> str:
    """What a person calls themselves: never the number that many certificates carry beside it."""
    entries = name.native
    parts = [entries.get(key) for key in ("common_name", "organization_name")]
    shown = [one[0] if isinstance(one, list) else one for one in parts if one]
    return plain("، ".join(dict.fromkeys(map(str, shown))))[:MAX_NAME].strip()
