"""What is known of a kept paper without opening it: its kind, its size, its pictures and how far they are."""

from typing import NamedTuple

from django.db import models
from django.db.models import Func
from django.db.models.functions import Now

from shahrsazi.database.policies import CLERK, READ
from shahrsazi.database.prepared import Arg, Query, run
from shahrsazi.documents import tiling
from shahrsazi.documents.errors import sentence

# Waiting for its pictures, some pages pictured, all; has none; could not be pictured; kept before there was a gate.
WAITING, BEGUN, RENDERED, NONE, FAILED, OLD = "waiting", "begun", "rendered", "none", "failed", "old"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "tiff": "image/tiff",
    "webp": "image/webp",
    "avif": "image/avif",
    "svg": "image/svg+xml",
    "dxf": "image/vnd.dxf",
    "dwg": "image/vnd.dwg",
}
DRAWINGS = ("dxf", "dwg")
# What is written down of a signed file's signatures, beside its renditions.
SIGNATURES = "0-signatures.json"
TILES = "tiles.webp"
UNTILED = "tiles.none"  # of a large sheet that the sandbox could not cut


class Rendition(NamedTuple):
    """One picture of a page: `name` in the address and the store, width and height in points, size in bytes.

    Under the name of its tiles nothing is stored: width, height and size are those of the finest level. Nor under
    UNTILED, which is no picture at all.
    """

    name: str
    width: int
    height: int
    size: int


class Scan(models.Model):
    """A paper as the gate let it through, under the SHA-256 of its bytes; what was found about it never changes.

    `pictures` lists the pages in order, each as [Picture, …].
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    media_type = models.CharField(max_length=40)
    extension = models.CharField(max_length=5)
    size = models.BigIntegerField()
    pages = models.IntegerField(default=0)
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, default=OLD)
    tries = models.SmallIntegerField(default=0)
    thumb = models.JSONField(null=True)
    renditions = models.JSONField(default=list)
    kept_at = models.DateTimeField(db_default=Now())

    policies = {
        "web": READ,
        "feed": {"SELECT": "true", "INSERT": "true"},
        "staff": {"SELECT": f"{CLERK} AND guard.is_scan_of_desk(sha256)"},
        "worker": {"SELECT": "true", "INSERT": "true", "UPDATE": "true"},
    }
    column_grants = {"worker": {"UPDATE": ("state", "tries", "thumb", "renditions")}}

    @property
    def name(self) -> str:
        """Where it lies in the store."""
        return f"{self.sha256[:2]}/{self.sha256}"

    @property
    def is_signed(self) -> bool:
        """Whether it is the clean copy of a signed file that is stored as well."""
        return "signed_apart" in self.reasons

    @property
    def original_name(self) -> str:
        """Where the signed file lies in the store."""
        return f"originals/{self.name}"

    @property
    def remarks(self) -> list[str]:
        """What whoever compares it with the paper should know, a sentence each."""
        return [sentence(why) for why in self.reasons]

    def rendition_name(self, name: str) -> str:
        return f"renditions/{self.name}/{name}"

    def renditions_of(self, page: int) -> dict[str, Rendition]:
        """The pictures of a page that are there by now: "screen.avif" → Picture."""
        rows = self.renditions[page - 1] if 0 < page <= len(self.renditions) else []
        return {p.name.partition("-")[2]: p for p in (Rendition(*one) for one in rows)}

    @property
    def tiled_pages(self) -> list[int]:
        """The pages that there are tiles of."""
        return [page for page in range(1, len(self.renditions) + 1) if TILES in self.renditions_of(page)]

    def has_file(self, page: int, name: str) -> bool:
        """Whether this is a picture of that page, or one of its tiles: of them one row says how large they are."""
        renditions = self.renditions_of(page)
        tiles = renditions.get(TILES)
        is_picture = name in renditions and name not in (TILES, UNTILED)
        return is_picture or bool(tiles and tiling.is_tile(name, tiles.width, tiles.height))


class _OfNames(Func):
    template = '"sha256" = ANY (%(expressions)s)'
    output_field = models.BooleanField()
    conditional = True


_COLUMNS = [f.attname for f in Scan._meta.concrete_fields if f.attname != "renditions"]
_OF_NAMES = Query(lambda: Scan.objects.filter(_OfNames(Arg("names", models.TextField()))).values(*_COLUMNS))


def scans_of(names: list[str]) -> list[Scan]:
    """The scans of these names that the reader may see, without the lists of their renditions."""
    [rows] = run((_OF_NAMES, {"names": names}))
    return [Scan.from_db("default", _COLUMNS, row) for row in rows]


class Arrival(models.Model):
    """Which bytes came in, and as which paper they are kept: what comes again is known without being opened."""

    came_as = models.CharField(max_length=64, primary_key=True)
    scan = models.ForeignKey(Scan, models.PROTECT, related_name="+")

    policies = {"feed": {"SELECT": "true", "INSERT": "true"}, "worker": {"SELECT": "true", "INSERT": "true"}}
