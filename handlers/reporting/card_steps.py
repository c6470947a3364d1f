"""The part of a report's conversation that is about one axis: its answers, status, action, and handing it in. Pure."""

from dataclasses import replace

from bot.conversing.flow import Onward, Step
from bot.conversing.widgets import under_note
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.reading.tokens import holds_number
from bot.reporting import rules
from bot.reporting.cards import AxisCard, ReportView
from bot.reporting.ceilings import REASONS, unexplained
from bot.reporting.facts import SaveDraft, keep_draft
from bot.reporting.rules import LONGEST_ACTION, as_unchanged, asked, check_submission, may_stand, stand_long
from bot.reporting.words import Order, split_closing
from bot.said import Choice, Said, Text
from handlers.obstacles.view import ObstacleState
from handlers.reporting.answer_steps import ask_why, echoes, explain, keep_same, take_choice, take_text, take_why, told
from handlers.reporting.card_screens import CORRECTIONS
from handlers.reporting.estate_steps import check_estates
from handlers.reporting.onward import ReportStep, hand_in, keep, refuse_early, stay, to, to_card, to_list, with_card
from handlers.reporting.same_steps import ask_unchanged
from handlers.reporting.sweep_steps import take_signature


def step_in_card(view: ReportView, card: AxisCard, said: Said) -> ReportStep:
    """Take a step where the card of an axis is open; raises UserError."""
    match view.state.at, said:
        case "card", Choice("back"):
            return to_list(view)
        case "add_action", Choice("back"):
            return to(view, "action")
        case _, Choice("back"):
            return to_card(view, card)
        case _, Choice("submit" | "submit_next" as order, ahead):
            return _submit(view, card, ahead=bool(ahead) or order == "submit_next")
        case _, Choice("sign" | "take_back" as what, (keys,)):
            return take_signature(view, what, keys)
        case _, Choice("submit_rest" | "submit_rest_next" as order, ahead):
            return _submit_rest(view, card, ahead=bool(ahead) or order == "submit_rest_next")
        case "correction" | "over", Choice("correct" | "over") | Text():
            return _step_in_why(view, card, said)
        case _, Choice("obstacle"):
            state = ObstacleState(province=view.province.code, axis=card.code, week=view.week.key)
            return Step(view.state, onward=Onward("obstacle", vars(state)))
        case _, Choice("status" | "action" | "details" as place):
            return to(view, place)
        case _, Choice("set_status", (status,)) if status in rules.STATUSES:
            return keep(view, card, replace(card.draft, status=status))
        case ("action" | "add_action", Choice() | Text()) | (_, Choice("as_action")):
            return _step_in_action(view, card, said)
        case _, Text(text=text):
            return _hear(view, card, text)
        case _, Choice("same"):
            return keep_same(view, card, card.missing)
        case _, Choice("same_one"):
            return keep_same(view, card, tuple(filter(None, [asked(view, card)])))
        case _, Choice("skip"):
            return _skip(view, card)
        case _, Choice(name, (code, *given)) if indicator := card.get(code):
            return take_choice(view, card, indicator, Choice(name, tuple(given)))
        case _:
            return stay(view, "" if isinstance(said, Choice) else t("report.want_text"))


def _hear(view: ReportView, card: AxisCard, text: str) -> ReportStep:
    """Take an answer; one that ends with «ثبت» is handed in, and told above the receipt.

    It is only kept where it raises a question, or leaves more to be said than how it was understood: words that were
    not read, a value that may not be or was rounded.
    """
    answer, order = split_closing(text)
    if card.done or view.state.at not in {"card", "details"} or not holds_number(answer):
        return take_text(view, card, text)
    if text == view.state.after:  # it was sent twice: the first one has led here
        return stay(replace(view, state=replace(view.state, after="")), t("report.said_twice", said=text))
    taken = take_text(view, card, answer)
    kept = next((fact for fact in taken.facts if isinstance(fact, SaveDraft)), None)
    if kept is None or taken.state is None or taken.state.at != "card":
        return taken
    answered = replace(card, draft=kept.draft)
    said = taken.screens[0].text.partition("\n\n")[0].splitlines()
    if not set(said) <= echoes(answered):
        return taken
    try:
        handed_in = _submit(with_card(view, answered), answered, ahead=order is Order.SUBMIT_NEXT)
    except UserError as mistake:
        return replace(taken, screens=under_note(mistake.text, taken.screens))
    note = told(answered, kept.draft.since(card.draft))
    onward = handed_in.onward and replace(
        handed_in.onward, note=note, values={**handed_in.onward.values, "after": text}
    )
    return replace(handed_in, screens=under_note(note, handed_in.screens), onward=onward)


