"""Districts, quarters and streets, and addresses made of them.

Streets, quarters, postal walks and places on the ground follow data of OpenStreetMap contributors (ODbL 1.0) and the
project's domain notes; the lanes, house numbers and delivery points are made up.
"""

from random import Random
from typing import NamedTuple

from samplecity.names import BUSH, MARTYRS

_TO_PERSIAN = str.maketrans("0123456789.,", "۰۱۲۳۴۵۶۷۸۹٫٬")
_POSTAL_DIGITS = "1346789"


class District(NamedTuple):
    x: int  # metres in UTM zone 39N
    y: int
    office: str
    sections: tuple[int, ...]
    walks: str
    quarters: str
    streets: str


DISTRICTS = {
    1: District(
        561000,
        613400,
        "centre",
        (1, 2),
        "81349 81369 81378 81848",
        "بیدآباد|درب‌کوشک|لنبان|شاهزاده ابراهیم|عباس‌آباد|جوزدان",
        "خیابان آتشگاه|خیابان مسجد سید|خیابان طیب|خیابان خرم|خیابان فروغی|خیابان اشرفی اصفهانی|بزرگراه شهید خرازی",
    ),
    2: District(
        558900,
        615600,
        "west",
        (14,),
        "81338 81339 81387",
        "برزان|جوی‌آباد",
        "خیابان کهندژ|خیابان امام خمینی|خیابان شهید بهشتی|خیابان برزان",
    ),
    3: District(
        564900,
        612700,
        "centre",
        (3, 4),
        "81548 81466 81476",
        "احمدآباد|جویباره|شهشهان|باغ‌کاران|سرتاوه",
        "خیابان هشت بهشت|خیابان مدرس|خیابان سروش|خیابان احمدآباد|خیابان هاتف|خیابان ابن‌سینا|خیابان حافظ",
    ),
    4: District(
        566300,
        612500,
        "east",
        (4, 5),
        "81587 81566 81588",
        "مشتاق|پینارت|شهرک زاینده‌رود|شاه‌زید",
        "خیابان هشت بهشت شرقی|خیابان حمزه اصفهانی|خیابان بزرگمهر|خیابان مشتاق|خیابان آبشار",
    ),
    5: District(
        561100,
        609900,
        "south",
        (5, 6),
        "81739 81759 81746 81758",
        "سیچان|باغ زرشک|حسین‌آباد|بهار آزادی|باغ دریاچه",
        "خیابان حکیم نظامی|خیابان توحید|خیابان وحید|خیابان هزارجریب|خیابان دانشگاه"
        "|خیابان میرزا کوچک‌خان|خیابان شهدای صفه|بلوار ملت|خیابان جانبازان",
    ),
    6: District(
        563700,
        609900,
        "south",
        (5, 6),
        "81648 81649 81656 81736",
        "دنارت|باغ‌نگار|آیینه‌خانه|مرداویج|سعادت‌آباد|هزارجریب",
        "خیابان شیخ صدوق|خیابان سعادت‌آباد|خیابان آپادانا|خیابان آبشار|خیابان کارگر"
        "|خیابان شفق|خیابان میر|خیابان آیینه‌خانه",
    ),
    7: District(
        564100,
        617600,
        "north",
        (16,),
        "81936 81937 81949",
        "باب‌الدشت|شیخ اشراق|برازنده|باغ فدک|کاوه|پوریای ولی|رحیم‌آباد",
        "خیابان کاوه|خیابان امین|خیابان شیخ اشراق|خیابان رباط|خیابان برازنده|خیابان باهنر",
    ),
    8: District(
        562700,
        617100,
        "north",
        (14, 16),
        "81387 81947 81959",
        "خانه اصفهان|تیران|باغ قوشخانه",
        "خیابان ۲۵ آبان|خیابان رباط سوم|خیابان گلستان|خیابان شهید رجایی|خیابان نوبهار",
    ),
    9: District(
        558500,
        613200,
        "west",
        (9, 14),
        "81737 81349 81738",
        "ناژوان|نصرآباد|بهارانچی|کوهانستان|ولدان|لادان|گورتان|آزادان",
        "خیابان آتشگاه|خیابان قدس|خیابان کهندژ|خیابان میرزا طاهر|خیابان گلستان",
    ),
    10: District(
        566700,
        615500,
        "east",
        (5, 16),
        "81558 81568 81998 81981",
        "اطشاران|پروین|عسگریه|مصلی|هفتون|لاله|شیخ طوسی|سروستان|گرکان",
        "خیابان پروین|خیابان نیکبخت|خیابان لاله|خیابان عسگریه|خیابان جی|خیابان معراج|خیابان سروستان",
    ),
    11: District(
        557700,
        615400,
        "west",
        (14,),
        "81877 81878",
        "لیمجیر|رهنان|درب‌میدان|اسلامی",
        "خیابان شهید چمران|خیابان شریف|خیابان رهنان|خیابان امام خمینی",
    ),
    12: District(
        561500,
        620200,
        "north",
        (16,),
        "81949 81959 81968",
        "ملک‌شهر|عاشق‌آباد|محمودآباد",
        "خیابان مطهری|خیابان مفتح|خیابان ۱۷ شهریور|خیابان بهارستان|بلوار کاوه شمالی",
    ),
    13: District(
        558400,
        609000,
        "south",
        (6, 9),
        "81769 81768 81766",
        "قائمیه|باغ فردوس|دستگرد خیار|باغ زیار",
        "خیابان سیمین|خیابان قائمیه|خیابان کشاورز|خیابان شهید کشوری|خیابان الغدیر",
    ),
    14: District(
        566700,
        619600,
        "east",
        (16, 18),
        "81977 81969 81978",
        "زینبیه|ارزنان|دارک|حصه شمالی|الهیه",
        "خیابان زینبیه|خیابان بعثت|خیابان امام رضا|خیابان آیت‌اله غفاری|خیابان ارزنان",
    ),
    15: District(
        569100,
        613300,
        "east",
        (18, 20),
        "81561 81599 81594",
        "خوراسگان|ارغوانیه|ابر|راران",
        "خیابان جی غربی|خیابان ارغوانیه|خیابان اباذر|خیابان جی شرقی",
    ),
}
NORTHING = 3_000_000  # the tables above leave it out


