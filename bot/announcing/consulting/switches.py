"""Restricted topics: off until headquarters switches them on, and off Telegram until it says so too."""

from storage import settings
from storage.programme import Topic
from storage.transaction import Reading, Transaction

SAFE = "bale"
"""The messenger that a restricted topic may always go over."""


async def is_on(tx: Reading, topic: Topic) -> bool:
    """Say whether a topic may be put to the provinces."""
    return not topic.restricted or await settings.get(tx, f"consult.{topic.code}") == "on"


async def goes_over_telegram(tx: Reading, topic: Topic) -> bool:
    """Say whether a topic may be spoken of on Telegram."""
    return not topic.restricted or await settings.get(tx, f"consult.{topic.code}.telegram") == "on"


async def only_on(tx: Reading, topic: Topic) -> str:
    """Return the one messenger that a topic may go over, '' for any."""
    return "" if await goes_over_telegram(tx, topic) else SAFE


async def switch(tx: Transaction, code: str, what: str, *, on: bool) -> None:
    """Switch a restricted topic («»), or its way over Telegram («.telegram»), on or off."""
    await settings.save(tx, f"consult.{code}{what}", "on" if on else "off")
