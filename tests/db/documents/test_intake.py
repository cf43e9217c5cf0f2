"""How a file comes in: through the gate, once for the same bytes, on to its pictures, in a folder or object store."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.test import override_settings
from django.utils import timezone, translation
from object_store import papers_at
from pdfs import pdf, pictured
from PIL import Image

from shahrsazi.documents import intake, storage
from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.scan import BEGUN, FAILED, NONE, RENDERED, WAITING, Arrival, Scan
from shahrsazi.documents.tasks import MAX_TRIES, catch_up, render, render_again, render_large, tidy_marked_copies


@pytest.fixture
def send(tmp_path):
    def bring(content: bytes, name: str = "scan.pdf", using: str = "feed") -> Scan:
        place = tmp_path / "came"
        place.write_bytes(content)
        return kept(intake.store(place, name, using=using))

    return bring


def kept(sha256: str) -> Scan:
    return Scan.objects.using("owner").get(sha256=sha256)


def jobs_of(scan: Scan) -> int:
    from procrastinate.contrib.django.models import ProcrastinateJob

    return ProcrastinateJob.objects.using("owner").filter(args__sha256=scan.sha256).count()


def done(scan: Scan) -> None:
    """The jobs that the tests' own calls took the place of."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE args->>'sha256' = %s", [scan.sha256])


def a_photograph(tmp_path, shade: int = 90) -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x9286] = "a camera", "seen at home"
    Image.new("L", (900, 600), shade).save(tmp_path / "p.jpg", exif=exif)
    return (tmp_path / "p.jpg").read_bytes()


def test_a_paper_is_kept_as_the_gate_let_it_through_and_waits_for_its_pictures(send, either_store):
    scan = send(pdf(f"let in, {either_store}", 3))
    assert (scan.media_type, scan.extension, scan.pages, scan.state) == ("application/pdf", "pdf", 3, WAITING)
    content = storage.read(scan.name)
    assert len(content) == scan.size and content.startswith(b"%PDF-") and jobs_of(scan) == 1


def test_what_comes_again_is_known_without_being_opened(send):
    first = send(pdf("twice"))
    with override_settings(CLAMD="unix:/nowhere"):  # the gate could let nothing in
        assert send(pdf("twice")).sha256 == first.sha256 and jobs_of(first) == 1


def test_what_is_known_is_still_turned_away_under_a_name_that_says_something_else(send):
    send(pdf("named rightly"))
    with pytest.raises(FileRejectedError), translation.override("en"):
        send(pdf("named rightly"), "plan.dxf")


def test_two_files_that_differ_only_behind_the_picture_are_one_paper(send, tmp_path):
    plain, told = a_photograph(tmp_path), a_photograph(tmp_path).replace(b"seen at home", b"seen at work")
    assert plain != told
    assert send(plain, "a.jpg").sha256 == send(told, "b.jpg").sha256
    assert Arrival.objects.using("owner").filter(scan=send(plain, "a.jpg")).count() == 2


def test_what_the_camera_said_is_not_kept(send, tmp_path):
    content = storage.read(send(a_photograph(tmp_path, 91), "a.jpg").name)
    assert b"a camera" not in content and b"seen at home" not in content


@pytest.mark.parametrize("content", [b"", b"MZ", b"%PDF-1.7 and nothing more"])
def test_what_the_gate_turns_away_leaves_no_trace(send, content):
    before = Scan.objects.using("owner").count(), Arrival.objects.using("owner").count()
    with pytest.raises(FileRejectedError):
        send(content)
    assert (Scan.objects.using("owner").count(), Arrival.objects.using("owner").count()) == before


def test_a_drawing_that_nobody_can_open_is_kept_without_pictures(send):
    scan = send(b"AC1032" + bytes(7) + b"\x80\0\0\0" + b"a drawing" * 200, "plan.dwg")
    assert (scan.extension, scan.pages, scan.state, jobs_of(scan)) == ("dwg", 0, NONE, 0)


def test_every_page_gets_its_thumbnail_screens_and_large_picture(send, either_store):
    scan = kept(pictured(send(pdf(f"pictured, {either_store}", 12)).sha256))
    assert scan.state == RENDERED and len(scan.renditions) == 12 and set(scan.thumb) == {"width", "height"}
    for page in range(1, 13):
        made = scan.renditions_of(page)
        assert set(made) == {"thumb.webp", "screen.avif", "screen.webp", "large.webp"}
        assert all(len(storage.read(scan.rendition_name(one.name))) == one.size for one in made.values())


def test_making_them_again_changes_nothing(send):
    scan = kept(pictured(send(pdf("again", 2)).sha256))
    render(scan.sha256)
    assert kept(scan.sha256).renditions == scan.renditions


def test_a_broken_off_making_goes_on_where_a_reader_still_waits(send):
    scan = send(pdf("broken off", 2))
    Scan.objects.using("owner").filter(sha256=scan.sha256).update(state=BEGUN)
    assert kept(pictured(scan.sha256)).state == RENDERED


