"""All the figures of a room, in small: python -m benchmarks. Each one has its own command with larger sizes."""

from __future__ import annotations

import sys

from benchmarks import labs, pages, room, storm


def main() -> None:
    for phones in (25, 100):
        room.run(phones)
    storm.main()
    sys.argv[1:] = ["10"]
    labs.main()
    pages.main()


if __name__ == "__main__":
    main()
