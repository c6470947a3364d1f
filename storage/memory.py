"""What a process keeps beside its database: how it was set up, and what it has read once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Memory:
    """What turns find set: by the configuration when a service starts, else as its defaults are.

    ``year`` is the Jalali year whose programme serves every year, None: each its own. ``bale_codes``: who comes in on
    Bale needs a code of invitation. ``backups``: there is a key to seal them with. ``report`` says how the service
    does, as `/metrics` and `/healthz` do; None where none runs.

    ``edits`` says by messenger whether edits work; ``programmes`` and ``calendar`` are what rooms have read, each with
    the version that it had.
    """

    year: int | None = None
    bale_codes: bool = True
    backups: bool = False
    report: Callable[[], Mapping[str, Any]] | None = None
    edits: dict[str, bool] = field(default_factory=dict)
    programmes: dict[int, object] = field(default_factory=dict)
    calendar: object = None

    def forget(self) -> None:
        """Let everything be read anew."""
        self.edits.clear()
        self.programmes.clear()
        self.calendar = None
