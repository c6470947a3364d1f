"""How far an announcement has got: shown to who looks after it, in one message."""

from datetime import datetime

from bot.announcing.progress_screens import OPEN, describe, status_button, stop_button
from bot.announcing.telling import show_in_one_message
from bot.conversing.screen import Screen
from storage import announcements
from storage.transaction import Transaction


async def show(tx: Transaction, number: int, now: datetime) -> None:
    """Show how far an announcement has got, where that has changed; with its last row it is «sent»."""
    found = await announcements.get(tx, number)
    if found is None:
        return
    tally = await announcements.tally(tx, number)
    waiting = sum(tally.get(state, 0) for state in OPEN)
    ended = sum(tally.values()) - waiting
    if not waiting and found.state == "sending":
        await announcements.save_state(tx, number, "sent")
    elif found.progress_id and ended == found.ended:
        return
    rows = stop_button(number) if waiting else status_button(number)
    screen = Screen(describe(tally, found), rows)
    shown = await show_in_one_message(tx, found, screen, now, last=not waiting)
    if shown:
        await announcements.save_progress(tx, number, ended, shown)
