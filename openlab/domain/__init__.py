"""The rules of the workshop, as plain values and functions. Standard library only; no module imports another."""

from __future__ import annotations


class Refused(Exception):
    """Something the rules do not allow. It carries a code and values; the sentence people read is in `web/errors.py`.

    `field` names the form field at fault, when there is one.
    """

    def __init__(self, code: str, field: str | None = None, /, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.values = values
