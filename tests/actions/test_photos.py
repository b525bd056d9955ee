"""Photos: what is kept of them, what is refused, and how many."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import select

from openlab.actions import photos
from openlab.actions.photos import LONGEST_SIDE, MOST_MEGABYTES, develop
from openlab.actions.sheets import Hand
from openlab.db.engine import Database
from openlab.db.queries.journal import journal
from openlab.db.queries.sheets import GroupSheet, group_sheets, photo
from openlab.db.tables import Photo
from openlab.domain import Refused
from openlab.domain.phases import Phase
from tests.build import Built, move, other_lab
from tests.groups import a_lab_in_groups
from tests.pictures import HEIC, PDF, TURNED_RIGHT, bomb, encoded, from_a_phone, opened, picture, twenty_megapixels

# As on a server: Pillow warns of damaged files, and goes on.
pytestmark = pytest.mark.filterwarnings("ignore")

SMALL = develop(picture())
RED, BLUE = (254, 0, 0), (0, 0, 254)


def refusal(act: Callable[..., object], *values: object) -> tuple[str, str | None]:
    with pytest.raises(Refused) as refused:
        act(*values)
    return refused.value.code, refused.value.field


def is_near(pixel: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(here - there) < 8 for here, there in zip(pixel, wanted, strict=True))


# --- developing


def test_nothing_but_the_picture_is_kept() -> None:
    sent = from_a_phone()
    assert b"SecretPhone" in sent
    developed = develop(sent)
    kept = opened(developed.jpeg)
    assert kept.format == "JPEG"
    assert dict(kept.getexif()) == {}
    assert not {"exif", "comment", "icc_profile", "xmp", "photoshop"} & set(kept.info)
    for secret in (b"Secret", b"Exif", b"http", b"Photoshop"):
        assert secret not in developed.jpeg


def test_a_phone_held_upright_gives_an_upright_picture() -> None:
    developed = develop(from_a_phone(400, 300, TURNED_RIGHT))
    kept = opened(developed.jpeg)
    assert kept.size == (developed.width, developed.height) == (300, 400)
    assert is_near(kept.getpixel((10, 200)), BLUE), "what was below is now on the left"
    assert is_near(kept.getpixel((290, 200)), RED)


def test_a_photo_of_twenty_megapixels_is_made_small() -> None:
    developed = develop(twenty_megapixels())
    assert (developed.width, developed.height) == (LONGEST_SIDE, 1067)
    assert len(developed.jpeg) < 600_000


@pytest.mark.parametrize("size", [(1, 1), (1600, 900), (1, 9000), (9000, 1), (1601, 1600)])
def test_every_shape_fits_and_none_is_made_larger(size: tuple[int, int]) -> None:
    developed = develop(picture(*size, kind="PNG"))
    assert max(developed.width, developed.height) == min(max(size), LONGEST_SIDE)
    assert min(developed.width, developed.height) >= 1


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA"])
def test_every_kind_of_png_becomes_a_picture_on_white_paper(mode: str) -> None:
    image = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    image.paste("black", (0, 0, 30, 60))
    kept = opened(develop(encoded(image.convert(mode), "PNG")).jpeg)
    assert (kept.mode, kept.size) == ("RGB", (60, 60))
    if mode in ("LA", "RGBA"):
        assert is_near(kept.getpixel((50, 30)), (255, 255, 255))
    assert is_near(kept.getpixel((10, 30)), (0, 0, 0))


def test_what_cameras_call_jpeg_is_read_too() -> None:
    several = encoded(
        Image.new("RGB", (80, 60), "red"), "MPO", save_all=True, append_images=[Image.new("RGB", (80, 60))]
    )
    for file in (
        several,
        encoded(Image.new("CMYK", (80, 60))),
        picture(80, 60, progressive=True),
        encoded(Image.new("L", (80, 60))),
    ):
        assert opened(develop(file).jpeg).size == (80, 60)


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", "photo_missing"),
        (PDF, "photo_not_a_picture"),
        (HEIC, "photo_heic"),
        (b"GIF89a" + bytes(100), "photo_not_a_picture"),
        (encoded(Image.new("RGB", (9, 9)), "TIFF"), "photo_not_a_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo_not_a_picture"),
        (b"\xff\xd8\xff", "photo_not_a_picture"),
        (picture() + b"%PDF" + bytes(MOST_MEGABYTES * 1024 * 1024), "photo_too_large"),
        (bomb(30_000, 30_000), "photo_pixels"),
        (bomb(10_000, 10_000), "photo_pixels"),
        (bomb(5_000, 5_000), "photo_pixels"),
        (bomb(100, 100), "photo_broken"),
        (picture()[:1500], "photo_broken"),
        (picture(kind="PNG")[:-600], "photo_broken"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_is_not_a_whole_picture_is_refused_by_what_it_is_not_by_its_name(file: bytes, code: str) -> None:
    assert refusal(develop, file) == (code, "photo")


def test_a_jpeg_of_many_passes_is_refused_before_it_is_drawn() -> None:
    file = picture(progressive=True)
    scan = file.index(b"\xff\xda")
    assert refusal(develop, file[:scan] + file[scan : scan + 40] * 200 + file[scan:]) == ("photo_pixels", "photo")


SOUND = from_a_phone(90, 60, TURNED_RIGHT)


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), max_size=12), st.integers(0, len(SOUND))
)
def test_whatever_a_file_holds_it_becomes_a_picture_or_is_refused(changes: list[tuple[int, int]], length: int) -> None:
    file = bytearray(SOUND)
    for position, value in changes:
        file[position] = value
    for sent in (bytes(file), bytes(file[:length])):
        assert what_comes_of(sent) in ("JPEG", "photo_missing", "photo_not_a_picture", "photo_pixels", "photo_broken")


def what_comes_of(file: bytes) -> str | None:
    try:
        return opened(develop(file).jpeg).format
    except Refused as refused:
        return refused.code


@pytest.mark.parametrize(
    "exif", [b"Exif\x00\x00nothing that makes sense", b"Exif\x00\x00MM\x00*\xff\xff\xff\xff", b"Exif\x00\x00"]
)
def test_a_picture_whose_exif_makes_no_sense_is_kept_as_it_lies(exif: bytes) -> None:
    assert opened(develop(picture(exif=exif)).jpeg).size == (400, 300)


# --- keeping


def add(
    database: Database, built: Built, group: int, key: str, developed: photos.Developed = SMALL, number: int = 0
) -> None:
    hand = Hand(built.lab, participant_id=built.people[number])
    with database.writing() as session:
        photos.add_photo(session, hand, group, developed, key)


def remove(
    database: Database, built: Built, group: int, photo_id: int, *, removed: bool = True, number: int = 0
) -> None:
    hand = Hand(built.lab, participant_id=built.people[number])
    with database.writing() as session:
        photos.remove_photo(session, hand, group, photo_id, removed)


def seen(database: Database, built: Built, group: int) -> GroupSheet:
    with database.reading() as session:
        return group_sheets(session, built.lab)[group]


def jpeg(database: Database, lab: int, photo_id: int) -> bytes | None:
    with database.reading() as session:
        return photo(session, lab, photo_id)


def test_a_photo_is_kept_with_its_sheet_and_served_to_its_lab_alone(database: Database) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    add(database, built, group, "k")
    (kept,) = seen(database, built, group).photos
    assert (kept.width, kept.height) == (400, 300)
    assert jpeg(database, built.lab, kept.id) == SMALL.jpeg
    assert jpeg(database, other_lab(database, built), kept.id) is None
    assert seen(database, built, group).version == 0, "a photo is not a version of the text"


def test_the_fourth_photo_is_refused_until_one_is_removed(database: Database) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    for number in range(3):
        add(database, built, group, f"k{number}")
    assert refusal(add, database, built, group, "k3") == ("photos_enough", "photo")
    first, second, third = (kept.id for kept in seen(database, built, group).photos)
    remove(database, built, group, first)
    add(database, built, group, "k3")
    assert refusal(lambda: remove(database, built, group, first, removed=False)) == ("photos_enough", "photo")
    remove(database, built, group, third)
    remove(database, built, group, first, removed=False)
    assert [kept.id for kept in seen(database, built, group).photos][:2] == [first, second]
    assert [kept.id for kept in seen(database, built, group).removed] == [third]


def test_a_removed_photo_is_shown_to_nobody_and_put_back_whole(database: Database) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    add(database, built, group, "k")
    (kept,) = seen(database, built, group).photos
    for _ in range(2):
        remove(database, built, group, kept.id)
    assert jpeg(database, built.lab, kept.id) is None
    remove(database, built, group, kept.id, removed=False)
    assert jpeg(database, built.lab, kept.id) == SMALL.jpeg


def test_a_double_tap_adds_one_photo_and_another_photo_from_the_same_page_is_another(database: Database) -> None:
    built, (group, other, *_) = a_lab_in_groups(database)
    for _ in range(2):
        add(database, built, group, "one form")
    assert len(seen(database, built, group).photos) == 1
    add(database, built, group, "one form", develop(picture(200, 200)))
    add(database, built, group, "another form")
    assert len(seen(database, built, group).photos) == 3
    add(database, built, group, "one form")
    add(database, built, other, "one form", number=1)
    assert len(seen(database, built, other).photos) == 1


def test_of_many_photos_at_once_three_are_kept(database: Database) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    ready = threading.Barrier(9)

    def send(number: int) -> str:
        ready.wait()
        try:
            add(database, built, group, f"k{number}", number=2 * (number % 2))
        except Refused as refused:
            return refused.code
        return "kept"

    with ThreadPoolExecutor(9) as pool:
        assert sorted(pool.map(send, range(9))) == ["kept"] * 3 + ["photos_enough"] * 6
    assert len(seen(database, built, group).photos) == 3


def test_only_the_group_adds_and_removes_its_photos_and_only_while_its_round_lasts(database: Database) -> None:
    built, (group, other, *_) = a_lab_in_groups(database)
    add(database, built, group, "k")
    (kept,) = seen(database, built, group).photos
    assert refusal(add, database, built, group, "k2", SMALL, 1)[0] == "sheet_not_yours"
    assert refusal(lambda: remove(database, built, group, kept.id, number=1))[0] == "sheet_not_yours"
    assert refusal(lambda: remove(database, built, other, kept.id, number=1))[0] == "photo_unknown"
    assert refusal(remove, database, built, group, 999_999)[0] == "photo_unknown"
    move(database, built, Phase.GROUPS_2)
    assert refusal(add, database, built, group, "k2")[0] == "sheet_not_open"
    assert refusal(remove, database, built, group, kept.id)[0] == "sheet_not_open"
    with database.writing() as session:
        photos.remove_photo(session, Hand(built.lab, account_id=built.account), group, kept.id, True)
    assert seen(database, built, group).photos == ()


def test_the_journal_tells_of_photos_by_role(database: Database) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    add(database, built, group, "k")
    (kept,) = seen(database, built, group).photos
    remove(database, built, group, kept.id)
    remove(database, built, group, kept.id, removed=False)
    with database.reading() as session:
        entries = [entry for entry, *_ in journal(session, built.lab)][2::-1]
        assert [entry.act for entry in entries] == ["photo_added", "photo_removed", "photo_restored"]
        assert {entry.role for entry in entries} == {"participant"}
        assert session.scalars(select(Photo.id)).all() == [kept.id]
