"""What the folk of a town do, and what happens to them meanwhile."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from bot.conversing import menu
from bot.conversing.buttons import read_buttons
from bot.language.week import Week, week_of
from bot.programme.calendar import day_of
from bot.programme.in_memory import hold_calendar, hold_programme
from handlers.doors import BUTTONS
from storage import delegations, people
from storage import programme as programmes
from storage.delegations import NewDelegation
from storage.outgoing import Outgoing
from tests.conversing import updates
from tests.conversing.folk import YEAR, enrol, labels_of
from tests.conversing.judging import LEAVING, Act
from tests.conversing.living import HOUR, Life
from tests.conversing.sayings import WORDS, any_phrase

ENDING = frozenset({"پایان"})
DAY = 24 * HOUR
PHONES = ("989131234567", "989000000003")


async def live(life: Life, acts: int) -> None:
    """Let so many acts happen."""
    await life.learn_names()
    for _ in range(acts):
        await life.begin_act()
        act = life.chance.choices([*ACTS], [*ACTS.values()])[0]
        nowhere = not life.town.standing(life.actor.person).flow
        await (press_menu if nowhere and life.chance.random() < 0.4 else act)(life)


async def say(life: Life) -> None:
    """Say something; now and then, what was said before."""
    phrase, who = any_phrase(life.chance, life.actor.chat.body), life.actor
    words, kind = (who.said, "again") if who.said and life.chance.random() < 0.05 else (phrase.text, phrase.kind)
    who.said = words
    kind = "command" if words.startswith("/") else "menu" if menu.read_word(words) else kind
    act = Act(kind, "" if kind in {"command", "menu"} else words, asking=kind in {"command", "menu"})
    await life.speak(act, updates.text(who.chat, life.now, words), f"> {words}")


async def press_menu(life: Life) -> None:
    """Press a word of the menu, now and then one that somebody else has."""
    own = life.actor.chat.menu or tuple(WORDS)
    word = life.chance.choice(own if life.chance.random() < 0.9 else WORDS)
    await life.speak(Act("menu", asking=True), updates.text(life.actor.chat, life.now, word), f"* {word}")


async def tap(life: Life) -> None:
    """Tap a button of the newest message that has any, or of the open screen."""
    shown = _with_buttons(life)
    if shown:
        await _tap(life, shown[-1])
    else:
        await press_menu(life)


async def tap_old(life: Life) -> None:
    """Tap a button of some message of long ago."""
    if shown := _with_buttons(life):
        await _tap(life, life.chance.choice(shown))


async def tap_twice(life: Life) -> None:
    """Tap a button twice."""
    if shown := _with_buttons(life):
        place = _choose(life, labels_of(shown[-1]))
        await _tap(life, shown[-1], place)
        await _tap(life, shown[-1], place)


def _with_buttons(life: Life) -> list[Outgoing]:
    return [row for row in life.actor.chat.messages.values() if row.buttons]


def _choose(life: Life, labels: list[str]) -> int:
    """Choose a button; one that leaves is chosen less often, so that people come further into a room."""
    return life.chance.choices(range(len(labels)), [0.15 if label in LEAVING | ENDING else 1 for label in labels])[0]


async def _tap(life: Life, row: Outgoing, place: int | None = None) -> None:
    buttons, labels = read_buttons(row.buttons), labels_of(row)
    index = _choose(life, labels) if place is None else place
    standing = life.town.standing(life.actor.person)
    flow = buttons.flow_of([button for line in buttons.rows for button in line][index])
    lasting = flow in BUTTONS
    act = Act("tap", "", labels[index], row.id == standing.screen or lasting, lasting)
    update = updates.tap(life.actor.chat, life.now, row, flow, index)
    await life.speak(act, update, f"{'*' if act.live else '*?'} {labels[index]}")


async def send_file(life: Life) -> None:
    """Send a picture, a letter, or a voice, with or without words under it."""
    file = life.chance.choice((updates.PHOTO, updates.LETTER, updates.VOICE))
    words = any_phrase(life.chance).text[:1000] if life.chance.random() < 0.4 and file is not updates.VOICE else ""
    update = updates.message(life.actor.chat, life.now, **file, **({"caption": words} if words else {}))
    await life.speak(Act("file", words), update, f"! {'، '.join(file)} {words}")


async def send_else(life: Life) -> None:
    """Send what is no answer: a place, a sticker, a contact, a forwarded or an edited message."""
    chat, words = life.actor.chat, any_phrase(life.chance).text
    acts = {
        "place": ("", updates.message(chat, life.now, **updates.PLACE)),
        "sticker": ("", updates.message(chat, life.now, **updates.STICKER)),
        "contact": ("", updates.contact(chat, life.now, life.chance.choice(PHONES), own=life.chance.random() < 0.3)),
        "forward": (words, updates.forward(chat, life.now, words)),
        "edit": ("", updates.edit(chat, life.now, words)),
    }
    kind = life.chance.choice([*acts])
    said, update = acts[kind]
    await life.speak(Act(kind, said), update, f"! {kind} {words if kind in {'forward', 'edit'} else ''}")


async def change_messenger(life: Life) -> None:
    """Take up the other phone."""
    who = life.actor
    who.platform = "bale" if who.platform == "telegram" else "telegram"
    who.trail.append(f"[{who.name} | {who.platform}]")
    await life.chance.choice((say, press_menu, tap))(life)


async def restart(life: Life) -> None:
    """Drop the service untidily and compose it anew; then, somebody acts."""
    await life.town.drop()
    life.show(await life.town.start())
    life.actor.trail.append("! restart")
    await say(life)


async def forget(life: Life) -> None:
    """Let memory be lost; then, somebody acts."""
    life.town.forget()
    await say(life)


async def pass_hour(life: Life) -> None:
    """Let some hours pass; then, somebody acts."""
    await life.pass_time(HOUR * life.chance.choice((1, 2, 5, 18)))
    await life.chance.choice((say, tap))(life)


async def pass_deadline(life: Life) -> None:
    """Let time pass to just beyond the next deadline or lock; then, somebody acts."""
    async with life.town.database.transaction() as tx:
        held = await hold_calendar(tx)
    week = week_of(day_of(life.now) - timedelta(days=7))
    moments = []
    for each in (Week(week.saturday + timedelta(weeks=ahead)) for ahead in range(3)):
        times = held.times(each, "IR-21")
        moments += [times.deadline, times.lock, times.opens] if times else []
    later = sorted(moment for moment in moments if moment > life.now)
    if later:
        await life.pass_time((later[0] - life.now).total_seconds() + 60)
    await life.chance.choice((say, tap))(life)


async def pass_week(life: Life) -> None:
    """Let a week turn; then, somebody acts."""
    await life.pass_time(7 * DAY)
    await life.chance.choice((say, tap))(life)


async def change_definition(life: Life) -> None:
    """Let an admin call an indicator something else, or an axis, or widen an indicator's bounds."""
    async with life.town.database.transaction() as tx:
        plan = await hold_programme(tx, YEAR)
        number = plan.programme.id
        if life.chance.random() < 0.7:
            found = life.chance.choice(plan.indicators)
            title = found.title.removesuffix(" (بازنگری)") if found.title.endswith(")") else f"{found.title} (بازنگری)"
            await programmes.save_indicator(tx, number, replace(found, title=title, minimum=None, maximum=None))
        else:
            axis = life.chance.choice([axis for axis in plan.axes if axis.active])
            await programmes.save_axis(tx, number, replace(axis, may_stay=not axis.may_stay))
        await programmes.note_change(tx)
    await life.learn_names()
    await life.chance.choice((say, tap))(life)


