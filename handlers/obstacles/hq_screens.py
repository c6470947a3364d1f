"""The screens of obstacles at headquarters. Pure."""

from collections.abc import Iterator
from datetime import date

from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import back, first_words, in_rows, later, noted, pages
from bot.language import dates
from bot.language.catalogue import t
from bot.obstacles.ages import age_text
from bot.obstacles.cards import (
    MOST_EVENTS,
    card_lines,
    decision_line,
    event_line,
    number_of,
    province_names,
    request_lines,
    state_of,
)
from bot.obstacles.draft import LONGEST_ANSWER
from bot.obstacles.lines import CardView, ObstacleLine
from bot.obstacles.rules import HEADQUARTERS, STATES, moves
from bot.programme.provinces import by_code
from handlers.obstacles.hq_view import HqCard, HqView, ObstacleGroup
from handlers.obstacles.own_screens import PAGE, close

MOST_MEMBERS = 12
"""Provinces of a group that get a button of their own."""
EXECUTING = ("executed", "new_due", "why")
DECIDING = ("decide", "executor", "execute_by")
"""Places where something is asked of a decision."""
LONGEST_IN_LINE = 60
"""Characters of what is asked that a line of the list shows."""


def show(view: HqView, note: str = "") -> Screen:
    """Return the list, or the card that is open."""
    return _list(view, note) if view.card is None or view.state.at == "list" else _card(view.card, note)


def heading(view: HqView) -> str:
    """Return what stands above what is asked on the card: which obstacles it is about."""
    lines = about(view) or view.lines
    number = number_of(lines[0].row)
    if len(view.lines) == 1:
        return t("obstacle.card.title", number=number)
    return t("obstacle.card.joint_title", number=number, provinces=province_names(_provinces(lines)))


def about(view: HqView) -> tuple[ObstacleLine, ...]:
    """Return the obstacles of the card to which what is asked is still open."""
    lines = view.lines
    if view.card and view.state.at in EXECUTING:
        lines = view.card.executed_here
    elif view.card and view.state.at in DECIDING:
        lines = view.card.undecided
    return movable(lines, view.state.move) if view.state.move else lines


def ask_answer(view: HqView) -> str:
    """Return the question for headquarters' answer."""
    if len(view.lines) == 1:
        return t("obstacle.ask.answer", limit=LONGEST_ANSWER)
    provinces = t("obstacle.card.some", count=len(_provinces(view.lines)))
    return t("obstacle.ask.answer_all", limit=LONGEST_ANSWER, provinces=provinces)


def movable(lines: tuple[ObstacleLine, ...], to: str) -> tuple[ObstacleLine, ...]:
    """Return those obstacles of a card that may be brought into a state."""
    return tuple(
        line
        for line in lines
        if to in moves(line.row.state, line.row.level, HEADQUARTERS, bound=line.decision is not None)
    )


def may_move(lines: tuple[ObstacleLine, ...]) -> tuple[str, ...]:
    """Return the states that obstacles of a card may be brought into, in the order of the way."""
    return tuple(to for to in STATES if movable(lines, to))


def _list(view: HqView, note: str) -> Screen:
    page = view.state.page
    shown = view.groups[page * PAGE : (page + 1) * PAGE]
    count = sum(len(each.lines) for each in view.groups)
    waiting = sum(each.waiting for each in view.groups)
    counts = t("obstacle.hq.open", count=count, waiting=waiting) if count else t("obstacle.hq.none")
    text = "\n".join([t("obstacle.hq.title"), counts, *_group_lines(view, shown)])
    opens = in_rows([_open(each) for each in shown])
    return Screen(noted(note, text), (*opens, *pages(page, len(view.groups), PAGE), (close(),)))


def _group_lines(view: HqView, shown: tuple[ObstacleGroup, ...]) -> Iterator[str]:
    """Yield a line for each group that is shown, under the heading of what waits or of its agency."""
    heading = ""
    for each in shown:
        above = _agency_heading(view.groups, each)
        if above != heading:
            yield f"\n{above}"
            heading = above
        yield _group_line(each, view.today)


