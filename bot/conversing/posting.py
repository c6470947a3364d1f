"""Screens become outgoing rows: long texts in pieces, answers to a tap in place of the message that was tapped.

A message with a file is never edited, nor is one edited into it: such a screen is sent anew.
"""

import json
from dataclasses import replace
from datetime import datetime

from bot.conversing.buttons import read_buttons, write_buttons
from bot.conversing.resuming import NOWHERE
from bot.conversing.screen import Screen
from bot.conversing.splitting import CAPTION, split, units
from bot.conversing.widgets import LAID_OVER, REMINDER, resuming
from storage import conversations, outbox, settings
from storage.conversations import Conversation
from storage.outbox import Address, Letter, Shown
from storage.outgoing import Outgoing
from storage.transaction import Reading, Transaction

EDITING = {"telegram": True, "bale": False}
"""Whether a message with buttons is edited in place; Bale's edits are reported unreliable (docs/bale.md).

`mehvar probe` finds out, and sets `bale.edits` in the settings.
"""


async def post(
    tx: Transaction, address: Address, screen: Screen, now: datetime, letter: Letter, flow: str = ""
) -> Outgoing:
    """Save a screen as rows to be sent; the last of them carries its buttons and is returned."""
    *first, last = _pieces(screen)
    for piece in first:
        await outbox.save(tx, address, replace(letter, text=piece, operation="send", target=None), now)
    full = replace(
        letter,
        text=last,
        buttons=write_buttons(flow, screen.rows),
        menu="" if screen.menu is None else json.dumps(screen.menu, ensure_ascii=False),
        file=screen.file.stored if screen.file else "",
        operation="file" if screen.file else letter.operation if not first else "send",
        target=letter.target if not first and not screen.file else None,
    )
    return await outbox.save(tx, address, full, now)


async def bring(
    tx: Transaction, address: Address, screen: Screen, now: datetime, letter: Letter, flow: str = ""
) -> Outgoing:
    """Post what comes unasked: what has buttons is live in place of what is open, with the way back to that."""
    if not screen.rows or address.person_id is None:
        return await post(tx, address, screen, now, letter, flow)
    held = await conversations.get(tx, address.person_id) or NOWHERE
    screen = replace(screen, rows=(*screen.rows, *resuming(busy=bool(held.flow))))
    row = await post(tx, address, screen, now, letter, flow)
    await stand(tx, address.person_id, replace(held, screen=row.id), now)
    return row


async def in_place_of(tx: Reading, shown: Shown | None, address: Address, inbox_id: int) -> Letter:
    """Return a letter that edits a shown message where that works and is the same chat, else one that is sent."""
    same = shown is not None and (shown.platform, shown.chat_id) == (address.platform, address.chat_id)
    if shown and same and not _stays(shown) and await edits(tx, shown.platform):
        return Letter("", operation="edit", target=shown.target or shown.id, inbox_id=inbox_id)
    return Letter("", inbox_id=inbox_id)


async def live_screen(tx: Reading, person_id: int) -> Shown | None:
    """Return the row whose buttons are live for a person, None for none."""
    held = await conversations.get(tx, person_id)
    return await outbox.get_by_id(tx, held.screen) if held and held.screen else None


async def stand(
    tx: Transaction, person_id: int, stands: Conversation, now: datetime, *, in_place: bool = False
) -> None:
    """Keep where somebody stands now; the message that was live is taken away, so that no more than one is.

    ``in_place``: it is live still, or was changed into what is shown now.
    """
    live = None if in_place else await live_screen(tx, person_id)
    if live:
        await clear(tx, live, now)
    await conversations.save(tx, person_id, stands, now)


async def clear(tx: Transaction, live: Shown, now: datetime) -> None:
    """Take a message away."""
    if not _stays(live):
        gone = Letter("", operation="delete", kind="notice", target=live.target or live.id)
        await outbox.save(tx, Address(live.platform, live.chat_id, live.person_id), gone, now)


def _stays(shown: Shown) -> bool:
    """Say whether a message is kept as it is: a file, or a push that tells of more than the report that is due."""
    return bool(shown.file) or (shown.kind == "push" and read_buttons(shown.buttons).flows - {LAID_OVER} != {REMINDER})


def _pieces(screen: Screen) -> list[str]:
    """Cut a text into messages; one that is too long to be a caption, or belongs to a place, stands before the file."""
    pieces = split(screen.text)
    apart = screen.file and (units(screen.text) > CAPTION or screen.file.kind == "place")
    return [*pieces, ""] if apart else pieces


async def edits(tx: Reading, platform: str) -> bool:
    """Say whether edits work on a messenger; read once, since only the probe sets it, while no service runs."""
    held = tx.memory.edits
    if platform not in held:
        found = await settings.get(tx, f"{platform}.edits")
        held[platform] = EDITING[platform] if found is None else found == "on"
    return held[platform]
