"""A whole week of 35 axes on a phone: how many taps and typed values it takes, counted from what was really done."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.language.catalogue import t
from bot.language.letters import persian_digits
from bot.language.week import week_of
from handlers.reporting.sweep_screens import MOST_BUTTONS
from sandbox.phones import Phone
from storage.database import open_database
from storage.secret import read_secret
from tests.attack.acting import ask, come_in
from tests.reporting.whole_programme import YAZD, fill_slots, report_week
from tests.stage import Stage, open_stage

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
CHANGED = (0, 1, 2, 6, 7, 9, 11, 12, 13, 14)
"""Places of the axes with news: weekly and monthly ones and slots, of two to four indicators; two of each have news."""
PAGE, README = Path(__file__).parents[2] / "docs/speed.md", Path(__file__).parents[2] / "README.md"


@dataclass
class Transcript:
    """Everything that a CEO does on the phone, and what the service sends meanwhile."""

    stage: Stage
    phone: Phone
    before: int
    """Messages that stood in the chat before the week."""
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
    def sent(self) -> list[str]:
        """Return the messages that the service has sent, those that were deleted since among them."""
        return [shown.text for shown in self.phone.history[self.before :] if shown.from_bot]

    @property
    def acts(self) -> str:
        return f"{len(self.taps)} taps, {len(self.typed)} typed"

    @property
    def line(self) -> str:
        """Return what was done and sent, as the README says it."""
        return f"{self.acts} | {len(self.sent)} messages, {sum(map(len, self.sent)):,} characters"


@asynccontextmanager
async def whole_week(folder: Path, standing: int, platform: str) -> AsyncIterator[Transcript]:
    """Bring a CEO before the week; for so many weeks only the axes with news had some."""
    async with open_stage(folder, MONDAY) as stage:
        await stage.drop()
        await fill_past(stage, standing)
        await stage.start()
        phone = await come_in(stage, "مدیرعامل یزد", platform)
        ceo = Transcript(stage, phone, len(phone.history))
        phone.press_menu(t("menu.report"))
        await stage.settle()
        yield ceo


async def fill_past(stage: Stage, standing: int) -> None:
    week = week_of(MONDAY.date()).previous
    secret = read_secret(stage.folder / "secret")
    async with open_database(stage.database, secret) as database, database.transaction() as tx:
        plan = await fill_slots(tx, week.year, MONDAY)
        for _ in range(standing):
            await report_week(tx, plan, week, YAZD, MONDAY, same=True, but=CHANGED)
            week = week.previous
        await report_week(tx, plan, week, YAZD, MONDAY, same=False)


async def report_by_exception(ceo: Transcript, *, by_words: bool) -> None:
    """Type what has changed on some axes, a message each, and confirm that the others stay as they were."""
    await ceo.tap("ادامه از محور بعدی")
    for number, _ in enumerate(CHANGED):
        more = number % 2  # no two messages are alike
        said = "، ".join(f"{name} {value_for(ceo.screen, more)}" for name in names_asked(ceo))
        rest = "، بقیه بدون تغییر" if "؛" in ceo.screen.partition("بقیه: ")[2] else ""
        await ceo.type(f"{said}{rest}، ثبت و بعدی" if by_words else said)
        if not by_words:
            await ceo.tap("ثبت")
        assert "ثبت شد" in ceo.screen
    await confirm(ceo, "تأیید بدون تغییر")


async def confirm(ceo: Transcript, label: str) -> None:
    await ceo.tap(label)
    await ceo.tap("طبق برنامه" if "سومین هفتهٔ پیاپی" in ceo.screen else "تأیید می‌کنم")
    assert "از ۳۵ محور، ۳۵ محور ثبت شده است" in ceo.screen


def names_asked(ceo: Transcript) -> list[str]:
    """Return what a card asks first and next, as people name it."""
    said = ceo.screen.replace("\u2068", "")
    asked, after = re.search("لطفاً.*?«(.*?)»", said), re.search("بقیه: (.*?): ", said)
    assert asked
    assert after
    return [asked[1], after[1].partition("/")[0]]


def value_for(screen: str, more: int) -> str:
    """Return a value a little above the last one of what a card asks."""
    last = 20 if "از ابتدای سال" in screen else 30 if "رقم کنونی" in screen else 40
    return persian_digits(str(last + 1 + more))


def naive_line(stage: Stage) -> str:
    """Return what it takes to open every axis, type every value and hand it in."""
    (axes,), (values,) = (
        *ask(stage, "SELECT count(*) FROM axes"),
        *ask(stage, "SELECT count(*) FROM indicators WHERE reporter = 'province'"),
    )
    return f"{axes * 2} taps, {values} typed"


@pytest.mark.parametrize("by_words", [True, False], ids=["by words", "by taps"])
@pytest.mark.parametrize("platform", ["telegram", "bale"])
async def test_a_whole_week_is_a_message_or_two_an_axis_with_news(
    by_words: bool,
    platform: str,
    tmp_path: Path,
) -> None:
    async with whole_week(tmp_path, 1, platform) as ceo:
        assert "از ۳۵ محور، ۰ محور" in ceo.screen
        assert len(ceo.phone.messages[-1].labels) <= MOST_BUTTONS
        await report_by_exception(ceo, by_words=by_words)
        naive = naive_line(ceo.stage)
        counted = ask(ceo.stage, "SELECT count(*), sum(unchanged) FROM reports WHERE week = '2026-11-21'")
    assert counted == [(35, 35 - len(CHANGED))]
    assert len(ceo.typed) == len(CHANGED)
    assert len(ceo.taps) <= len(CHANGED) + 3
    if by_words or platform == "telegram":
        assert len(ceo.sent) <= 15
        assert sum(map(len, ceo.sent)) <= 6_000
    assert ceo.line in README.read_text(encoding="utf-8")
    said = PAGE.read_text(encoding="utf-8")
    assert ceo.acts in said
    assert naive in said


@pytest.mark.parametrize("standing", [0, 2], ids=["the second week", "a third week without a change"])
async def test_an_unchanged_week_is_three_taps(standing: int, tmp_path: Path) -> None:
    async with whole_week(tmp_path, standing, "bale") as ceo:
        await confirm(ceo, "همه مانند هفتهٔ قبل" if standing else "تأیید بدون تغییر")
        assert len(ceo.taps) + len(["گزارش این هفته"]) <= 3
        assert ask(ceo.stage, "SELECT count(*), sum(unchanged) FROM reports WHERE week = '2026-11-21'") == [(35, 35)]


async def test_a_province_looks_at_ten_of_its_axes_at_a_time(tmp_path: Path) -> None:
    async with whole_week(tmp_path, 0, "telegram") as ceo:
        ceo.phone.say(t("menu.look"))
        await ceo.stage.settle()
        assert len(ceo.phone.messages[-1].labels) <= MOST_BUTTONS + 3  # what leads on and back beside ten axes
        seen = set(ceo.phone.messages[-1].labels)
        for _ in range(3):
            await ceo.tap(t("common.after"))
            seen |= set(ceo.phone.messages[-1].labels)
        assert t("common.after") not in ceo.phone.messages[-1].labels
        assert len(seen - {t("common.after"), t("common.before")}) >= 35
