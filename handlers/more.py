"""«بیشتر»: the words of the menu that have no place in the row under the text field."""

from bot.conversing.converse import lay_over, pressed, uncover
from bot.conversing.menu import IN_A_ROW, show_menu, words_of
from bot.conversing.resuming import open_now
from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import LAID_OVER, RESUME, in_rows, over_open
from bot.delivery.turn import Turn
from bot.language.catalogue import t
from bot.people.caller import Caller
from bot.said import Choice, Heard


async def open_more(turn: Turn, caller: Caller) -> None:
    """Show the words as buttons; what is open stays open beneath them."""
    words = words_of(caller)[IN_A_ROW - 1 :]
    rows = in_rows(Button(t(word), "open", (word,)) for word in words)
    busy = await open_now(turn.tx, caller) is not None
    await lay_over(turn, caller, over_open(Screen(t("common.use_buttons"), rows), busy=busy), LAID_OVER)


async def chosen_word(turn: Turn, caller: Caller, said: Heard) -> str:
    """Return the word that was pressed and may be opened; for anything else show where things stand, and return «»."""
    held = await open_now(turn.tx, caller)
    match await pressed(turn, caller, said, LAID_OVER):
        case Choice("open", (word,)) if word in words_of(caller):
            return word
        case choice if choice == RESUME and held:
            await uncover(turn, caller, *held)
        case _:
            await show_menu(turn, caller, t("menu.stale"))
    return ""
