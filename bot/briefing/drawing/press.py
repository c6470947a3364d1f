"""The press: fills a typst template with data and returns a picture or a document. The one module that knows typst."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from bot.language.letters import FSI, PDI

HERE = Path(__file__).parent
TEMPLATES, FONTS = HERE / "templates", HERE / "fonts"
PIXELS_PER_INCH = 144
"""A template's point is half a pixel."""
NO_ISOLATES = str.maketrans("", "", FSI + PDI)


class DrawingError(Exception):
    """The press warned of something, a font that is not there for instance: a bug."""


def draw_png(template: str, data: Mapping[str, Any]) -> bytes:
    """Return the only page of a template as a PNG; raise DrawingError for a warning. Takes a tenth of a second."""
    return _compile(template, data, "png")


def print_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Return a template's pages as a PDF; raise DrawingError for a warning."""
    return _compile(template, data, "pdf")


def _compile(template: str, data: Mapping[str, Any], kind: str) -> bytes:
    """Return what a template makes of data: texts stand each in a place of their own, so that isolates go."""
    text = json.dumps(data, ensure_ascii=False).translate(NO_ISOLATES)
    page, warnings = typst.compile_with_warnings(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_fonts(),
        format="png" if kind == "png" else "pdf",
        ppi=PIXELS_PER_INCH,
        sys_inputs={"data": text},
        timestamp=0,
        pdf_tags=False,
    )
    if warnings or not isinstance(page, bytes):
        raise DrawingError("; ".join(str(warning) for warning in warnings) or f"{template} has several pages")
    return page


@cache
def _fonts() -> typst.Fonts:
    """Return our fonts and no others, so that a missing letter is told instead of borrowed."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
