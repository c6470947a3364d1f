"""A province gives its viewpoint: loaded by the person's own duty, kept in the turn."""

from datetime import datetime
from typing import assert_never

from bot.announcing.consulting.matter import matter_of
from bot.conversing.flow import Flow
from bot.people.caller import Caller
from bot.programme.provinces import by_code
from bot.said import Said
from handlers.announcing.consulting.view import (
    GiveViewpoint,
    TakeBackViewpoint,
    ViewpointFact,
    ViewpointState,
    ViewpointView,
)
from handlers.announcing.consulting.viewpoint_form import CARD
from storage import audit, consultations, recipients
from storage.audit import Act
from storage.transaction import Transaction


async def _load(tx: Transaction, caller: Caller, state: ViewpointState, _said: Said, now: datetime) -> ViewpointView:
    found = await consultations.get(tx, state.number)
    recipient = await recipients.get(tx, state.number, caller.person.id)
    nothing = ViewpointView(state, caller.person.id, now)
    if found is None or recipient is None or not recipient.province or found.sent not in {"sending", "sent"}:
        return nothing
    if found.only_on not in {"", caller.account.platform}:
        return nothing
    if recipient.province not in {duty.province for duty in caller.duties}:
        return nothing  # who has left the province speaks for it no more
    viewpoints = await consultations.list_viewpoints(tx, found.id)
    return ViewpointView(
        state,
        caller.person.id,
        now,
        found,
        matter_of(found),
        by_code(recipient.province),
        tuple(each for each in viewpoints if each.province == recipient.province),
        () if found.restricted else tuple(each for each in viewpoints if each.province != recipient.province),
    )


async def _save(tx: Transaction, caller: Caller, facts: tuple[ViewpointFact, ...], now: datetime) -> None:
    for fact in facts:
        match fact:
            case GiveViewpoint():
                await consultations.save_viewpoint(tx, fact.number, fact.viewpoint)
                await recipients.note_seen(tx, fact.number, caller.person.id, fact.viewpoint.given_at)
                subject = f"consultation:{fact.number}/{fact.viewpoint.province}/{fact.viewpoint.article}"
                detail: dict[str, str | int | None] = {"stance": fact.viewpoint.stance}
                await audit.append(tx, now, Act(f"person:{caller.person.id}", "viewpoint.give", subject, detail))
            case TakeBackViewpoint():
                await consultations.drop_viewpoint(tx, fact.number, fact.province, fact.article)
                subject = f"consultation:{fact.number}/{fact.province}/{fact.article}"
                await audit.append(tx, now, Act(f"person:{caller.person.id}", "viewpoint.take_back", subject, {}))
            case _:
                assert_never(fact)


VIEWPOINT = Flow("viewpoint", ViewpointState, _load, CARD.step, _save)
