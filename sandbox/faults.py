"""Injected faults: what a network and a busy server do to calls, by shares of a repeatable chance."""

import random
from dataclasses import dataclass, field, fields
from typing import Any

SENDING = frozenset(
    {"sendmessage", "sendphoto", "senddocument", "sendvoice", "sendmediagroup", "sendlocation"}
    | {"sendcontact", "editmessagetext", "editmessagereplymarkup"}
)
POLLING = frozenset({"getupdates"})
FORMS = ("retry_after", "json", "text")
OUTCOMES = ("cut", "server_error", "too_many", "lost")


@dataclass
class Faults:
    """Shares (0 to 1) of calls that meet each fault, tried in this order: cut, 5xx, 429, lost.

    `methods` are lower-case names; empty means every method. `offline` cuts every call and download.
    `lost` is done and then not answered. `repeated` is the share of confirmed updates that come once more.
    `form` is one of FORMS, or "mixed".
    """

    methods: frozenset[str] = SENDING
    latency: float = 0.0
    cut: float = 0.0
    server_error: float = 0.0
    too_many: float = 0.0
    lost: float = 0.0
    repeated: float = 0.0
    offline: bool = False
    form: str = "retry_after"
    retry_after: int = 1
    seed: int = 0
    chance: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - repeatable, not secret

    def choose(self, method: str) -> str | None:
        """Return which fault this call meets, or None."""
        if self.offline:
            return "cut"
        if self.methods and method not in self.methods:
            return None
        for outcome in OUTCOMES:
            share: float = getattr(self, outcome)
            if share and self.chance.random() < share:
                return outcome
        return None

    def delay(self, method: str) -> float:
        """Return the seconds that this call waits before it is handled."""
        return self.latency if not self.methods or method in self.methods else 0.0

    def repeats(self) -> bool:
        """Tell whether a confirmed update comes once more."""
        return bool(self.repeated) and self.chance.random() < self.repeated

    def form_now(self) -> str:
        """Return the form of this 429."""
        return self.chance.choice(FORMS) if self.form == "mixed" else self.form

    def set(self, **values: Any) -> None:
        """Change some fields by name; ValueError on an unknown name. A new seed starts chance anew."""
        names = {f.name for f in fields(self) if f.init}
        if unknown := set(values) - names:
            raise ValueError(f"no such fault: {', '.join(sorted(unknown))}")
        for name, value in values.items():
            setattr(self, name, frozenset(m.lower() for m in value) if name == "methods" else value)
        if "seed" in values:
            self.chance = random.Random(self.seed)  # noqa: S311 - repeatable, not secret

    def clear(self) -> None:
        """Let everything work again; the methods stay."""
        for f in fields(self):
            if f.init and f.name not in {"methods", "seed"}:
                setattr(self, f.name, f.default)

    def told(self) -> dict[str, Any]:
        """Return the fields as JSON."""
        values = {f.name: getattr(self, f.name) for f in fields(self) if f.init}
        return values | {"methods": sorted(self.methods)}
