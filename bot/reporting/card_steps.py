"""The part of a report's conversation that is about one axis: its answers, status, action, and handing it in. Pure."""

from dataclasses import replace

from bot.conversing.flow import Onward, Step
from bot.conversing.screen import Screen
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.reading import guards
from bot.language.reading.guards import Expected
from bot.obstacles.view import ObstacleState
from bot.reporting import card_screens, parts
from bot.reporting.answers import Doubt, Figure, Words, read_answer
from bot.reporting.card_screens import CORRECTIONS, LONGEST_ACTION
from bot.reporting.facts import keep_draft
from bot.reporting.moves import ReportStep, hand_in, keep, refuse_early, stay, to, to_card, to_list, with_card
from bot.reporting.rules import as_unchanged, asked, check_figure, check_submission, may_stand, stand_long
from bot.reporting.sweep_steps import ask_unchanged
from bot.reporting.view import AxisCard, IndicatorView, ReportView
from bot.said import Choice, Said, Text


def step_in_card(view: ReportView, card: AxisCard, said: Said) -> ReportStep:
    """Take a step where the card of an axis is open; raises UserError."""
    match view.state.at, said:
        case "card", Choice("back"):
            return to_list(view)
        case "add_action", Choice("back"):
            return to(view, "action")
        case _, Choice("back"):
            return to_card(view, card)
        case _, Choice("submit"):
            return _submit(view, card)
        case _, Choice("submit_rest"):
            return _submit_rest(view, card)
        case "correction", Choice("correct", (reason,)) if reason in CORRECTIONS:
            return hand_in(view, card, t(f"report.correction.{reason}"))
        case "correction", Text(text=text):
            return hand_in(view, card, _short(text))
        case _, Choice("obstacle"):
            state = ObstacleState(province=view.province.code, axis=card.code, week=view.week.key)
            return Step(view.state, onward=Onward("obstacle", state))
        case _, Choice("status" | "action" as place):
            return to(view, place)
        case _, Choice("set_status", (status,)) if status in card_screens.STATUSES:
            return keep(view, card, replace(card.draft, status=status))
        case "action" | "add_action", Choice() | Text():
            return _step_in_action(view, card, said)
        case _, Text(text=text):
            return _take_text(view, card, text)
        case _, Choice("same"):
            return _keep_same(view, card, card.missing)
        case _, Choice("same_one"):
            return _keep_same(view, card, tuple(filter(None, [asked(view, card)])))
        case _, Choice("skip"):
            return _skip(view, card)
        case _, Choice(name, (code, *given)) if indicator := card.get(code):
            return _take_choice(view, card, indicator, Choice(name, tuple(given)))
        case _:
            return stay(view, "" if isinstance(said, Choice) else t("report.want_text"))


def _step_in_action(view: ReportView, card: AxisCard, said: Choice | Text) -> ReportStep:
    """Take what was done this week: written, the same as last week, or the same and more."""
    match view.state.at, said:
        case "action", Choice("same_action") if card.last_action:
            text = card.last_action
        case "action", Choice("add_action") if card.last_action:
            return to(view, "add_action")
        case "action", Text(text=text):
            pass
        case "add_action", Text(text=more):
            text = t("report.action_and_more", action=card.last_action, more=more)
        case _:
            return stay(view)
    return keep(view, card, replace(card.draft, action=_short(text)), t("report.action_kept"))


def _take_choice(view: ReportView, card: AxisCard, indicator: IndicatorView, choice: Choice) -> ReportStep:
    """Take a button that speaks of one indicator."""
    match choice:
        case Choice("ask"):
            return to_card(view, card, cursor=indicator.code)
        case Choice("value", (value,)):
            return _weigh_figure(view, card, indicator, Figure(int(value)))
        case Choice("sure", (value, reason, *given)):
            return _take_figure(view, card, indicator, Figure(int(value), *given), reason)
        case Choice("no_report"):
            note = t("report.no_report", title=indicator.title)
            return keep(view, card, card.draft.with_no_report(indicator.code), note)
        case Choice("option", (option,)) if option in indicator.options:
            return _take_words(view, card, indicator, option)
        case _:
            return stay(view)


