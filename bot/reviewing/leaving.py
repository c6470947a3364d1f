"""Lets a return leave for its province a quarter of an hour after it was decided: until then nobody hears of it."""

from datetime import datetime

from bot.conversing.posting import post
from bot.conversing.screen import Button, Screen
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import Week
from bot.programme.in_memory import hold_programme
from bot.programme.provinces import by_code
from bot.reviewing.facts import WAIT
from bot.reviewing.reading import axis_name
from bot.reviewing.telling import NOTICE, tell_reviews
from storage import accounts, review_decisions, reviews
from storage.outbox import Letter
from storage.review_decisions import ReviewDecision
from storage.transaction import Reading, Transaction


async def let_returns_leave(tx: Transaction, now: datetime) -> None:
    """Hand back what was decided a quarter of an hour ago, and tell the provinces."""
    for each in await review_decisions.list_leaving(tx, now - WAIT):
        await review_decisions.drop(tx, each.id)
        key = (each.report_id, each.revision, each.indicator)
        if await reviews.hand_back(tx, key, each.reason, each.decided_by, now) is None:  # the province was quicker
            await _tell_lapsed(tx, each, now)
    await tell_reviews(tx, now)


async def next_leaving(tx: Reading, _now: datetime) -> datetime | None:
    """Return when the next return leaves."""
    first = await review_decisions.get_first_held(tx)
    return first + WAIT if first else None


async def _tell_lapsed(tx: Transaction, each: ReviewDecision, now: datetime) -> None:
    """Tell who decided it that the province corrected its report before."""
    place, address = await reviews.get(tx, each.report_id), await accounts.get_address(tx, each.decided_by)
    if place is None or address is None:
        return
    week = Week(place.week)
    titles = {one.code: one.title for one in (await hold_programme(tx, week.year)).indicators}
    text = t(
        "mend.lapsed",
        axis=await axis_name(tx, place.week, place.axis),
        province=by_code(place.province).name,
        week=dates.week_label(week),
        title=titles.get(each.indicator, each.indicator),
    )
    button = Button(t("mend.button.review"), "review", (str(each.report_id),))
    await post(tx, address, Screen(text, ((button,),)), now, Letter("", kind="notice"), NOTICE)