def persian(value: float | str) -> str:
    """As Persian text writes it."""
    return (f"{value:g}".replace(".", "٫") if isinstance(value, float) else str(value)).translate(_TO_PERSIAN)


def street(rng: Random, district: int) -> str:
    return rng.choice(DISTRICTS[district].streets.split("|"))


def quarter(rng: Random, district: int) -> str:
    return rng.choice(DISTRICTS[district].quarters.split("|"))


def lane(rng: Random) -> str:
    kind = rng.random()
    if kind < 0.4:
        return f"کوچه شهید {rng.choice(MARTYRS)} (شماره {persian(rng.randint(2, 60))})"
    if kind < 0.8:
        return f"کوچه {persian(rng.randint(2, 60))}"
    return f"{'کوچه' if kind < 0.9 else 'بن‌بست'} {rng.choice(BUSH)}"


def street_line(rng: Random, district: int) -> str:
    return f"{street(rng, district)}، {lane(rng)}، پلاک {persian(rng.randint(1, 190))}"


def postal_code(rng: Random, district: int) -> str:
    walk = rng.choice(DISTRICTS[district].walks.split())
    return walk + "".join(rng.choices(_POSTAL_DIGITS, k=5))


def spot(rng: Random, district: int) -> tuple[float, float]:
    centre = DISTRICTS[district]
    return centre.x + rng.uniform(-650, 650), NORTHING + centre.y + rng.uniform(-650, 650)
