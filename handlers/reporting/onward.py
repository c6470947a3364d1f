"""The moves of a report's conversation: to the week's message, to a card, nowhere; and how an axis is handed in."""

import json
from collections.abc import Sequence
from dataclasses import replace

from bot.conversing.flow import Onward, Step
from bot.errors import UserError
from bot.language import dates
from bot.language.catalogue import t
from bot.reporting.cards import AxisCard, ReportState, ReportView
from bot.reporting.draft import Draft
from bot.reporting.facts import ReportFact, SaveDraft, Sign, Submit, TakeBackReport, keep_draft
from bot.reporting.rules import check_submission, look_again, next_with_news
from handlers.reporting import card_screens, screens, sweep_screens

ReportStep = Step[ReportState, ReportFact]


def to_list(
    view: ReportView, note: str = "", facts: tuple[Submit | Sign | TakeBackReport, ...] = (), *, lasting: bool = False
) -> ReportStep:
    """Show the week's one message; a note that is a receipt, or lasting, stands above it until the next step."""
    state = replace(state_at(view, "list"), note=note if facts or lasting else "")
    return Step(state, (sweep_screens.week(replace(view, state=state, opened=""), note),), facts)


def to_card(
    view: ReportView,
    card: AxisCard,
    cursor: str = "",
    note: str = "",
    facts: tuple[SaveDraft, ...] = (),
    fresh: frozenset[str] = frozenset(),
) -> ReportStep:
    """Show the card of an axis, asking for what is missing next or for a chosen indicator; the note tells ``fresh``."""
    state = state_at(view, "card", card.code, cursor)
    return Step(state, (card_screens.card(replace(view, state=state, opened=card.code), card, note, fresh),), facts)


def to(view: ReportView, place: str, note: str = "") -> ReportStep:
    """Show another screen of what is open."""
    state = replace(view.state, at=place, note="")
    return Step(state, (screens.show(replace(view, state=state), note),))


def stay(view: ReportView, note: str = "") -> ReportStep:
    """Show where things stand now, after a note."""
    return Step(replace(view.state, note=""), (screens.show(view, note),))


def keep(view: ReportView, card: AxisCard, draft: Draft, note: str = "") -> ReportStep:
    """Keep a changed draft and show the card."""
    changed = replace(card, draft=draft, changed=tuple(code for code in card.changed if not draft.has(code)))
    fact = keep_draft(view.week, view.province.code, card, draft)
    fresh = draft.since(card.draft) if note else frozenset[str]()
    return to_card(with_card(view, changed), changed, note=note, facts=(fact,), fresh=fresh)


def hand_in(view: ReportView, card: AxisCard, reason: str = "", *, ahead: bool = False) -> ReportStep:
    """Hand in an axis, the receipt above the week's message; raises UserError.

    ``ahead``: above the card of the next axis with news, where there is one. Nobody comes there unasked: what was
    written before its card was seen would be taken for its answer.
    """
    corrects = card.done
    after, fact = submit(view, card, reason)
    receipt = card_screens.receipt(view, after, corrects=corrects)
    following = next_with_news(view) if ahead else None
    if following is None:
        return to_list(with_card(view, after), receipt, (fact,))
    return replace(open_anew(view, following, receipt), facts=(fact,))


def open_anew(view: ReportView, card: AxisCard, note: str = "", cursor: str = "") -> ReportStep:
    """Open the card of an axis that is not loaded whole: with what was handed in, and its evidence."""
    state = replace(state_at(view, "card", card.code, cursor), note=note)
    return Step(view.state, onward=Onward("report", vars(state)))


def submit(view: ReportView, card: AxisCard, reason: str = "", standstill: str = "") -> tuple[AxisCard, Submit]:
    """Return an axis as it is once handed in, and the fact of it; raises UserError."""
    check_submission(card)
    late = card.late if card.submitted_at else view.late  # a correction keeps what the first was
    draft = card.draft.only({indicator.code for indicator in card.indicators})
    day = look_again(view) if standstill else None
    keys = card.signing
    fact = Submit(
        view.week, view.province.code, card.code, draft, late, reason, standstill, day, keys.needs, keys.as_stand_in
    )
    state = "ready" if keys.needs else "submitted"
    signed = replace(keys, key="", writer="", signed=not keys.needs)  # what is shown is the own, until it is loaded
    return replace(card, draft=draft, state=state, submitted_at=view.moment, late=late, signing=signed), fact


def refuse_early(view: ReportView) -> None:
    """Refuse to hand in what belongs to a week that is not open yet: it is kept as a draft."""
    if view.early:
        raise UserError("report.early", opens=dates.moment(view.times.opens))


def with_card(view: ReportView, card: AxisCard) -> ReportView:
    """Return the view with a changed card in its place."""
    return replace(view, cards=tuple(card if each.code == card.code else each for each in view.cards))


def state_at(view: ReportView, at: str, axis: str = "", cursor: str = "") -> ReportState:
    """Return a state in the week and province that are shown."""
    reading = view.state.reading
    return ReportState(at, axis, cursor, week=view.week.key, province=view.province.code, reading=reading)


def to_rows(view: ReportView, text: str = "", note: str = "") -> ReportStep:
    """Go back to the rows of a free message that are open, with a further one; or to those of a first one."""
    here = {"week": view.week.key, "province": view.province.code}
    if not view.state.reading:
        return Step(view.state, onward=Onward("fast", {"text": text, "note": note, **here}))
    held = json.loads(view.state.reading)
    if held["week"] != view.week.key:  # read anew for the week that holds now
        held = {"text": held["text"], "starts": held["starts"], **here, "note": t("report.other_week")}
    return Step(view.state, onward=Onward("fast", {**held, "note": note or held.get("note", ""), "further": text}))


def receipt_of(view: ReportView, key: str, cards: Sequence[AxisCard]) -> str:
    """Return the receipt of several axes that were handed in at once, as they are now."""
    waits = sum(card.signing.needs for card in cards)
    if waits:
        return t(f"{key}_ready", count=waits, moment=dates.moment(view.moment))
    if any(card.late for card in cards):
        key = f"{key}_late"
    return t(key, count=len(cards), number=receipt_number_of(view), moment=dates.moment(view.moment))


def receipt_number_of(view: ReportView) -> str:
    """Return what a receipt of several axes is called by: year, week and province."""
    return t("report.receipt.week", year=view.week.year, week=view.week.number, province=view.province.position)
