"""Comes back to the review of a workbook from its own buttons, although another conversation was opened since."""

from bot.conversing.converse import go_on, read_button
from bot.conversing.resuming import resume
from bot.delivery.turn import Turn
from bot.people.caller import Caller, meet
from bot.people.rights import REPORTERS
from bot.said import Choice, Heard, Sender, Tap
from handlers.workbooks.loading import BOOKS
from handlers.workbooks.view import BookState
from storage import conversations, outbox, returned


async def reopen_review(turn: Turn, sender: Sender, said: Heard) -> bool:
    """Show a review again that still waits while another conversation is open; False where none does."""
    _account, caller = await meet(turn.tx, sender, turn.now)
    held = resume(await conversations.get(turn.tx, caller.person.id)) if caller else None
    book = await _find_book(turn, caller, said) if caller and not (held and held[0] is BOOKS) else None
    if caller is None or book is None:
        return False
    await go_on(turn, caller, BOOKS, BookState(book), None)
    return True


async def _find_book(turn: Turn, caller: Caller, said: Heard) -> int | None:
    """Return the workbook that a reporter's own button speaks of, None for one that was taken or put aside."""
    pressed = await outbox.get_shown(turn.tx, said.token) if isinstance(said, Tap) else None
    if pressed is None or pressed.person_id != caller.person.id or not caller.has(*REPORTERS):
        return None
    match read_button(pressed, said.index if isinstance(said, Tap) else 0):
        case Choice(_, (book, *_)) if await returned.get(turn.tx, int(book), caller.person.id):
            return int(book)
    return None
