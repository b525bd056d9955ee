"""Every address of the application, taken from its own routes, and what to put into its braces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from litestar import Litestar

from openlab.web.addresses import ADDRESSES
from tests.build import Built

# What a framework answers by itself, and has no handler of ours.
NOT_OURS = {"OPTIONS", "HEAD"}


def addresses(app: Litestar) -> Iterator[tuple[str, str]]:
    """(method, path with its braces) of every route."""
    for route in app.routes:
        for method in sorted(getattr(route, "methods", ())):
            if method not in NOT_OURS:
                yield method, route.path.replace(":path}", "}")


def filled(path: str, values: Mapping[str, object]) -> str:
    """The path with its braces filled in: `{lab:int}` by what `values` calls lab."""
    return re.sub(r"{(\w+)(?::\w+)?}", lambda name: str(values[name[1]]), path)


def values_of(built: Built, **given: object) -> dict[str, object]:
    """What to fill braces with, for a lab that was built. Nothing there has the number or name of the others."""
    return {
        "lab": built.lab,
        "code": built.code,
        "card": built.cards[0],
        "return_code": built.return_codes[0],
        "slug": "demarches",
        "persona": built.personas[0],
        "member": built.account,
        "person": built.people[0],
        "role": "designer",
        "secret": "made-up",
        "token_hash": "made-up",
        "file_path": "openlab.css",
        **dict.fromkeys(("step", "sheet", "group", "number", "photo", "gone", "item", "sprint"), 1),
        "target": "json",
        **given,
    }


def every_address(built: Built) -> list[tuple[str, str]]:
    """(method, path) of every handler of ours, with the ids of a lab that was built."""
    listed = [(str(method), path) for handler in ADDRESSES for path in handler.paths for method in handler.http_methods]
    return [(method, filled(path, values_of(built))) for method, path in listed]
