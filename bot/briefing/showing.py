"""Does what the buttons of a digest ask for: a list, an axis, a province, a picture or the weekly report as a file."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Literal

from bot.briefing import axis_screens, province_screens
from bot.briefing.drawing.card import draw_card
from bot.briefing.drawing.heatmap import draw_heatmap
from bot.briefing.drawing.paper import print_paper
from bot.briefing.drawing.trend import draw_trend
from bot.briefing.errands import BriefErrand
from bot.briefing.papers import load_paper
from bot.briefing.ranking_screens import show_ranking
from bot.briefing.signal_screens import show_signals
from bot.briefing.signals import find_signals
from bot.briefing.signals_loading import load_signs
from bot.conversing.buttons import read_buttons
from bot.conversing.posting import in_place_of, post
from bot.conversing.screen import Screen
from bot.delivery.attachment import PDF, PNG, Kind, file_name
from bot.delivery.errands import Finish
from bot.delivery.outgoing_files import OutgoingFiles
from bot.figures.loading import count
from bot.figures.records import Figures
from bot.figures.trending import load_trend
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import week_from_key
from bot.obstacles.figures import list_open_lines
from bot.people.scope import axes_of
from bot.programme.in_memory import hold_programme
from bot.programme.provinces import PROVINCES, by_code
from storage import accounts, outbox, people
from storage.database import Database
from storage.outbox import Letter
from storage.transaction import Reading, Transaction

KINDS: dict[str, tuple[str, Kind]] = {"png": (PNG, "photo"), "pdf": (PDF, "document")}


@dataclass(frozen=True)
class Drawn:
    """A picture or a document to be drawn outside the database: its file's name, its caption, and what draws it."""

    name: str
    caption: str
    draw: Callable[[], bytes]
    ending: Literal["png", "pdf"] = "png"


@dataclass(frozen=True)
class BriefWish:
    """What was asked: the reader's id, the instant, the kind of thing, and its arguments, the week's key first."""

    person: int
    moment: datetime
    what: str
    args: tuple[str, ...]


async def show_brief(files: OutgoingFiles, database: Database, errand: BriefErrand) -> Finish:
    """Do the errand «brief»; it also names the update that asked (``inbox``) and the row that was ``pressed``."""
    asked = BriefWish(errand.person, errand.moment, errand.what, errand.args)
    shown = await database.read(answer, asked)
    if isinstance(shown, Drawn):
        content, (mime, kind) = await asyncio.to_thread(shown.draw), KINDS[shown.ending]
        file = await files.keep(content, file_name(shown.name, shown.ending), mime, kind)
        shown = Screen(shown.caption, file=file)
    return partial(_deliver, screen=shown, asked=asked, pressed=errand.pressed, inbox=errand.inbox)


async def answer(tx: Reading, asked: BriefWish) -> Screen | Drawn:
    """Return what was asked, within the rights of this moment; what is not the reader's shows the list of axes."""
    axes = axes_of(await people.list_duties(tx, asked.person))
    key, name = (*asked.args, "", "")[:2]
    figures = await count(tx, asked.moment, axes, week_from_key(key) if key else None)
    known = {axis.code: axis for axis in figures.axes}
    place = by_code(name) if name in {each.code for each in PROVINCES} else None
    match asked.what:
        case "axis" if name in known:
            return axis_screens.show_axis(figures, name)
        case "values" if name in known:
            return axis_screens.show_values(figures, name)
        case "provinces":
            return province_screens.list_provinces(figures)
        case "signals":
            obstacles = await list_open_lines(tx, asked.moment, axes)
            return show_signals(figures, find_signals(await load_signs(tx, figures, obstacles)))
        case "ranking":
            return show_ranking(figures, name if name in known else "")
        case "province" if place:
            return province_screens.show_province(figures, place.code)
        case "heatmap":
            return _drawn("heatmap", figures, partial(draw_heatmap, figures))
        case "paper":
            paper = await load_paper(tx, asked.moment, axes, figures.week)
            return replace(_drawn("paper", figures, partial(print_paper, paper)), ending="pdf")
        case "trend" if name in known:
            trend = await load_trend(tx, asked.moment, known[name], until=figures.week)
            return _drawn("trend", figures, partial(draw_trend, trend), axis=trend.axis)
        case "card" if place:
            targets = (await hold_programme(tx, figures.week.year)).targets
            return _drawn("card", figures, partial(draw_card, figures, place.code, targets), province=place.name)
        case _:
            return axis_screens.list_axes(figures, int(name) if name.isdecimal() else 0)


def _drawn(kind: str, figures: Figures, draw: Callable[[], bytes], **of: str) -> Drawn:
    name = t(f"brief.file.{kind}", day=dates.numeric(figures.week.wednesday), **of)
    return Drawn(name, t(f"brief.caption.{kind}", week=dates.week_label(figures.week), **of), draw)


async def _deliver(tx: Transaction, screen: Screen, asked: BriefWish, pressed: int, inbox: int) -> None:
    """Post the answer: in place of the screen that it was tapped on, while the digest itself stays as it is."""
    address = await accounts.get_address(tx, asked.person)
    if address is None:
        return
    row = await outbox.get_by_id(tx, pressed)
    held = row if row and read_buttons(row.buttons).flow == "brief" else None
    letter = await in_place_of(tx, held, address, inbox) if screen.file is None else Letter("", inbox_id=inbox)
    await post(tx, address, screen, asked.moment, letter, "brief")
