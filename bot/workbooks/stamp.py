"""The stamp of a week's workbook: of which week, province and questions it is; nobody else can make one. Pure."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from bot.reporting.cards import AxisCard

VERSION = "mehvar1"


@dataclass(frozen=True)
class Stamp:
    """A week's key, a province's ISO code, and a digest of what was asked."""

    week: str
    province: str
    asked: str


def asked_of(cards: Iterable[AxisCard]) -> str:
    """Return a digest of the questions of some axes: another one once an indicator comes, goes or changes its form."""
    questions = [
        f"{card.code}/{each.code}/{each.form}/{each.unit.code}/{each.minimum}/{each.maximum}/{each.not_over}"
        for card in cards
        for each in card.indicators
    ]
    return hashlib.sha256("\n".join(sorted(questions)).encode()).hexdigest()[:16]


def seal(stamp: Stamp, secret: bytes) -> str:
    """Return the stamp as it stands in the workbook."""
    return f"{_text(stamp)}/{_mac(stamp, secret)}"


def unseal(text: str, secret: bytes) -> Stamp | None:
    """Return the stamp of a workbook, None for a text that is none of ours."""
    parts = text.split("/")
    if len(parts) != 5 or parts[0] != VERSION:
        return None
    stamp = Stamp(*parts[1:4])
    return stamp if hmac.compare_digest(parts[4].encode(), _mac(stamp, secret).encode()) else None


def _text(stamp: Stamp) -> str:
    return "/".join((VERSION, stamp.week, stamp.province, stamp.asked))


def _mac(stamp: Stamp, secret: bytes) -> str:
    return hmac.new(secret, f"workbook {_text(stamp)}".encode(), hashlib.sha256).hexdigest()