def _agency_heading(groups: tuple[ObstacleGroup, ...], of: ObstacleGroup) -> str:
    if of.waiting:
        return t("obstacle.hq.waiting")
    agency = of.first.row.agency
    same = [each for each in groups if each.first.row.agency == agency and not each.waiting]
    count, oldest = sum(len(each.lines) for each in same), max(each.age for each in same)
    return t("obstacle.hq.agency", agency=agency, count=count, age=age_text(oldest))


def _group_line(each: ObstacleGroup, today: date) -> str:
    """Return what is asked in a line: by whom, of which agency, since when, and until when it is to be answered."""
    row = each.first.row
    agency = [row.agency] if each.waiting else []  # else the heading names it
    facts = t("common.comma").join([*agency, age_text(each.age), _standing(each, today)])
    said = {"request": first_words(row.request, LONGEST_IN_LINE), "facts": facts}
    if len(each.lines) > 1:
        return t(
            "obstacle.hq.joint",
            count=len(_provinces(each.lines)),
            provinces=province_names(_provinces(each.lines)),
            **said,
        )
    return t("obstacle.hq.line", number=number_of(row), province=by_code(row.province).name, **said)


def _standing(each: ObstacleGroup, today: date) -> str:
    """Return until when it is to be answered, else until when what was decided is to be executed, else its state."""
    answers = [line.until for line in each.lines if line.until]
    executions = [line.decision.due for line in each.lines if line.decision]
    if not answers and not executions:
        return state_of(each.first.row)
    what, day = "answer" if answers else "execution", min(answers or executions)
    return t(f"obstacle.until.{what}{'_over' if day < today else ''}", day=dates.day_and_month(day))


def _provinces(lines: tuple[ObstacleLine, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.row.province for line in lines))


def _open(each: ObstacleGroup) -> Button:
    number, row = number_of(each.first.row), each.first.row
    if len(each.lines) > 1:
        label = t("obstacle.button.several", count=len(_provinces(each.lines)), number=number)
        return Button(label, "open", (str(row.id), "joint"))
    return Button(t("obstacle.button.one", province=by_code(row.province).name, number=number), "open", (str(row.id),))


def _card(card: HqCard, note: str) -> Screen:
    alone = len(card.lines) == 1
    lines = card_lines(CardView(card.lines[0], card.events)) if alone else _joint_lines(card)
    members = () if alone else in_rows(map(_one, card.lines[:MOST_MEMBERS]))
    return Screen(noted(note, "\n".join(lines)), (*_acts(card), *members, (back(), later())))


def _joint_lines(card: HqCard) -> Iterator[str]:
    first = card.lines[0]
    yield t("obstacle.card.title", number=number_of(first.row))
    yield t("obstacle.card.provinces", count=len(_provinces(card.lines)), axis=first.axis)
    yield from request_lines(first.row)[:2]
    for line in card.lines:
        yield t(
            "obstacle.card.member",
            province=by_code(line.row.province).name,
            number=number_of(line.row),
            state=state_of(line.row),
            age=age_text(line.age),
        )
    yield from map(decision_line, {line.decision.id: line.decision for line in card.lines if line.decision}.values())
    for event in card.events[-MOST_EVENTS:]:
        whole = event.obstacles == len(card.lines)
        told = event_line(event)
        yield told if whole else t("obstacle.event.joint", event=told, count=event.obstacles, all=len(card.lines))


def _acts(card: HqCard) -> Rows:
    rows = [line.row for line in card.lines]
    if any(row.ended_at for row in rows):
        return ()
    acts = [Button(t("obstacle.button.answer"), "answer")]
    if any(row.asked_at and not row.acknowledged_at for row in rows):
        acts.insert(0, Button(t("obstacle.button.acknowledge"), "acknowledge"))
    if card.undecided:
        acts.append(Button(t("obstacle.button.decide"), "decide"))
    if card.executed_here:
        acts += [Button(t(f"obstacle.button.{act}"), act) for act in ("execute", "postpone")]
    acts += [Button(t(f"obstacle.move.{to}"), "move", (to,)) for to in may_move(card.lines)]
    return in_rows(acts)


def _one(line: ObstacleLine) -> Button:
    label = t("obstacle.button.one", province=by_code(line.row.province).name, number=number_of(line.row))
    return Button(label, "open", (str(line.row.id),))