def _take_text(view: ReportView, card: AxisCard, text: str) -> ReportStep:
    """Take what was typed as the answer to the indicator that is asked."""
    indicator = asked(view, card)
    if indicator is None:
        return stay(view, t("report.nothing_asked"))
    match read_answer(text, indicator):
        case Figure() as figure:
            return _weigh_figure(view, card, indicator, figure)
        case Words(words):
            return _take_words(view, card, indicator, words)
        case Doubt(reason, readings):
            return _ask(view, indicator, card_screens.doubt(indicator, reason, readings))


def _weigh_figure(view: ReportView, card: AxisCard, indicator: IndicatorView, figure: Figure) -> ReportStep:
    """Ask about a value that fits neither the last one nor the target; take one that does."""
    expected = Expected(indicator.kind, indicator.last, indicator.target)
    question = None if indicator.kind == "yesno" else guards.doubt(figure.value, indicator.unit, expected)
    if question is None:
        return _take_figure(view, card, indicator, figure)
    return _ask(view, indicator, card_screens.guard(indicator, figure.value, figure.parts, question))


def _ask(view: ReportView, indicator: IndicatorView, screen: Screen) -> ReportStep:
    return Step(replace(view.state, at="question", cursor=indicator.code), (screen,))


def _take_figure(
    view: ReportView, card: AxisCard, indicator: IndicatorView, figure: Figure, reason: str = ""
) -> ReportStep:
    check_figure(indicator, figure.value)
    draft = card.draft.with_value(indicator.code, figure.value, reason, figure.parts)
    return keep(view, card, draft, card_screens.echo(indicator, figure.value))


def _take_words(view: ReportView, card: AxisCard, indicator: IndicatorView, words: str) -> ReportStep:
    note = t("report.echo_words", title=indicator.title, words=parts.words(indicator, words))
    return keep(view, card, card.draft.with_words(indicator.code, words), note)


def _keep_same(view: ReportView, card: AxisCard, indicators: tuple[IndicatorView, ...]) -> ReportStep:
    """Say of indicators that have a past that they did not change."""
    if not card.may_stay:
        raise UserError("report.may_not_stay")
    same = [indicator.code for indicator in indicators if indicator.has_past and not card.draft.has(indicator.code)]
    if not same:
        raise UserError("report.no_past")
    return keep(view, card, card.draft.with_unchanged(*same))


def _skip(view: ReportView, card: AxisCard) -> ReportStep:
    """Ask for the next indicator that has no answer, and after the last one for the first."""
    now, missing = asked(view, card), card.missing
    if now not in missing:
        return stay(view)
    following = missing[(missing.index(now) + 1) % len(missing)]
    return to_card(view, card, cursor=following.code)


def _submit(view: ReportView, card: AxisCard) -> ReportStep:
    """Hand in what is answered; a correction first says why, and one that changes nothing is none."""
    check_submission(card)
    refuse_early(view)
    if not card.done:
        return hand_in(view, card)
    if card.draft != card.reported:
        facts = (keep_draft(view.week, view.province.code, card, card.draft),)
        return replace(to(with_card(view, card), "correction"), facts=facts)
    fresh = any(piece.own for piece in card.evidence)
    return hand_in(view, card, t("report.correction.evidence")) if fresh else stay(view, t("report.nothing_changed"))


def _submit_rest(view: ReportView, card: AxisCard) -> ReportStep:
    """Hand in with «unchanged» for all that has no answer; a standstill of three weeks wants its reason."""
    if not card.missing or not card.rest_may_stay:
        return _submit(view, card)
    if not card.done and may_stand(card) and stand_long((card,)):
        return ask_unchanged(view, (card,))
    return _submit(view, replace(card, draft=as_unchanged(card)))


def _short(text: str) -> str:
    """Return a text that is not too long; raises UserError for one that is."""
    if len(text) > LONGEST_ACTION:
        raise UserError("report.too_long", limit=LONGEST_ACTION, length=len(text))
    return text
