"""Tells what of reports is not as the trail sealed it: axis, province, week and indicator by their names."""

from collections.abc import AsyncIterator, Sequence
from datetime import date

from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import Week
from bot.programme.provinces import by_code
from storage import programme
from storage.seals import Mismatch
from storage.transaction import Reading

MOST = 20
"""Sentences that an operator reads; `--json` has all."""


async def tell_mismatches(tx: Reading, mismatches: Sequence[Mismatch]) -> AsyncIterator[str]:
    """Yield how many there are, a sentence for each of the first, and how many there are more; nothing for none."""
    if mismatches:
        yield t("audit.differ", count=len(mismatches))
    for each in mismatches[:MOST]:
        yield await _tell(tx, each)
    if len(mismatches) > MOST:
        yield t("audit.more", count=len(mismatches) - MOST)


async def _tell(tx: Reading, one: Mismatch) -> str:
    if one.programme_id is None:
        return t("audit.report_nowhere", number=one.report_id)
    axes = {each.code: each.title for each in await programme.list_axes(tx, one.programme_id)}
    titles = {each.code: each.title for each in await programme.list_indicators(tx, one.programme_id)}
    axis = one.axis or ""
    named = {"axis": axes.get(axis, axis), "province": _province(one), "week": _week(one)}
    if one.indicator:
        return t(f"audit.answer_{one.how}", indicator=titles.get(one.indicator, one.indicator), **named)
    return t(f"audit.report_{one.how}", **named)


def _province(one: Mismatch) -> str:
    """Return a province's name, or whatever somebody put in its place."""
    try:
        return by_code(one.province or "").name
    except KeyError:
        return one.province or ""


def _week(one: Mismatch) -> str:
    try:
        return dates.week_label(Week(date.fromisoformat(one.week or "")))
    except ValueError:
        return one.week or ""
