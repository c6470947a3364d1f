"""A file that goes out with a message: what it is called, and under which digest its content lies."""

import json
from dataclasses import asdict, dataclass
from typing import Literal

from bot.language.cleaning import clean

Kind = Literal["photo", "document", "voice", "place"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PNG, PDF = "image/png", "application/pdf"
LONGEST_NAME = 40
"""Characters of a file's name without its ending; on Bale longer ones are trouble (docs/bale.md)."""
NOT_IN_NAMES = str.maketrans(dict.fromkeys('/\\:*?"<>|', " "))


@dataclass(frozen=True)
class Attachment:
    """A kept file: the SHA-256 of its content, the name that people see, how it is shown, its media type.

    A «place» has no content: it is a point, in degrees north and east.
    """

    sha256: str
    name: str
    kind: Kind
    mime: str
    latitude: float | None = None
    longitude: float | None = None

    @property
    def stored(self) -> str:
        """Return what its outgoing row keeps of it."""
        return json.dumps(asdict(self), ensure_ascii=False)


def read_attachment(stored: str) -> Attachment:
    """Return the attachment of an outgoing row."""
    return Attachment(**json.loads(stored))


def file_name(title: str, ending: str) -> str:
    """Return a name that every disk and messenger takes; ``ending`` is without its dot."""
    words = " ".join(clean(title, 10 * LONGEST_NAME).translate(NOT_IN_NAMES).split())
    return f"{words[:LONGEST_NAME].strip(' .')}.{ending}"