def test_pictures_that_fail_are_tried_three_times_and_can_be_asked_for_anew(send):
    scan = send(pdf("will not do"))
    sound = storage.read(scan.name)
    place = storage.backend().path(scan.name)
    with open(place, "wb") as kept_file:
        kept_file.write(b"%PDF-1.7 spoilt on the disk")
    for _ in range(2):
        with pytest.raises(FileRejectedError):
            render(scan.sha256)
        assert kept(scan.sha256).state == WAITING
    render(scan.sha256)
    assert kept(scan.sha256).state == FAILED
    with open(place, "wb") as kept_file:
        kept_file.write(sound)
    assert render_again() >= 1 and kept(pictured(scan.sha256)).state == RENDERED


def test_the_large_pictures_come_after_everybodys_first_ones(send):
    scan = send(pdf("patient", 2))
    render(scan.sha256)
    assert kept(scan.sha256).state == RENDERED and "large.webp" not in kept(scan.sha256).renditions_of(1)
    [(first, later)] = [(a, b) for a in _jobs(scan, render) for b in _jobs(scan, render_large)]
    assert later < first
    render_large(scan.sha256)
    assert "large.webp" in kept(scan.sha256).renditions_of(2)


def _jobs(scan: Scan, task) -> list[int]:
    from procrastinate.contrib.django.models import ProcrastinateJob

    jobs = ProcrastinateJob.objects.using("owner").filter(args__sha256=scan.sha256, task_name=task.name)
    return list(jobs.values_list("priority", flat=True))


def test_a_paper_that_took_the_worker_with_it_three_times_is_given_up(send):
    scan = send(pdf("deadly"))
    Scan.objects.using("owner").filter(sha256=scan.sha256).update(state=BEGUN, tries=MAX_TRIES)
    render(scan.sha256)
    assert kept(scan.sha256).state == FAILED


def test_every_try_is_counted_before_it_begins_and_a_store_that_is_away_costs_none(send, tmp_path):
    scan = send(pdf("far away"))
    with papers_at("http://key:secret@127.0.0.1:9/papers"), pytest.raises(storage.StorageUnreachableError):
        render(scan.sha256)
    assert (kept(scan.sha256).state, kept(scan.sha256).tries) == (WAITING, 0)
    assert kept(pictured(scan.sha256)).tries == 1


def test_a_store_that_is_away_takes_nothing_and_says_so(send):
    away = papers_at("http://key:secret@127.0.0.1:9/papers")
    with translation.override("en"), away, pytest.raises(FileRejectedError, match="does not answer now"):
        send(pdf("nowhere to lie"))


def test_bytes_that_the_store_has_lost_come_back_with_the_same_file(send):
    scan = send(pdf("lost and found"))
    storage.backend().delete(scan.name)
    assert send(pdf("lost and found")).sha256 == scan.sha256 and storage.exists(scan.name)


def test_pictures_that_were_lost_are_all_made_anew_when_asked(send):
    scan = kept(pictured(send(pdf("all anew")).sha256))
    storage.backend().delete(scan.rendition_name("1-screen.webp"))
    assert render_again(every=True) > 0
    assert storage.exists(kept(pictured(scan.sha256)).rendition_name("1-screen.webp"))


def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(tmp_path):
    with translation.override("en"), pytest.raises(FileRejectedError, match="could not be read"):
        intake.store(tmp_path, "a-folder.pdf", using="feed")


def test_two_who_bring_the_same_bytes_at_once_both_have_them(tmp_path):
    (tmp_path / "same").write_bytes(pdf("brought by two"))
    with ThreadPoolExecutor(2) as both:
        names = list(both.map(lambda _n: _kept_in_a_thread(tmp_path / "same"), range(2)))
    assert names[0] == names[1] and jobs_of(kept(names[0])) >= 1


def _kept_in_a_thread(place) -> str:
    try:
        return intake.store(place, "same.pdf", using="feed")
    finally:
        connections["feed"].close()


def test_what_lost_its_place_in_the_queue_is_asked_for_again_after_hours(send):
    lost, fresh = send(pdf("lost its place")), send(pdf("just came"))
    Scan.objects.using("owner").filter(sha256=lost.sha256).update(kept_at=timezone.now() - timedelta(hours=3))
    done(lost)
    asked = jobs_of(lost), jobs_of(fresh)
    assert asked[0] == 0
    catch_up(0)
    catch_up(0)
    assert (jobs_of(lost), jobs_of(fresh)) == (1, asked[1]), "once, however often it is looked for"


def test_marked_copies_of_other_days_are_thrown_away_and_todays_stay(either_store, tmp_path):
    (tmp_path / "copy").write_bytes(b"a marked copy")
    storage.put("stamped/of-today", tmp_path / "copy")
    tidy_marked_copies(0)
    assert storage.backend().exists("stamped/of-today")
    storage.delete_older("stamped", timezone.now() + timedelta(days=3))
    assert not storage.backend().exists("stamped/of-today")


def test_the_feed_and_the_counter_may_bring_papers_and_nobody_may_change_one(send):
    from django.db import DatabaseError, ProgrammingError, transaction

    scan = send(pdf("unchanging"))
    for role in ("default", "feed", "staff"):
        with pytest.raises((ProgrammingError, DatabaseError)), transaction.atomic(using=role):
            Scan.objects.using(role).filter(sha256=scan.sha256).update(size=1)
    with pytest.raises(ProgrammingError), transaction.atomic(using="worker"):
        Scan.objects.using("worker").filter(sha256=scan.sha256).update(size=1)
