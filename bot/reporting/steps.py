"""The conversation of a report: the list of axes, the card of one, its answers, its submission. Pure."""

from dataclasses import replace
from datetime import datetime

from bot.conversing.flow import Step
from bot.conversing.screen import Screen
from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.reading import guards
from bot.language.reading.guards import Expected
from bot.reporting import screens
from bot.reporting.answers import Doubt, Figure, Words, read_answer
from bot.reporting.evidence_steps import once_an_album, step_with_evidence
from bot.reporting.facts import SaveDraft, Submit
from bot.reporting.rules import check_figure, check_submission
from bot.reporting.view import AxisCard, Draft, IndicatorView, ReportState, ReportView
from bot.reporting.words import read_order
from bot.said import Choice, Edited, File, Location, Said, Stale, Text

ReportStep = Step[ReportState]


def step(view: ReportView, said: Said, now: datetime) -> ReportStep:
    """Take one step; a person's mistake leaves everything as it was and says what to do."""
    try:
        taken = _step(view, said, now)
    except UserError as mistake:
        taken = _stay(view, mistake.text)
    return once_an_album(view, said, taken) if isinstance(said, File) else taken


def _step(view: ReportView, said: Said, now: datetime) -> ReportStep:
    match said:
        case Choice("enter"):
            return _to_list(view)
        case Choice("later"):
            return Step(None, (screens.later(view),))
        case _ if view.state.week not in {"", view.week.key}:
            return _to_list(view, t("report.other_week"))
        case _ if view.state.province not in {"", view.province.code}:  # chosen now, or taken away meanwhile
            return _to_list(view)
        case Choice("open", (axis,)) if view.card and view.card.code == axis:
            return _to_card(view, view.card)
        case Text(forwarded=True):
            return _stay(view, t("report.forwarded"))
        case Text(text=text) if (order := read_order(text)) is not None:
            return _step(view, Choice(order.value), now)
        case Text(text=""):  # nothing that can be seen
            return _stay(view, t("report.want_text"))
        case Edited():
            return _stay(view, t("report.edited"))
        case Stale():
            return _stay(view)
        case _ if view.card is None or view.state.at == "receipt":
            return _step_elsewhere(view, said)
        case File() | Location() | Choice("evidence" | "drop_evidence"):
            return step_with_evidence(view, view.card, said)
        case Text() if view.state.at == "evidence":
            return _stay(view, t("evidence.only_files"))
        case _:
            return _step_in_card(view, view.card, said, now)


def _step_elsewhere(view: ReportView, said: Said) -> ReportStep:
    """Take a step where no card is open: in the list, or at the receipt of what was just handed in."""
    match said:
        case Choice("list" | "back"):
            return _to_list(view)
        case Choice("submit") if view.state.at == "list":
            return _stay(view, t("report.nothing_open"))
        case Choice():
            return _stay(view)
        case File() | Location():
            return _to_list(view, t("evidence.choose_axis"))
        case _:
            return _to_list(view, t("report.choose_axis"))


def _step_in_card(view: ReportView, card: AxisCard, said: Said, now: datetime) -> ReportStep:
    match view.state.at, said:
        case "status" | "action" | "evidence" | "question", Choice("back"):
            return _to_card(view, card)
        case _, Choice("back" | "list"):
            return _to_list(view)
        case _, Choice("submit"):
            return _submit(view, card, now)
        case _, Choice("status"):
            return _at(view, "status")
        case _, Choice("set_status", (status,)):
            return _keep(view, card, replace(card.draft, status=status))
        case _, Choice("action"):
            return _at(view, "action")
        case "action", Text(text=text):
            return _take_action(view, card, text)
        case _, Text(text=text):
            return _take_text(view, card, text)
        case _, Choice("same"):
            return _keep_same(view, card, card.missing)
        case _, Choice("same_one"):
            return _keep_same(view, card, tuple(filter(None, [screens.asked(view, card)])))
        case _, Choice(name, (code, *given)) if indicator := card.get(code):
            return _take_choice(view, card, indicator, Choice(name, tuple(given)))
        case _:
            return _stay(view, "" if isinstance(said, Choice) else t("report.want_text"))


def _take_choice(view: ReportView, card: AxisCard, indicator: IndicatorView, choice: Choice) -> ReportStep:
    """Take a button that speaks of one indicator."""
    match choice:
        case Choice("ask"):
            return _to_card(view, card, cursor=indicator.code)
        case Choice("value", (value,)):
            return _weigh_figure(view, card, indicator, int(value))
        case Choice("sure", (value, *reason)):
            return _take_figure(view, card, indicator, int(value), *reason)
        case Choice("no_report"):
            note = t("report.no_report", title=indicator.title)
            return _keep(view, card, card.draft.with_no_report(indicator.code), note)
        case Choice("option", (option,)) if option in indicator.options:
            return _take_words(view, card, indicator, option)
        case _:
            return _stay(view)


