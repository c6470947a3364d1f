"""Ten thousand sensible and silly acts in the sweep: none raises, none loses a confirmed value, there is a way on."""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.language import writing
from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.language.week import week_of
from bot.programme.in_memory import hold_programme
from bot.reporting.cards import ReportState
from bot.reporting.loading import load
from bot.said import Choice, Edited, File, Location, Said, Stale, Text
from handlers.reporting.card_screens import details
from storage.programme import Indicator
from storage.transaction import Transaction
from tests.fresh import look
from tests.obstacles.organisation import MONDAY, YAZD, Actor, days, open_organisation
from tests.reporting.whole_programme import report_week

ACTS, RUNS = 100, 100
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # a hundred acts are not worth an hour of shrinking
LINE = re.compile(r"^[۰-۹]+\) (.+?): \u2068(.*?)\u2069", re.MULTILINE)
MISSING, SAME = t("numbers.missing"), t("numbers.same")
NUMBERS = ("۲۱", "۲۲", "۳۰", "۱۲٫۵", "40", "صفر", "پنج")
WORDS = (
    "۱۲/۵",
    "هزار",
    "-۵",
    "ندارد",
    "سلام",
    "ثبت",
    "بازگشت",
    "بعداً",
    "بدون تغییر",
    "رد کردن",
    "",
    "د" * 400,
    "۹۹۹۹۹۹۹",
)
AHEAD = {"submit", "submit_rest", "submit_complete", "unchanged", "stay", "done", "correct", "sure", "ask"}
ODD: tuple[Said, ...] = (
    Stale(),
    Edited(),
    Text("۲۱", forwarded=True),
    File("photo", "f", "", 9, "", "نصب"),
    File("document", "f", "a.exe", 9, "application/x-msdownload", ""),
    Location(31.9, 54.4),
)


@dataclass
class Player:
    """Plays one sweep on a database; beside it, what the screens have confirmed: answers by axis, reports by week."""

    actor: Actor
    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    reports: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    async def act(self, number: int) -> None:
        """Do the act of a number, and look at what it led to."""
        said, before = self._choose(number), self.state
        self.actor.state = ReportState(**json.loads(json.dumps(before.__dict__)))  # a restart between any two acts
        await self.actor.hear(said)
        if self.actor.state is None:  # put off: opened again by the menu
            assert t("menu.report") in self.text
            await self.actor.enter("report", ReportState())
        assert any(button.name in {"later", "back"} for row in self.actor.screen.rows for button in row), self.text
        if self.state.week != before.week:
            self.answers.clear()
        elif self.text.count("\nشمارهٔ رسید: ") and not isinstance(said, Stale):
            await self._hand_in(said, before)
        if self.state.at in {"card", "details", "over"}:  # what is over the ceiling is kept before its reason is asked
            await self._look_at_card(said, before)

    @property
    def state(self) -> ReportState:
        state = self.actor.state
        assert isinstance(state, ReportState)
        return state

    @property
    def text(self) -> str:
        return self.actor.screen.text

    def _choose(self, number: int) -> Said:
        kind, pick = number % 16, number // 16
        buttons = [button for row in self.actor.screen.rows for button in row if button.name != "obstacle"]
        ahead = [button for button in buttons if button.name in AHEAD] or buttons
        if kind < 8:
            button = ahead[pick % len(ahead)] if kind < 4 else buttons[pick % len(buttons)]
            return Choice(button.name, button.args)
        if kind < 12:
            return Text(NUMBERS[pick % len(NUMBERS)])
        if kind < 14:
            return Text(WORDS[pick % len(WORDS)])
        if kind == 14 and pick % 3 == 0:
            self.actor.now += days(0.4)
        return ODD[pick % len(ODD)]

    async def _look_at_card(self, said: Said, before: ReportState) -> None:
        """Of what was confirmed on the card nothing changed but the one answer that was given now."""
        caller = await self.actor.caller()
        view = await load(self.actor.tx, caller, self.state, Choice("enter"), self.actor.now)
        assert view.card
        axis = self.state.axis
        known = self.answers.setdefault(axis, {}) or self.reports.get((self.state.week, axis), {})
        shown = dict(LINE.findall(details(view, view.card).text))
        unsaid = SAME if (self.state.week, axis) in self.reports else MISSING
        changed = {title for title, value in shown.items() if known.get(title, unsaid) != value}
        assert len(changed) <= (before.axis == axis and isinstance(said, Text | Choice)), (said, changed, self.text)
        self.answers[axis] = known | shown

    async def _hand_in(self, said: Said, before: ReportState) -> None:
        """Take over what a receipt was given for; what had no answer then was handed in as unchanged."""
        axes = [before.axis]
        if isinstance(said, Choice) and said.name == "stay":
            axes = [axis for axis in before.axes.split(";") if (before.week, axis) not in self.reports]
        if isinstance(said, Choice) and said.name == "submit_complete":
            axes = [axis for axis in await self._done_on_screen() if (before.week, axis) not in self.reports]
        for axis in axes:
            values = self.answers.pop(axis, {})
            self.reports[before.week, axis] = {
                title: SAME if value == MISSING else value for title, value in values.items()
            }

    async def _done_on_screen(self) -> list[str]:
        """Return the axes that the week's message lists as handed in."""
        line = next(line for line in self.text.splitlines() if line.startswith("**ثبت‌شده"))
        names = line.partition(":** ")[2].split("، ")
        return [axis.code for axis in (await hold_programme(self.actor.tx, 1405)).axes if axis.short in names]


async def stored_reports(tx: Transaction, since: datetime) -> dict[tuple[str, str], dict[str, str]]:
    """Return the newest revision of every report since the week of a moment, as it would be shown."""
    plan = await hold_programme(tx, 1405)
    titles = {each.code: each for each in plan.indicators}
    found: dict[tuple[str, str], dict[str, str]] = {}
    for week, axis, code, *answer in await look(
        tx,
        """SELECT reports.week, axis, indicator, value, words, answers.unchanged, answers.reason
           FROM answers JOIN reports ON reports.id = report_id AND reports.revision = answers.revision
           WHERE reports.week >= ?""",
        (since.date() - days(7)).isoformat(),
    ):
        found.setdefault((week, axis), {})[titles[code].title] = shown_answer(titles[code], *answer)
    return found


def shown_answer(indicator: Indicator, value: int | None, words: str, unchanged: int, reason: str) -> str:
    if unchanged:
        return SAME
    if reason == "no_report":
        return t("report.card.no_report")
    return words if value is None else writing.quantity(value, UNITS[indicator.unit])


@pytest.mark.no_cover  # a long run of what other tests cover
@given(st.lists(st.integers(0, 16 * 12 * 13 - 1), min_size=ACTS, max_size=ACTS))
@settings(max_examples=RUNS, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
async def test_ten_thousand_random_acts_lose_nothing_and_store_what_was_confirmed(acts: list[int]) -> None:
    async with open_organisation() as tx:
        plan = await hold_programme(tx, 1405)
        await report_week(tx, plan, week_of(MONDAY.date()).previous, YAZD, MONDAY, same=False)
        player = Player(await Actor(tx, "yazd", MONDAY).enter("report", ReportState()))
        for number in acts:
            await player.act(number)
        stored = await stored_reports(tx, MONDAY)
        assert stored.keys() == player.reports.keys()
        for key, answers in player.reports.items():
            # a group was confirmed without its card on the screen: every answer of it is «unchanged»
            assert stored[key] == (answers or dict.fromkeys(stored[key], SAME))
