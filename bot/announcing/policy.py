"""The numbers of announcing that an organisation may want otherwise (`policy.toml`)."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits and times of announcing."""

    second_admin_above: int
    urgent_a_month: int
    valid_days: int
    delete_hours: int
    pledges_at: dt.time


@cache
def policy() -> Policy:
    """Return the policy that Mehvar ships."""
    table = tomllib.loads((resources.files("bot.announcing") / "policy.toml").read_text(encoding="utf-8"))
    return Policy(**table)
