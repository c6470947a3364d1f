"""The cast: whose phones the page offers, and on which platform each is first held."""

import json
from dataclasses import dataclass

from sandbox.pages import FOLDER


@dataclass(frozen=True, slots=True)
class CastMember:
    """One person: the name over the phone, the id on every platform, the number that «share contact» sends."""

    name: str
    user_id: int
    phone_number: str
    platform: str = "bale"


def sample_cast() -> list[CastMember]:
    """Return three sample people, for a messenger that was told of nobody."""
    return [CastMember(**member) for member in json.loads((FOLDER / "sample_cast.json").read_text("utf-8"))]
