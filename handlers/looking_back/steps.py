"""The conversation of looking back: pages that lead to each other, and the picture of an axis. Pure."""

from dataclasses import replace
from datetime import datetime

from bot.conversing.flow import Onward, Step, unheard
from bot.conversing.replies import no_answer
from bot.conversing.widgets import under
from bot.language.catalogue import t
from bot.programme.provinces import by_code
from bot.said import Choice, Said
from handlers.looking_back import screens
from handlers.looking_back.facts import DrawAxis, LookFact, OrderSheet
from handlers.looking_back.view import LookState, LookView

LookStep = Step[LookState, LookFact]


def step(view: LookView, said: Said, _now: datetime) -> LookStep:
    """Turn to a page; what is no button of a page leaves it open."""
    match said:
        case Choice("later"):
            return Step(None, (screens.closed(),))
        case Choice("picture") if view.trend:
            fact = DrawAxis(view.state.province, view.state.axis)
            return Step(view.state, facts=(fact,), toast=t("look.drawing"))
        case Choice("sheet"):
            order = OrderSheet(view.report.province.code, view.report.week.key)
            return Step(view.state, facts=(order,), toast=t("look.printing"))
        case Choice("back"):
            return _to(view, LookState("week", view.state.province))
        case Choice("axis", (axis,)) if all(card.code != axis for card in view.report.cards):
            week = replace(view, state=replace(view.state, at="week"))
            return Step(week.state, (under(t("common.gone"), screens.show(week)),))
        case Choice("axis", (axis,)):
            return _to(view, LookState("axis", view.state.province, axis))
        case Choice("replies" | "changes" as page):
            return _to(view, LookState(page, view.state.province))
        case Choice("from_estates"):
            return Step(view.state, onward=Onward("from_estates", {"province": view.report.province.code}))
        case Choice("province", (province,)) if province in {one.code for one in view.report.others}:
            return _to(view, LookState("week", province))
        case Choice("province", (province,)) if province != view.report.province.code:
            week = replace(view, state=LookState("week", view.report.province.code))
            gone = t("common.province_gone", province=by_code(province).name)
            return Step(week.state, (under(gone, screens.show(week)),))
        case Choice("page", (page,)):
            return _to(view, LookState("week", view.state.province, page=int(page)))
        case _:
            state, note = replace(view.state, province=view.report.province.code), no_answer(said, in_words=False)
            return unheard(Step(state, (under(note, screens.show(view)),)))


def _to(view: LookView, state: LookState) -> LookStep:
    """Turn to another page, which has to be loaded: the conversation is entered anew."""
    return Step(view.state, onward=Onward("look", vars(state)))
