"""The card of «پیگیری‌های ستاد»: a list whose lines lead to what looks after each. Pure."""

from datetime import datetime
from typing import Never

from bot.conversing.card import Card, CardPage
from bot.conversing.flow import Step
from bot.conversing.screen import Screen
from bot.conversing.widgets import back
from bot.language.catalogue import t
from bot.said import Choice, Said
from handlers.promises import screens
from handlers.promises.view import PromisesState, PromisesView

PromisesStep = Step[PromisesState, Never]


def _hear(view: PromisesView, said: Said, _now: datetime) -> PromisesStep | None:
    match said:
        case Choice("later"):
            return Step(None, (Screen(t("promises.closed")),))
        case Choice("open", (key,)):
            found = next((each for each in view.promises if each.key == key), None)
            if found is None:
                return CARD.stay(view, t("promises.gone"))
            return Step(None, onward=found.card) if found.card else CARD.go(view, at="item", key=key)
    return None


CARD: Card[PromisesState, PromisesView, Never] = Card(
    "promises",
    {"list": CardPage(screens.board), "item": CardPage(screens.item, lambda view: view.open is not None)},
    _hear,
    lambda _view: (back("list"),),
)
