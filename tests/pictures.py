"""Pictures as phones, cameras and jokers send them."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(2000)
UPRIGHT, TURNED_RIGHT = 1, 6
ORIENTATION, MODEL, GPS = 0x0112, 0x0110, 0x8825


def picture(width: int = 400, height: int = 300, kind: str = "JPEG", **options: Any) -> bytes:
    """A drawing: red above, blue below."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (0, height // 2, width, height))
    return encoded(image, kind, **options)


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def from_a_phone(width: int = 400, height: int = 300, orientation: int = UPRIGHT) -> bytes:
    """With what phones write into their photos: model, position, orientation, a comment."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MODEL] = "SecretPhone 12"
    exif.get_ifd(GPS).update({1: "N", 2: (48.0, 51.0, 24.0), 3: "E", 4: (2.0, 21.0, 3.0)})
    return picture(width, height, exif=exif, comment=b"SecretComment", dpi=(72, 72))


def twenty_megapixels() -> bytes:
    """A photo of 5,472 × 3,648 with some grain, as a phone makes it."""
    return encoded(Image.effect_noise((5472, 3648), 20).convert("RGB"), quality=60)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes whose header promises a huge picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    parts = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def opened(jpeg: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(jpeg))
    image.load()
    return image
