"""What headquarters is shown of the sample organisation stands in golden/, each with a line of what to see in it.

`pytest tests/briefing/test_golden.py --update` writes them anew: look at every one before it is committed. Pictures are
kept at half their size, and may differ from what is drawn in a few pixels.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image, ImageChops

from bot.asking.answering import answer
from bot.briefing import axis_screens, province_screens
from bot.briefing.digest import write_digest
from bot.briefing.drawing.card import draw_card
from bot.briefing.drawing.heatmap import draw_heatmap
from bot.briefing.drawing.paper import print_paper
from bot.briefing.drawing.trend import draw_trend
from bot.briefing.papers import load_paper
from bot.briefing.period_report import write_period
from bot.briefing.periods import MONTH, QUARTER, Period
from bot.briefing.province_week.lines import message
from bot.briefing.province_week.loading import ProvinceWeek, load_province_week, span_of_week
from bot.briefing.province_week.sheet import print_sheet
from bot.briefing.readers import Reader
from bot.briefing.weekly_table import write_table
from bot.figures.loading import count
from bot.figures.records import Figures
from bot.figures.trending import load_trend
from bot.language.week import Week, week_of
from bot.people.caller import Caller
from bot.programme.in_memory import hold_programme
from bot.said import Choice
from handlers.reviewing.loading import load as load_review
from handlers.reviewing.steps import step
from handlers.reviewing.view import ReviewState
from storage import people, programme, reviews
from storage.accounts import Account
from storage.transaction import Transaction
from tests.briefing.demo import SATURDAY, open_demo
from tests.briefing.sample import NOW, WEEK, open_sample
from tests.fresh import made_once

GOLDEN = Path(__file__).parent / "golden"
DEPUTY = frozenset({"AX01", "AX02", "AX03", "AX05", "AX12", "AX13"})
LATE_WEEK = week_of(NOW.date()).previous.previous.previous.previous.previous
TARGETS = {("elec_absorbed", ""): 500, ("elec_absorbed", "IR-03"): 18, ("elec_allocated", "IR-03"): 25}
FIRST_OF_AZAR = NOW.replace(day=22, hour=8, minute=30)
FIRST_OF_DEY = NOW.replace(month=12, day=22, hour=8, minute=30)
TOMAN = 10**10
HEAD = re.compile("[0-9a-f]{12}")  # of the audit trail: it changes with whatever is written there
Shown = TypeVar("Shown")
CLOSE, MOST_APART = 48, 12
"""A channel of a pixel may be so far off; so many pixels may be further."""


async def with_targets(tx: Transaction) -> Transaction:
    """Set the targets that a programme of the year would have."""
    number = (await hold_programme(tx, 1405)).programme.id
    for (indicator, province), value in TARGETS.items():
        await programme.save_target(tx, number, indicator, province, value * TOMAN)
    tx.memory.forget()
    return tx


async def axis_of(tx: Transaction, code: str) -> programme.Axis:
    return next(axis for axis in (await hold_programme(tx, 1405)).axes if axis.code == code)


async def of_figures(tx: Transaction, show: Callable[[Figures], str]) -> str:
    """Return what is shown of the figures of the week."""
    return show(await count(tx, NOW, None))


async def heatmap(tx: Transaction, week: Week | None = None) -> bytes:
    return draw_heatmap(await count(tx, NOW, None, week))


async def trend(tx: Transaction, code: str, province: str = "") -> bytes:
    return draw_trend(await load_trend(tx, NOW, await axis_of(tx, code), province))


async def card(tx: Transaction) -> bytes:
    return draw_card(await count(tx, NOW, DEPUTY), "IR-03", (await hold_programme(tx, 1405)).targets)


async def of_province(tx: Transaction, show: Callable[[ProvinceWeek], Shown]) -> Shown:
    """Return what comes back to East Azerbaijan after the week's table."""
    axes = frozenset(axis.code for axis in (await hold_programme(tx, 1405)).axes)
    return show(await load_province_week(tx, NOW.replace(hour=14), "IR-03", axes, span_of_week(WEEK)))


def sheet_picture(held: ProvinceWeek) -> bytes:
    """Return the sheet as it looks on paper, twice as large as it is kept."""
    with pypdfium2.PdfDocument(print_sheet(held)) as document:
        (page,) = document
        file = BytesIO()
        page.render(scale=2).to_pil().save(file, "PNG")
    return file.getvalue()


async def asked(tx: Transaction, text: str) -> str:
    """Return what the head is answered."""
    return (await answer(tx, (await people.list_ids(tx, "head"))[0], text, NOW))[0].text


async def look_at(tx: Transaction) -> str:
    """Return the first page of water's reports as its owner sees it; East Azerbaijan has to answer."""
    row = next(each for each in await reviews.list_of_week(tx, WEEK.saturday, "AX02") if each.province == "IR-03")
    await reviews.hand_back(tx, (row.id, row.revision, "water_units"), "چرا؟", 1, NOW)
    owner = await people.get(tx, (await people.list_owners(tx, "AX02"))[0])
    assert owner
    account = Account("bale", 1, 1, owner.id, None, None, asked_phone=False)
    caller = Caller(account, owner, tuple(await people.list_duties(tx, owner.id)))
    view = await load_review(tx, caller, ReviewState("axis", WEEK.key, "AX02"), Choice("enter"), NOW)
    return step(view, Choice("enter"), NOW).screens[0].text