def _take_text(view: ReportView, card: AxisCard, text: str) -> ReportStep:
    """Take what was typed as the answer to the indicator that is asked."""
    indicator = screens.asked(view, card)
    if indicator is None:
        return _stay(view, t("report.nothing_asked"))
    match read_answer(text, indicator):
        case Figure(value):
            return _weigh_figure(view, card, indicator, value)
        case Words(words):
            return _take_words(view, card, indicator, words)
        case Doubt(reason, readings):
            return _ask(view, indicator, screens.doubt(indicator, reason, readings))


def _weigh_figure(view: ReportView, card: AxisCard, indicator: IndicatorView, value: int) -> ReportStep:
    """Ask about a value that fits neither the last one nor the target; take one that does."""
    question = guards.doubt(value, indicator.unit, Expected(indicator.kind, indicator.last, indicator.target))
    if question is None:
        return _take_figure(view, card, indicator, value)
    return _ask(view, indicator, screens.guard(indicator, value, question))


def _ask(view: ReportView, indicator: IndicatorView, screen: Screen) -> ReportStep:
    return Step(replace(view.state, at="question", cursor=indicator.code), (screen,))


def _take_figure(
    view: ReportView, card: AxisCard, indicator: IndicatorView, value: int, reason: str = ""
) -> ReportStep:
    check_figure(indicator, value)
    return _keep(view, card, card.draft.with_value(indicator.code, value, reason), screens.echo(indicator, value))


def _take_words(view: ReportView, card: AxisCard, indicator: IndicatorView, words: str) -> ReportStep:
    note = t("report.echo_words", title=indicator.title, words=screens.words(indicator, words))
    return _keep(view, card, card.draft.with_words(indicator.code, words), note)


def _take_action(view: ReportView, card: AxisCard, text: str) -> ReportStep:
    limit = 300
    if len(text) > limit:
        raise UserError("report.too_long", limit=limit, length=len(text))
    return _keep(view, card, replace(card.draft, action=text), t("report.action_kept"))


def _keep_same(view: ReportView, card: AxisCard, indicators: tuple[IndicatorView, ...]) -> ReportStep:
    """Say of indicators that have a past that they did not change."""
    same = [indicator.code for indicator in indicators if indicator.has_past and not card.draft.has(indicator.code)]
    if not same:
        raise UserError("report.no_past")
    return _keep(view, card, card.draft.with_unchanged(*same))


def _submit(view: ReportView, card: AxisCard, now: datetime) -> ReportStep:
    check_submission(card)
    late = card.late if card.submitted_at else now > view.times.deadline  # a correction keeps what the first was
    draft = card.draft.only({indicator.code for indicator in card.indicators})
    fact = Submit(view.week, view.province.code, card.code, draft, late)
    lines = tuple(replace(line, state="submitted") if line.code == card.code else line for line in view.axes)
    after = replace(view, axes=lines, state=_state(view, "receipt", card.code))
    return Step(after.state, (screens.receipt(after, replace(card, submitted_at=now, late=late)),), (fact,))


def _keep(view: ReportView, card: AxisCard, draft: Draft, note: str = "") -> ReportStep:
    """Keep a changed draft and show the card, asking for what is missing next."""
    changed = replace(card, draft=draft)
    fact = SaveDraft(view.week, view.province.code, card.code, draft)
    return _to_card(replace(view, card=changed), changed, note=note, facts=(fact,))


def _to_card(
    view: ReportView, card: AxisCard, cursor: str = "", note: str = "", facts: tuple[SaveDraft, ...] = ()
) -> ReportStep:
    state = _state(view, "card", card.code, cursor)
    return Step(state, (screens.card(replace(view, state=state), card, note),), facts)


def _to_list(view: ReportView, note: str = "") -> ReportStep:
    state = _state(view, "list")
    return Step(state, (screens.axes(replace(view, state=state), note),))


def _state(view: ReportView, at: str, axis: str = "", cursor: str = "") -> ReportState:
    return ReportState(at, axis, cursor, week=view.week.key, province=view.province.code)


def _at(view: ReportView, place: str) -> ReportStep:
    state = replace(view.state, at=place)
    return Step(state, (screens.show(replace(view, state=state)),))


def _stay(view: ReportView, note: str = "") -> ReportStep:
    """Show where things stand now, after a note."""
    return Step(view.state, (screens.show(view, note),))
