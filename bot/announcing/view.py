"""What the conversation of an announcement sees, and what it leads to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AnnounceState:
    """«write» or «preview»; ``text`` is what was written."""

    at: str = "write"
    text: str = ""


@dataclass(frozen=True)
class AnnounceView:
    """The state; how many CEOs can be reached, of how many."""

    state: AnnounceState
    reachable: int
    all: int


@dataclass(frozen=True)
class Announce:
    """An announcement is confirmed."""

    text: str
