"""Signed PDFs for the tests, of every kind, by people whose certificates were made here and now."""

import asyncio
import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import NamedTuple

import pikepdf
from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pikepdf import Array, Dictionary, Name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

ENGINEER = "مهندس لیلا نمونه"
NOW = datetime.now(UTC).replace(microsecond=0)
YEAR = timedelta(days=365)


class Identity(NamedTuple):
    key: rsa.RSAPrivateKey
    certificate: certificates.Certificate

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()


@cache
def _key(bits: int, number: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@cache
def root(name: str = "ریشهٔ گواهی نمونه", number: int = 0) -> Identity:
    return _issued(name, _key(2048, number), None, NOW - 10 * YEAR, NOW + 10 * YEAR)


@cache
def signer(
    name: str = ENGINEER, begins: datetime = NOW - YEAR, ends: datetime = NOW + YEAR, stamps: bool = False, by: int = 0
) -> Identity:
    return _issued(name, _key(2048, 100 + stamps), root(number=by), begins, ends, stamps)


def _issued(
    name: str, key: rsa.RSAPrivateKey, issuer: Identity | None, begins: datetime, ends: datetime, stamps: bool = False
) -> Identity:
    subject = certificates.Name([certificates.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        certificates.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(certificates.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(certificates.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(_usage(issuer is None), critical=True)
    )
    if stamps:
        made = made.add_extension(certificates.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return Identity(key, made.sign(issuer.key if issuer else key, hashes.SHA256()))


def _usage(of_root: bool) -> certificates.KeyUsage:
    others = ("data_encipherment", "key_encipherment", "key_agreement", "encipher_only", "decipher_only")
    return certificates.KeyUsage(
        digital_signature=not of_root,
        content_commitment=not of_root,
        key_cert_sign=of_root,
        crl_sign=of_root,
        **dict.fromkeys(others, False),
    )


def _as_signer(identity: Identity, issuer: Identity) -> signers.SimpleSigner:
    store = SimpleCertificateStore()
    store.register(_certificate(issuer))
    return signers.SimpleSigner(
        signing_cert=_certificate(identity), signing_key=_private(identity), cert_registry=store
    )


def _certificate(identity: Identity) -> x509.Certificate:
    return x509.Certificate.load(identity.certificate.public_bytes(serialization.Encoding.DER))


def _private(identity: Identity) -> keys.PrivateKeyInfo:
    der = identity.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return keys.PrivateKeyInfo.load(der)


def stamper() -> DummyTimeStamper:
    authority = signer("مرجع زمان نمونه", stamps=True)
    store = SimpleCertificateStore()
    store.register(_certificate(root()))
    return DummyTimeStamper(_certificate(authority), _private(authority), certs_to_embed=store)


def plain_pdf(word: str = "", *, form: bool = False) -> bytes:
    """A page, with a field to fill in if there is to be a form."""
    made, written = pikepdf.new(), BytesIO()
    made.add_blank_page(page_size=(595, 842))
    made.pages[0].Contents = made.make_stream(f"% {word.encode().hex()}\n0 0 50 50 re f".encode())
    if form:
        field = made.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T="name",
                Rect=[100, 500, 300, 530],
                F=4,
                V="",
                DA="/Helv 12 Tf 0 g",
            )
        )
        made.pages[0].obj.Annots = Array([field])
        made.Root.AcroForm = made.make_indirect(Dictionary(Fields=Array([field])))
    made.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return written.getvalue()


def sign(
    pdf: bytes,
    identity: Identity | None = None,
    *,
    issuer: Identity | None = None,
    field: str = "Signature1",
    box: tuple[int, int, int, int] | None = None,
    stamped: bool = False,
    **how,
) -> bytes:
    """Signed as an increment; `how` goes to the signature's metadata (certify, docmdp_permissions, md_algorithm …)."""
    writer, out = IncrementalPdfFileWriter(BytesIO(pdf)), BytesIO()
    if box:
        fields.append_signature_field(writer, fields.SigFieldSpec(field, box=box))
    signing = signers.PdfSigner(
        signers.PdfSignatureMetadata(field_name=field, **how),
        signer=_as_signer(identity or signer(), issuer or root()),
        timestamper=stamper() if stamped else None,
    )
    with ThreadPoolExecutor(1) as apart:  # a thread in which no browser has its event loop
        apart.submit(signing.sign_pdf, writer, output=out).result()
    return out.getvalue()


def timestamp(pdf: bytes) -> bytes:
    writer, out = IncrementalPdfFileWriter(BytesIO(pdf)), BytesIO()
    stamping = signers.PdfTimeStamper(stamper())
    asyncio.run(stamping.async_timestamp_pdf(writer, "sha256", output=out))
    return out.getvalue()


def with_empty_field(pdf: bytes) -> bytes:
    writer, out = IncrementalPdfFileWriter(BytesIO(pdf)), BytesIO()
    fields.append_signature_field(writer, fields.SigFieldSpec("Empty", box=(50, 50, 250, 100)))
    writer.write(out)
    return out.getvalue()


def filled_in(pdf: bytes, value: str = "Leila") -> bytes:
    """The form's field has another value, by an increment."""
    from pyhanko.pdf_utils import generic

    writer, out = IncrementalPdfFileWriter(BytesIO(pdf)), BytesIO()
    field = writer.root["/AcroForm"]["/Fields"][0]
    field[generic.NameObject("/V")] = generic.TextStringObject(value)
    writer.update_container(field)
    writer.write(out)
    return out.getvalue()


def with_note(pdf: bytes) -> bytes:
    """A note lies on the page, by an increment."""
    from pyhanko.pdf_utils import generic

    def dictionary(**entries):
        return generic.DictionaryObject({generic.NameObject(f"/{key}"): value for key, value in entries.items()})

    writer, out = IncrementalPdfFileWriter(BytesIO(pdf)), BytesIO()
    page = writer.root["/Pages"]["/Kids"][0]
    note = dictionary(
        Type=generic.NameObject("/Annot"),
        Subtype=generic.NameObject("/Text"),
        Contents=generic.TextStringObject("paid"),
        Rect=generic.ArrayObject(map(generic.NumberObject, (10, 10, 40, 40))),
    )
    notes = page.get("/Annots", generic.ArrayObject())
    page[generic.NameObject("/Annots")] = generic.ArrayObject([*notes, writer.add_object(note)])
    writer.update_container(page)
    writer.write(out)
    return out.getvalue()


def flipped(pdf: bytes, mark: bytes = b"595 842") -> bytes:
    """One byte is another, in what was signed."""
    place = pdf.index(mark)
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def with_contents(pdf: bytes, change) -> bytes:
    """The last signature's own bytes are others, of the same length."""
    begin = pdf.rindex(b"/Contents <") + len(b"/Contents <")
    end = pdf.index(b">", begin)
    changed = change(bytes.fromhex(pdf[begin:end].decode()))
    return pdf[:begin] + changed.hex().encode().ljust(end - begin, b"0")[: end - begin] + pdf[end:]


def signed_but_for(spared: int) -> bytes:
    """A signature that is sound over what it covers: all but itself and so many bytes before it."""
    pdf = sign(plain_pdf("in part"))
    begin = pdf.rindex(b"/ByteRange [") + len(b"/ByteRange [")
    end = pdf.index(b"]", begin)
    _, length, then, last = map(int, pdf[begin:end].split())
    pdf = pdf[:begin] + f"0 {length - spared} {then} {last}".encode().ljust(end - begin) + pdf[end:]
    digest = hashlib.sha256(pdf[: length - spared] + pdf[then : then + last]).digest()
    made = asyncio.run(_as_signer(signer(), root()).async_sign(digest, digest_algorithm="sha256"))
    return with_contents(pdf, lambda _old: made.dump())
