"""Help in the chat. It is no conversation: whatever a person was doing stays open beneath it, to the last word.

Its buttons stay good on every message, however old; what they show takes the place of the message that was tapped.
"""

from bot.conversing.converse import lay_over, pressed, uncover
from bot.conversing.menu import show_menu
from bot.conversing.resuming import open_now
from bot.conversing.screen import Screen
from bot.conversing.widgets import RESUME
from bot.delivery.turn import Turn
from bot.handbook.books import books_for, chapters_of
from bot.handbook.printing import ERRAND, HandbookErrand, shelf_for
from bot.handbook.times import read_times
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.said import Choice, Heard, Said, Tap
from bot.stored import dump
from handlers.handbook.screens import show_chapter, show_contents, show_shelf
from storage import errands, ledger

FLOW = "help"
"""What stands before the buttons of help."""


async def give_help(turn: Turn, caller: Caller) -> None:
    """Show what this person may read about."""
    await _post(turn, caller, await _screen(turn, caller, Choice("contents")))


async def take_button(turn: Turn, caller: Caller, said: Heard) -> None:
    """Show what a button of help stands for, or go back to what this person was doing."""
    choice, held = await pressed(turn, caller, said, FLOW), await open_now(turn.tx, caller)
    token = said.token if isinstance(said, Tap) else ""
    if choice == RESUME and held:  # as help offered it before the way back had a flow of its own
        await uncover(turn, caller, *held)
        return
    if isinstance(choice, Choice) and choice.name == "print":
        await _order(turn, caller, choice.args[0], token)
    await _post(turn, caller, await _screen(turn, caller, choice), token)


async def _screen(turn: Turn, caller: Caller, choice: Said) -> Screen | None:
    """Return what a choice shows, its contents where it shows nothing of this person's; None without any book."""
    books, shelf = books_for(_roles(caller)), shelf_for(_roles(caller))
    busy = await open_now(turn.tx, caller) is not None
    chapters = {chapter.code: chapter for chapter in chapters_of(books)}
    titles = {book.code: book.title for book in shelf}
    if not books:
        return None
    match choice:
        case Choice("chapter", (code,)) if code in chapters:
            return show_chapter(books, chapters[code], await read_times(turn.tx, turn.now), busy=busy)
        case Choice("shelf"):
            return show_shelf(shelf)
        case Choice("print", (code,)) if code in titles:
            return show_contents(books, shelf, t("handbook.coming", book=titles[code]), busy=busy)
        case _:
            return show_contents(books, shelf, "", busy=busy)


async def _order(turn: Turn, caller: Caller, book: str, token: str) -> None:
    """Order a book once for each message that offers it: a doubled tap prints no second one."""
    if await ledger.enter(turn.tx, turn.now, ("handbook", token, book)):
        errand = HandbookErrand(caller.person.id, book, turn.row.id, turn.now)
        await errands.add(turn.tx, ERRAND, dump(errand), turn.now)


async def _post(turn: Turn, caller: Caller, screen: Screen | None, tapped: str = "") -> None:
    if screen:
        await lay_over(turn, caller, screen, FLOW, tapped)
    else:
        await show_menu(turn, caller, t("handbook.nothing"))


def _roles(caller: Caller) -> frozenset[str]:
    return frozenset(duty.role for duty in caller.duties)
