"""What the buttons of a digest open stays within the rights of who taps, whatever a button of old says."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.briefing.drawing.card import card_data
from bot.briefing.showing import BriefWish, Drawn, answer
from bot.conversing.screen import Screen
from bot.conversing.splitting import units
from bot.people.scope import axes_of
from storage import people
from storage.people import Duty
from tests.briefing.sample import NOW, WEEK, open_sample
from tests.briefing.test_digest import DUTIES, PLAN, foreign

WHATS = [
    "axes",
    "axis",
    "values",
    "provinces",
    "province",
    "heatmap",
    "reports",
    "trend",
    "multiples",
    "card",
    "paper",
    "annex",
    "other",
]
NAMES = (
    "",
    "0",
    "7",
    "x",
    "1405-08/1",
    "1390-01/3",
    "IR-03",
    "IR-99",
    *(axis.code for axis in PLAN.axes if axis.active),
    "AX99",
)


def words(screen: Screen) -> Iterator[str]:
    yield from screen.text.splitlines()
    yield from (button.label for row in screen.rows for button in row)
    yield from (arg for row in screen.rows for button in row for arg in button.args)


@settings(max_examples=40, deadline=None)
@given(DUTIES, st.sampled_from(WHATS), st.sampled_from(NAMES))
async def test_nothing_outside_the_scope_is_shown(duties: list[Duty], what: str, name: str) -> None:
    async with open_sample() as tx:
        person = await people.add(tx, "کسی", "", "active", NOW)
        for duty in duties:
            await people.save_duty(tx, person, duty)
        axes = axes_of(await people.list_duties(tx, person))
        shown = await answer(tx, BriefWish(person, NOW, what, (WEEK.key, name)))
        if isinstance(shown, Drawn):
            return
        codes = {axis.code for axis in PLAN.axes if axes is not None and axis.code not in axes}
        assert not codes & set(words(shown))
        assert not [told for told in words(shown) for other in foreign(axes) if told.startswith(other)]


async def test_every_screen_of_the_whole_programme_is_one_message() -> None:
    async with open_sample() as tx:
        head = (await people.list_ids(tx, "head"))[0]
        for what in ("axes", "axis", "values", "provinces", "province"):
            for name in NAMES[:4] if what in {"axes", "provinces"} else NAMES[4:]:
                shown = await answer(tx, BriefWish(head, NOW, what, (WEEK.key, name)))
                assert isinstance(shown, Drawn) or units(shown.text) < 4000


async def test_card_of_a_province_is_drawn_from_the_axes_of_the_reader_alone() -> None:
    async with open_sample() as tx:
        deputy = (await people.list_ids(tx, "hq_deputy"))[0]
        shown = await answer(tx, BriefWish(deputy, NOW, "card", (WEEK.key, "IR-03")))
        assert isinstance(shown, Drawn)
        figures = shown.draw.args[0]  # type: ignore[attr-defined]
        own = axes_of(await people.list_duties(tx, deputy))
        assert frozenset(axis.code for axis in figures.axes) == own
        assert len(card_data(figures, "IR-03")["axes"]) == len(own or ())
