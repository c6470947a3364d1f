"""The part of a report's conversation that is about the estates: asking them, and what to make of their sum. Pure."""

from dataclasses import replace

from bot.conversing.flow import Step
from bot.errors import UserError
from bot.language.catalogue import t
from bot.reporting.cards import AxisCard, IndicatorView, ReportView
from bot.reporting.estates.sums import Decided
from bot.reporting.facts import AskEstates, CloseEstates, KeepOwn
from bot.reporting.rules import figure_of, unsettled
from bot.said import Choice, Said, Text
from handlers.reporting import screens
from handlers.reporting.answer_steps import take_choice
from handlers.reporting.estate_screens import REASONS, may_be_asked
from handlers.reporting.onward import ReportStep, stay, to, with_card

LONGEST = 300


def is_about_estates(view: ReportView, said: Said) -> bool:
    """Say whether something was said to the screens of the estates."""
    match view.state.at, said:
        case _, Choice("estates" | "ask_estates" | "close_estates" | "take_sum" | "keep_own" | "why"):
            return True
        case "estates_why", Text() | Choice("back"):
            return True
        case _:
            return False


def step_in_estates(view: ReportView, card: AxisCard, said: Said) -> ReportStep:
    """Take a step about the estates of the open axis; raises UserError."""
    indicator = card.get(view.state.cursor)
    match said:
        case Choice("ask_estates", (code,)) if card.signing.may:
            return _ask(view, card, code)
        case Choice("close_estates") if card.signing.may:
            after = replace(card, estates=replace(card.estates, asked=(), answers={}))
            return _shown(view, after, t("estate.province.closed"), CloseEstates(view.province.code, card.code))
        case Choice("take_sum", (code,)) if (chosen := card.get(code)) and card.estates.total(code) is not None:
            return take_choice(view, card, chosen, Choice("value", (str(card.estates.total(code)),)))
        case Choice("keep_own", (code,)) if card.get(code) and figure_of(card, code) is not None:
            state = replace(view.state, at="estates_why", cursor=code, note="")
            return Step(state, (screens.show(replace(view, state=state)),))
        case Choice("why", (reason,)) if indicator and reason in REASONS:
            return _keep_own(view, card, indicator, t(f"estate.province.reason.{reason}"))
        case Text(text=text) if indicator and view.state.at == "estates_why":
            return _keep_own(view, card, indicator, text)
        case Choice("estates" | "back"):
            return to(view, "estates")
        case _:
            return stay(view)


def check_estates(card: AxisCard) -> str:
    """Return what is said where the own figure differs from a whole sum without a reason, '' where none does."""
    return t("estate.province.settle") if unsettled(card) else ""


def _ask(view: ReportView, card: AxisCard, code: str) -> ReportStep:
    possible = [each.code for each in may_be_asked(card)]
    asked = possible if code == "" else [code]
    if not card.estates.all or not asked or not set(asked) <= set(possible):
        return stay(view)
    held = card.estates
    codes = tuple(each for each in possible if each in {*held.asked, *asked})
    answers = {each: held.answers.get(each, {}) for each in codes}
    after = replace(card, estates=replace(held, asked=codes, answers=answers))
    return _shown(view, after, t("estate.province.opened"), AskEstates(view.province.code, card.code, code))


def _keep_own(view: ReportView, card: AxisCard, indicator: IndicatorView, reason: str) -> ReportStep:
    """Keep the own figure, and why; raises UserError."""
    if len(reason) > LONGEST:
        raise UserError("report.too_long", limit=LONGEST, length=len(reason))
    total, own = card.estates.total(indicator.code), figure_of(card, indicator.code)
    if total is None or own is None:
        return to(view, "estates")
    decided = Decided(indicator.code, total, own, reason)
    held = replace(card.estates, decisions={**card.estates.decisions, indicator.code: decided})
    fact = KeepOwn(view.week, view.province.code, indicator.code, total, own, reason)
    return _shown(view, replace(card, estates=held), "", fact)


def _shown(view: ReportView, card: AxisCard, note: str, fact: AskEstates | CloseEstates | KeepOwn) -> ReportStep:
    return replace(to(with_card(view, card), "estates", note), facts=(fact,))
