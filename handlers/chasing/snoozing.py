"""The buttons of a reminder: «remind me later», or the report itself."""

from bot.chasing import screens
from bot.chasing.calls import seed_calls
from bot.chasing.owing import debts_of
from bot.chasing.rules import snooze_time
from bot.conversing.buttons import read_buttons
from bot.conversing.converse import address_of, read_button
from bot.conversing.posting import in_place_of, post
from bot.delivery.turn import Turn
from bot.language import dates
from bot.language.catalogue import t
from bot.people.caller import Caller, meet
from bot.said import Choice, Heard, Sender, Tap
from handlers.registering.entrance import opening
from handlers.reporting.opening import confirm_all, open_report
from storage import outbox, snoozes
from storage.outbox import Shown
from storage.snoozes import Snooze


async def take_button(turn: Turn, sender: Sender, said: Heard) -> None:
    """Take a button of a reminder, however old: keep the wish to be reminded later, or open the report."""
    _account, caller = await meet(turn.tx, sender, turn.now)
    pressed = await outbox.get_shown(turn.tx, said.token) if isinstance(said, Tap) else None
    if caller and caller.reporting_units and pressed and pressed.person_id == caller.person.id:
        match read_button(pressed, said.index if isinstance(said, Tap) else 0):
            case Choice("snooze", (name,)):
                await _keep_wish(turn, caller, pressed, name)
                return
            case Choice("all_same"):
                await opening(confirm_all)(turn, sender, said)
                return
    await opening(open_report)(turn, sender, said)


async def _keep_wish(turn: Turn, caller: Caller, pressed: Shown, name: str) -> None:
    """Keep a wish whose time comes before the report can no longer be given; say what is kept."""
    tx, person = turn.tx, caller.person.id
    debts = await debts_of(tx, person, turn.now)
    instant = next((snooze_time(each, turn.moment) for each in seed_calls().snoozes if each.name == name), turn.now)
    if not debts:
        text = t("chase.nothing_left")
    elif not turn.now < instant < max(debt.times.lock for debt in debts):
        text = t("chase.snooze_too_late")
    else:
        await snoozes.save(tx, Snooze(person, instant), turn.now)
        text = t("chase.snoozed", moment=dates.moment(instant))
    alone = len(read_buttons(pressed.buttons).flows) == 1  # what else stands in the message is not answered yet
    letter = await in_place_of(turn.tx, pressed if alone else None, address_of(caller), turn.row.id)
    await post(tx, address_of(caller), screens.answer(text, owing=bool(debts)), turn.now, letter, "reminder")
