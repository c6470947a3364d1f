"""Help in the chat. It is no conversation: whatever a person was doing stays open beneath it, to the last word.

Its buttons stay good on every message, however old; what they show takes the place of the message that was tapped.
"""

from bot.conversing.converse import AnyFlow, address_of, go_on, pressed
from bot.conversing.menu import show_menu
from bot.conversing.posting import in_place_of, post
from bot.conversing.resuming import resume
from bot.conversing.screen import Screen
from bot.delivery.turn import Turn
from bot.handbook.books import books_for, chapters_of
from bot.handbook.printing import ERRAND, HandbookErrand, shelf_for
from bot.handbook.times import read_times
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.said import Choice, Heard, Said, Tap
from bot.stored import dump
from handlers.handbook.screens import show_chapter, show_contents, show_shelf
from storage import conversations, errands, ledger, outbox
from storage.outbox import Letter

FLOW = "help"
"""What stands before the buttons of help."""


async def give_help(turn: Turn, caller: Caller) -> None:
    """Show what this person may read about."""
    await _post(turn, caller, await _screen(turn, caller, Choice("contents")), Letter("", inbox_id=turn.row.id))


async def take_button(turn: Turn, caller: Caller, said: Heard) -> None:
    """Show what a button of help stands for, or go back to what this person was doing."""
    choice, held = await pressed(turn, caller, said, FLOW), await _held(turn, caller)
    if choice == Choice("resume") and held:
        await go_on(turn, caller, *held, said)
        return
    if isinstance(choice, Choice) and choice.name == "print" and isinstance(said, Tap):
        await _order(turn, caller, choice.args[0], said.token)
    shown = (
        await outbox.get_shown(turn.tx, said.token) if isinstance(said, Tap) and isinstance(choice, Choice) else None
    )
    letter = await in_place_of(turn.tx, shown, address_of(caller), turn.row.id)
    await _post(turn, caller, await _screen(turn, caller, choice), letter)


async def _screen(turn: Turn, caller: Caller, choice: Said) -> Screen | None:
    """Return what a choice shows, its contents where it shows nothing of this person's; None without any book."""
    books, shelf = books_for(_roles(caller)), shelf_for(_roles(caller))
    busy = await _held(turn, caller) is not None
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


async def _post(turn: Turn, caller: Caller, screen: Screen | None, letter: Letter) -> None:
    if screen:
        await post(turn.tx, address_of(caller), screen, turn.now, letter, FLOW)
    else:
        await show_menu(turn, caller, t("handbook.nothing"))


async def _held(turn: Turn, caller: Caller) -> tuple[AnyFlow, object] | None:
    """Return the conversation that is open and its state, if this person may still go on with it."""
    held = resume(await conversations.get(turn.tx, caller.person.id))
    return held if held and (not held[0].roles or caller.has(*held[0].roles)) else None


def _roles(caller: Caller) -> frozenset[str]:
    return frozenset(duty.role for duty in caller.duties)
