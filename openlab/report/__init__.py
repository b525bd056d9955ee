"""The report of a lab: one frozen content, one document made of it by a layout, a page and a PDF that say the same."""

from __future__ import annotations

from openlab.report.document import SECTIONS, compose
from openlab.report.layout import Layout, load_layout
from openlab.report.pdf import draw
from openlab.report.voice import Voice

__all__ = ["SECTIONS", "Layout", "Voice", "compose", "draw", "load_layout"]