def _step_in_why(view: ReportView, card: AxisCard, said: Choice | Text) -> ReportStep:
    """Take why a report is corrected, or why a value is over its ceiling: a likely reason, or one's own words."""
    match view.state.at, said:
        case "correction", Choice("correct", (reason,)) if reason in CORRECTIONS:
            return hand_in(view, card, t(f"report.correction.{reason}"))
        case "correction", Text(text=text):
            return hand_in(view, card, _short(text))
        case "over", Choice("over", (reason,)) if reason in REASONS:
            return explain(view, card, t(f"report.over.{reason}"))
        case "over", Text(text=text):
            return take_why(view, card, text)
        case _:
            return stay(view)


def _step_in_action(view: ReportView, card: AxisCard, said: Said) -> ReportStep:
    """Take what was done this week: written, the same as last week, or the same and more."""
    match view.state.at, said:
        case "action", Choice("same_action" | "same" | "same_one") if card.last_action:
            text = card.last_action
        case _, Choice("as_action", (text,)):
            pass
        case "action", Choice("add_action") if card.last_action:
            return to(view, "add_action")
        case "action", Text(text=text):
            pass
        case _, Choice("same_action" | "same" | "same_one"):
            raise UserError("report.no_last_action")
        case "add_action", Text(text=more):
            text = t("report.action_and_more", action=card.last_action, more=more)
        case _:
            return stay(view)
    return keep(view, card, replace(card.draft, action=_short(text)), t("report.action_kept"))


def _skip(view: ReportView, card: AxisCard) -> ReportStep:
    """Ask for the next indicator that has no answer, and after the last one for the first."""
    now, missing = asked(view, card), card.missing
    if now not in missing:
        return stay(view)
    following = missing[(missing.index(now) + 1) % len(missing)]
    return to_card(view, card, cursor=following.code)


def _submit(view: ReportView, card: AxisCard, *, ahead: bool = False) -> ReportStep:
    """Hand in what is answered; a correction first says why, and one that changes nothing is none."""
    if over := unexplained(card):
        return replace(ask_why(view, card, over[0]), facts=_kept(view, card))
    check_submission(card)
    refuse_early(view)
    if note := check_estates(card):
        return replace(to(with_card(view, card), "estates", note), facts=_kept(view, card))
    if not card.done:
        return hand_in(view, card, ahead=ahead)
    if card.draft != card.reported:
        return replace(to(with_card(view, card), "correction"), facts=_kept(view, card))
    fresh = any(piece.own for piece in card.evidence)
    return hand_in(view, card, t("report.correction.evidence")) if fresh else stay(view, t("report.nothing_changed"))


def _kept(view: ReportView, card: AxisCard) -> tuple[SaveDraft, ...]:
    return (keep_draft(view.week, view.province.code, card, card.draft),)


def _submit_rest(view: ReportView, card: AxisCard, *, ahead: bool = False) -> ReportStep:
    """Hand in with «unchanged» for all that has no answer; a standstill of three weeks wants its reason."""
    if not card.missing or not card.rest_may_stay:
        return _submit(view, card, ahead=ahead)
    if not card.done and may_stand(card) and stand_long((card,)):
        return ask_unchanged(view, (card,))
    return _submit(view, replace(card, draft=as_unchanged(card)), ahead=ahead)


def _short(text: str) -> str:
    """Return a text that is not too long; raises UserError for one that is."""
    if len(text) > LONGEST_ACTION:
        raise UserError("report.too_long", limit=LONGEST_ACTION, length=len(text))
    return text
