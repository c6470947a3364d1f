"""A whole week of 35 axes on a phone: how many taps and typed values it takes, counted from what was really done."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.language.catalogue import t
from bot.language.week import week_of
from sandbox.phones import Phone
from storage.database import open_database
from storage.secret import read_secret
from tests.attack.acting import ask, come_in
from tests.reporting.whole_programme import YAZD, fill_slots, report_week
from tests.stage import Stage, open_stage

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
CHANGED = (0, 1, 2, 6, 7, 9, 11, 12, 13, 14)
"""Places of the axes with news: weekly and monthly ones and slots, of two to four indicators."""
NEWS = 2
PAGE = Path(__file__).parents[2] / "docs/speed.md"


@dataclass
class Transcript:
    """Everything that a CEO does on the phone once the week stands on the screen."""

    stage: Stage
    phone: Phone
    taps: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)

    @property
    def screen(self) -> str:
        return self.phone.messages[-1].text

    async def tap(self, label: str) -> None:
        """Tap the button of the newest message that begins so."""
        whole = next(each for each in self.phone.messages[-1].labels if each.startswith(label))
        self.phone.tap(whole)
        self.taps.append(whole)
        await self._look()

    async def type(self, text: str) -> None:
        self.phone.say(text)
        self.typed.append(text)
        await self._look()

    async def _look(self) -> None:
        """Wait for the answer; no more than one message has buttons that live."""
        await self.stage.settle()
        assert len([shown for shown in self.phone.messages if shown.labels and not shown.deleted]) == 1

    @property
    def line(self) -> str:
        return f"{len(self.taps)} taps, {len(self.typed)} typed"


@asynccontextmanager
async def whole_week(folder: Path, standing: int, platform: str) -> AsyncIterator[Transcript]:
    """Bring a CEO before the week; every axis was unchanged for so many weeks before."""
    async with open_stage(folder, MONDAY) as stage:
        await stage.drop()
        await fill_past(stage, standing)
        await stage.start()
        phone = await come_in(stage, "مدیرعامل یزد", platform)
        phone.press_menu(t("menu.report"))
        await stage.settle()
        yield Transcript(stage, phone)


async def fill_past(stage: Stage, standing: int) -> None:
    week = week_of(MONDAY.date()).previous
    secret = read_secret(stage.folder / "secret")
    async with open_database(stage.database, secret) as database, database.transaction() as tx:
        plan = await fill_slots(tx, week.year, MONDAY)
        for _ in range(standing):
            await report_week(tx, plan, week, YAZD, MONDAY, same=True)
            week = week.previous
        await report_week(tx, plan, week, YAZD, MONDAY, same=False)


async def report_by_exception(ceo: Transcript) -> None:
    """Type what has changed on some axes, and confirm that the others stay as they were."""
    shorts = [short for (short,) in ask(ceo.stage, "SELECT short FROM axes ORDER BY position")]
    for place in CHANGED:
        await ceo.tap(shorts[place])
        for _ in range(NEWS):
            await ceo.type(value_for(ceo.screen))
        await ceo.tap("ثبت")
        assert "ثبت شد" in ceo.screen
    await ceo.tap("تأیید بدون تغییر")
    await ceo.tap("طبق برنامه" if "سومین هفتهٔ پیاپی" in ceo.screen else "تأیید می‌کنم")
    assert "از ۳۵ محور، ۳۵ محور ثبت شده است" in ceo.screen


def value_for(screen: str) -> str:
    """Return a value a little above the last one of what a card asks."""
    return "۲۱" if "از ابتدای سال" in screen else "۳۱" if "رقم کنونی" in screen else "۴۱"


def naive_line(stage: Stage) -> str:
    """Return what it takes to open every axis, type every value and hand it in."""
    (axes,), (values,) = (
        *ask(stage, "SELECT count(*) FROM axes"),
        *ask(stage, "SELECT count(*) FROM indicators WHERE reporter = 'province'"),
    )
    return f"{axes * 2} taps, {values} typed"


@pytest.mark.parametrize(
    ("standing", "platform"),
    [(0, "telegram"), (0, "bale"), (2, "telegram")],
    ids=["an ordinary week", "an ordinary week on Bale", "a third week without a change"],
)
async def test_a_whole_week_takes_two_taps_an_axis_with_news_and_two_for_all_others(
    standing: int, platform: str, tmp_path: Path
) -> None:
    async with whole_week(tmp_path, standing, platform) as ceo:
        assert "از ۳۵ محور، ۰ محور" in ceo.screen
        await report_by_exception(ceo)
        naive = naive_line(ceo.stage)
        counted = ask(ceo.stage, "SELECT count(*), sum(unchanged) FROM reports WHERE week = '2026-11-21'")
    assert counted == [(35, 35 - len(CHANGED))]
    assert len(ceo.typed) == len(CHANGED) * NEWS
    assert len(ceo.taps) <= len(CHANGED) * 2 + 2
    said = PAGE.read_text(encoding="utf-8")
    assert ceo.line in said
    assert naive in said
