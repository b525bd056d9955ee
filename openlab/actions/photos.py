"""Photos of paper prototypes: made safe and small, then kept with their sheet."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from PIL import Image, ImageOps
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from openlab.actions.sheets import Hand, OpenSheet, open_sheet
from openlab.db.tables import Photo
from openlab.db.upsert import insert_once
from openlab.domain import Refused, people
from openlab.domain.sheets import MOST_PHOTOS

log = logging.getLogger("openlab")

MOST_MEGABYTES = 8
LONGEST_SIDE = 1600
QUALITY = 82
# What phones make. Decoding a JPEG costs little memory, since it is read at a half, a quarter or an eighth of its size.
MOST_MEGAPIXELS = {"JPEG": 52, "PNG": 24}
# A progressive JPEG draws its picture in about ten passes; one with thousands keeps a server busy for hours.
MOST_SCANS = 100
START_OF_SCAN = b"\xff\xda"
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


@dataclass(frozen=True)
class Developed:
    """A picture ready to keep: a JPEG without EXIF, position, comment or thumbnail; its size in pixels."""

    jpeg: bytes
    width: int
    height: int


def develop(file: bytes) -> Developed:
    """Turn what a phone sent into a JPEG of 1,600 pixels at most on its long side, upright, with nothing else in it.

    Its name does not count, its bytes do. Raises `photo_missing`, `photo_too_large`, `photo_heic`,
    `photo_not_a_picture`, `photo_pixels`, `photo_broken`.
    """
    if not file:
        raise Refused("photo_missing", "photo")
    if len(file) > MOST_MEGABYTES * 1024 * 1024:
        raise Refused("photo_too_large", "photo", limit=MOST_MEGABYTES)
    picture = _opened(file)
    # A JPEG that holds several pictures calls itself MPO.
    most = MOST_MEGAPIXELS["PNG" if picture.format == "PNG" else "JPEG"]
    if picture.width * picture.height > most * 1_000_000 or file.count(START_OF_SCAN) > MOST_SCANS:
        raise Refused("photo_pixels", "photo", limit=most)
    try:
        return _redrawn(picture)
    except Exception as problem:
        # Decoders raise whatever a damaged file makes them stumble over.
        raise Refused("photo_broken", "photo") from problem


def is_jpeg(file: bytes) -> bool:
    """Whether these bytes are what `develop` makes, as far as their header tells."""
    try:
        return _opened(file).format == "JPEG"
    except Refused:
        return False


def _opened(file: bytes) -> Image.Image:
    """The picture, of which only the header has been read."""
    try:
        return Image.open(io.BytesIO(file), formats=tuple(MOST_MEGAPIXELS))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Refused("photo_pixels", "photo", limit=max(MOST_MEGAPIXELS.values())) from bomb
    except Exception as problem:
        is_heic = file[4:8] == b"ftyp" and file[8:12] in HEIC_BRANDS
        raise Refused("photo_heic" if is_heic else "photo_not_a_picture", "photo") from problem


def _redrawn(picture: Image.Image) -> Developed:
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=3.0)
    upright = _upright(picture)
    # Drawn anew on white paper, so that nothing but its pixels is kept.
    paper = Image.new("RGB", upright.size, "white")
    if upright.has_transparency_data:
        upright = upright.convert("RGBA")
        paper.paste(upright, mask=upright)
    else:
        paper.paste(upright.convert("RGB"))
    jpeg = io.BytesIO()
    paper.save(jpeg, "JPEG", quality=QUALITY, optimize=True)
    return Developed(jpeg.getvalue(), *paper.size)


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as its EXIF says; as it lies when that makes no sense."""
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:
        log.info("a photo has an EXIF that cannot be read", exc_info=True)
        return picture


def add_photo(session: Session, hand: Hand, group_id: int, photo: Developed, form_key: str) -> None:
    """Keep a photo with a group's sheet, three at most. The same form with the same photo sent twice adds one.

    Raises what `open_sheet` raises, and `photos_enough`.
    """
    sheet = open_sheet(session, hand, group_id)
    key = people.fingerprint(f"{sheet.id} {form_key} {sha256(photo.jpeg).hexdigest()}")
    if session.scalar(select(Photo.id).where(Photo.form_key == key)):
        return
    _check_room_for_one(session, sheet)
    values = {"jpeg": photo.jpeg, "width": photo.width, "height": photo.height, "added_at": datetime.now(UTC)}
    insert_once(session, Photo, {"sheet_id": sheet.id, "form_key": key, "removed": False, **values})
    sheet.tell(session, "photo_added")


def remove_photo(session: Session, hand: Hand, group_id: int, photo_id: int, removed: bool) -> None:
    """Take a photo away from a group's sheet, or put it back. Raises what `add_photo` raises, and `photo_unknown`."""
    sheet = open_sheet(session, hand, group_id)
    photos = session.scalars(select(Photo).where(Photo.sheet_id == sheet.id))
    photo = next((photo for photo in photos if photo.id == photo_id), None)
    if photo is None:
        raise Refused("photo_unknown")
    if photo.removed != removed:
        if not removed:
            _check_room_for_one(session, sheet)
        photo.removed = removed
        sheet.tell(session, "photo_removed" if removed else "photo_restored")


def _check_room_for_one(session: Session, sheet: OpenSheet) -> None:
    kept = select(func.count()).select_from(Photo).where(Photo.sheet_id == sheet.id, Photo.removed.is_(False))
    if session.execute(kept).scalar_one() >= MOST_PHOTOS:
        raise Refused("photos_enough", "photo", limit=MOST_PHOTOS)
