"""The buttons of a reminder: «remind me later», or the report itself."""

from dataclasses import replace

from bot.chasing import screens
from bot.chasing.calls import seed_calls
from bot.chasing.owing import debts_of
from bot.chasing.rules import snooze_time
from bot.conversing.converse import lay_over, read_button
from bot.conversing.posting import clear, live_screen
from bot.conversing.resuming import open_now
from bot.conversing.widgets import REMINDER, resuming
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
    own = pressed if caller and pressed and pressed.person_id == caller.person.id else None
    choice = read_button(own, said.index) if own and isinstance(said, Tap) else None
    live = await live_screen(turn.tx, own.person_id) if own and own.person_id else None
    match choice:
        case Choice("snooze", (name,)) if own and caller and caller.reporting_units:
            await _keep_wish(turn, caller, own, name)
        case Choice("all_same") if caller and caller.reporting_units:
            await opening(confirm_all)(turn, sender, said)
        case _:
            await opening(open_report)(turn, sender, said)
    if own and own != live:  # what it leads to stands below: one message has buttons
        await clear(turn.tx, own, turn.now)


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
    screen = screens.answer(text, owing=bool(debts))
    ways = resuming(busy=await open_now(tx, caller) is not None)
    await lay_over(turn, caller, replace(screen, rows=(*screen.rows, *ways)), REMINDER, pressed.token)
