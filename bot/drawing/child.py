"""What the press runs: fills one template with the data of its input, and writes the page or pages to its output."""

import sys
from pathlib import Path
from typing import Literal

import typst

HERE = Path(__file__).parent
TEMPLATES, FONTS = HERE / "templates", HERE / "fonts"
PIXELS_PER_INCH = 144
"""A template's point is half a pixel."""


class WarnedError(Exception):
    """typst made something of a template, but not without a warning."""


def fill(template: str, data: str, kind: Literal["png", "pdf"], fonts: Path = FONTS) -> bytes:
    """Return a template's pages with the data (JSON) that it reads; no fonts but ours, so that none is borrowed."""
    own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
    page, warnings = typst.compile_with_warnings(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=own,
        format=kind,
        ppi=PIXELS_PER_INCH,
        sys_inputs={"data": data},
        timestamp=0,
        pdf_tags=False,
    )
    if warnings or not isinstance(page, bytes):
        raise WarnedError("; ".join(str(warning) for warning in warnings) or f"{template} has several pages")
    return page


def main() -> None:
    """Answer one template."""
    template, kind = sys.argv[1:]
    sys.stdout.buffer.write(fill(template, sys.stdin.read(), "pdf" if kind == "pdf" else "png"))


if __name__ == "__main__":
    main()
