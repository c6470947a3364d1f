"""The demo's programme: the empty slots filled with what is marked as a sample, and targets for what is counted."""

import json
from dataclasses import replace

from bot.language.catalogue import t
from bot.language.units import UNITS
from bot.programme.in_memory import hold_programme
from bot.programme.kinds import IndicatorKind
from bot.programme.provinces import PROVINCES
from bot.reporting.sample_figures import middling
from storage import programme
from storage.programme import Axis, Indicator
from storage.transaction import Transaction

MOST_CHARS = 300


async def fill_slots(tx: Transaction, year: int) -> None:
    """Give every empty slot of a year a title and an indicator that say «نمونه», and let it be asked."""
    plan = await hold_programme(tx, year)
    for axis in plan.axes:
        if not axis.active:
            title, short = (t(f"demo.slot.{kind}", number=axis.position) for kind in ("title", "short"))
            filled = replace(axis, title=title, short=short, frequency="weekly", active=True)
            await programme.save_axis(tx, plan.programme.id, filled)
            await programme.save_indicator(tx, plan.programme.id, _indicator_of(filled))
    sample = replace(plan.programme, title=t("demo.slot.programme", title=plan.programme.title))
    await programme.save(tx, sample)
    await programme.note_change(tx)


def _indicator_of(axis: Axis) -> Indicator:
    return Indicator(
        code=f"sample_{axis.position}",
        axis=axis.code,
        position=1,
        title=t("demo.slot.indicator"),
        kind=IndicatorKind.CUMULATIVE,
        unit="item",
        minimum=0,
        maximum=None,
        not_over="",
        options=json.dumps([]),
        aggregate="sum",
        target="none",
        frequency="weekly",
        reporter="province",
        evidence="none",
        max_chars=MOST_CHARS,
    )


async def fill_targets(tx: Transaction, year: int) -> None:
    """Set a target of the year for what provinces count up: each province's, and the country's, which is their sum."""
    plan = await hold_programme(tx, year)
    counted = (each for each in plan.indicators if each.kind == IndicatorKind.CUMULATIVE)
    for indicator in (each for each in counted if each.reporter == "province"):
        own = UNITS[indicator.unit].stored(middling(indicator.code))
        for province, value in (*((each.code, own) for each in PROVINCES), ("", own * len(PROVINCES))):
            await programme.save_target(tx, plan.programme.id, indicator.code, province, value)
    await programme.note_change(tx)