async def change_roles(life: Life) -> None:
    """Take a duty from whoever acts, or give everybody back what the roster says; then, they act."""
    async with life.town.database.transaction() as tx:
        duties = await people.list_roster_duties(tx, life.actor.person)
        if duties and life.chance.random() < 0.4:
            duty = life.chance.choice(duties)
            await people.drop_duty(tx, life.actor.person, duty.role, duty.province)
            life.actor.trail.append(f"! loses {duty.role} {duty.province}")
        else:
            await enrol(tx, life.now)
            life.actor.trail.append("! the roster holds again")
    await life.chance.choice((say, tap))(life)


async def hand_on(life: Life) -> None:
    """Hand an axis of Yazd on to its liaison, or take it back."""
    ceo, liaison = life.folk[0].person, life.folk[2].person
    async with life.town.database.transaction() as tx:
        given = [each for each in await delegations.list_open(tx, "IR-21") if each.kind == "axes"]
        if given:
            await delegations.end(tx, given[0].id, life.now)
        else:
            axis = life.chance.choice(("AX01", "AX03", "AX05"))
            new = NewDelegation("axes", "IR-21", ceo, liaison, axis, day_of(life.now), None)
            await delegations.begin(tx, await delegations.add(tx, new, life.now), life.now)
    life.folk[0].trail.append("! an axis is handed on, or back")
    await life.chance.choice((say, tap))(life)


ACTS: dict[Callable[[Life], Awaitable[None]], float] = {
    say: 36,
    tap: 34,
    press_menu: 10,
    tap_old: 5,
    tap_twice: 3,
    send_file: 3,
    send_else: 2.5,
    change_messenger: 2,
    forget: 0.5,
    restart: 0.15,
    pass_hour: 1.2,
    pass_deadline: 0.5,
    pass_week: 0.15,
    change_definition: 0.4,
    change_roles: 0.6,
    hand_on: 0.4,
}
"""Every act, and how often it happens beside the others."""
