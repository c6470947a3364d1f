"""Loads what a province sees of its obstacles; the conversation, put together."""

from datetime import datetime

from bot.conversing.flow import Flow
from bot.obstacles.lines import CardView
from bot.obstacles.listing import as_lines
from bot.obstacles.saving import save
from bot.people.caller import Caller
from bot.people.rights import REPORTERS
from bot.people.scope import reports_on
from bot.programme.calendar import day_of
from bot.programme.provinces import by_code
from bot.said import Said
from handlers.obstacles.own_form import step
from handlers.obstacles.own_view import OwnState, OwnView
from storage import obstacle_events, obstacles
from storage.transaction import Transaction

MOST_ENDED = 24


async def _load(tx: Transaction, caller: Caller, state: OwnState, _said: Said, now: datetime) -> OwnView:
    """Load a list of a province of the person's, and the obstacle that is open."""
    provinces = list(dict.fromkeys(duty.province for duty in caller.reporting_duties))
    row = await obstacles.get(tx, state.obstacle) if state.obstacle else None
    if row and not reports_on(caller.duties, row.province, row.axis):
        row = None
    asked = row.province if row else state.province
    province = asked if asked in provinces else provinces[0]
    listed = await obstacles.list_ended(tx, province, MOST_ENDED) if state.at == "ended" else None
    rows = await obstacles.list_of_province(tx, province) if listed is None else listed
    own = [each for each in rows if reports_on(caller.duties, province, each.axis)]
    card = None
    if row:
        card = CardView((await as_lines(tx, [row], now, province))[0], tuple(await obstacle_events.list_of(tx, row.id)))
    others = tuple(by_code(code) for code in provinces if code != province)
    return OwnView(state, by_code(province), await as_lines(tx, own, now, province), card, day_of(now), others)


OWN_OBSTACLES = Flow("own_obstacles", OwnState, _load, step, save, REPORTERS)