TEXTS: dict[str, Callable[[Transaction], Awaitable[str]]] = {
    "digest-head": lambda tx: write_digest(tx, NOW, Reader(None)),
    "digest-deputy": lambda tx: write_digest(tx, NOW, Reader(DEPUTY)),
    "digest-quiet": lambda tx: write_digest(tx, NOW.replace(day=29), Reader(None)),
    "table": lambda tx: write_table(tx, NOW.replace(hour=13, minute=30), WEEK),
    "by-axis": lambda tx: of_figures(tx, lambda found: axis_screens.list_axes(found, 0).text),
    "axis": lambda tx: of_figures(tx, lambda found: axis_screens.show_axis(found, "AX01").text),
    "values": lambda tx: of_figures(tx, lambda found: axis_screens.show_values(found, "AX03").text),
    "province": lambda tx: of_figures(tx, lambda found: province_screens.show_province(found, "IR-03").text),
    "month": lambda tx: write_period(tx, FIRST_OF_AZAR, Period(1405, 8, MONTH)),
    "quarter": lambda tx: write_period(tx, FIRST_OF_DEY, Period(1405, 7, QUARTER)),
    "ask-course": lambda tx: asked(tx, "برق اصفهان ۸ هفته"),
    "ask-all": lambda tx: asked(tx, "آب همه"),
    "ask-silent": lambda tx: asked(tx, "کدام استان‌ها نداده‌اند؟"),
    "review": look_at,
    "province-week": lambda tx: of_province(tx, message),
}
PICTURES: dict[str, Callable[[Transaction], Awaitable[bytes]]] = {
    "heatmap": heatmap,
    "heatmap-late": lambda tx: heatmap(tx, LATE_WEEK),
    "trend": lambda tx: trend(tx, "AX01"),
    "trend-province": lambda tx: trend(tx, "AX02", "IR-23"),
    "card": card,
    "province-sheet": lambda tx: of_province(tx, sheet_picture),
}
PAGES = {
    "paper-cover": "سازمان",
    "paper-summary": "",
    "paper-axis": "محور :۱",
    "paper-province": "استان آذربایجان شرقی",
}
"""What each page begins with, as it is read out; the summary is the second."""


@made_once
async def paper() -> bytes:
    """Return the weekly report of the sample organisation."""
    async with open_sample() as tx:
        return print_paper(replace(await load_paper(await with_targets(tx), NOW, None), head="0123456789ab"))


async def page(begin: str) -> Image.Image:
    """Return the page of the weekly report that begins so, as it looks on a screen."""
    with pypdfium2.PdfDocument(paper()) as document:
        heads = [each.get_textpage().get_text_bounded() for each in document]
        number = next(place for place, head in enumerate(heads) if begin and head.startswith(begin)) if begin else 1
        picture: Image.Image = document[number].render(scale=1).to_pil().convert("RGB")
    return picture


@pytest.mark.parametrize("name", TEXTS)
async def test_text_is_the_golden_one(name: str, request: pytest.FixtureRequest) -> None:
    async with open_sample() as tx:
        text = HEAD.sub("…", await TEXTS[name](await with_targets(tx))) + "\n"
    place = GOLDEN / f"{name}.txt"
    if request.config.getoption("--update"):
        place.write_text(text, encoding="utf-8")
    assert text == place.read_text(encoding="utf-8")


async def test_digest_of_the_demos_busiest_morning_is_the_golden_one(request: pytest.FixtureRequest) -> None:
    async with open_demo() as tx:
        text = await write_digest(tx, SATURDAY, Reader(None)) + "\n"
    place = GOLDEN / "digest-demo.txt"
    if request.config.getoption("--update"):
        place.write_text(text, encoding="utf-8")
    assert text == place.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PICTURES)
async def test_picture_is_the_golden_one(name: str, request: pytest.FixtureRequest) -> None:
    async with open_sample() as tx:
        picture = await PICTURES[name](await with_targets(tx))
    with Image.open(BytesIO(picture)) as drawn:
        half = drawn.convert("RGB").resize((drawn.width // 2, drawn.height // 2), Image.Resampling.BOX)
    compare(half, name, update=request.config.getoption("--update"))


@pytest.mark.parametrize("name", PAGES)
async def test_page_of_the_weekly_report_is_the_golden_one(name: str, request: pytest.FixtureRequest) -> None:
    compare(await page(PAGES[name]), name, update=request.config.getoption("--update"))


def compare(shown: Image.Image, name: str, *, update: bool) -> None:
    """Compare a picture with the golden one of that name, or let it take its place."""
    place = GOLDEN / f"{name}.png"
    if update:
        shown.save(place, optimize=True)
    with Image.open(place) as kept:
        golden = kept.convert("RGB")
    assert shown.size == golden.size
    difference = ImageChops.difference(shown, golden)
    apart = max(difference.split(), key=lambda channel: sum(channel.histogram()[CLOSE:]))
    assert sum(apart.histogram()[CLOSE:]) <= MOST_APART


def test_every_golden_file_has_a_line_of_what_to_see_in_it() -> None:
    lines = (GOLDEN / "README.md").read_text(encoding="utf-8").splitlines()
    told = {line.split("`")[1] for line in lines if line.startswith("| `")}
    assert told == {path.name for path in GOLDEN.iterdir()} - {"README.md"}
