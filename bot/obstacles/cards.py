"""The lines of an obstacle's card, the same for both sides; and how obstacles are called. Pure."""

from collections.abc import Iterable
from datetime import date

from bot.language import dates
from bot.language.catalogue import t
from bot.obstacles.ages import age_text
from bot.obstacles.lines import CardView, ObstacleLine
from bot.obstacles.rules import HEADQUARTERS
from bot.programme.calendar import day_of
from bot.programme.provinces import by_code
from storage.decisions import HqDecision
from storage.obstacle_events import PastEvent
from storage.obstacles import Obstacle

MOST_EVENTS = 8
MOST_NAMES = 4
"""Provinces that are named where several ask the same."""


def number_of(row: Obstacle) -> str:
    """Return what an obstacle is called by: «۱۴۰۵/۲۳۱»."""
    return t("obstacle.number", year=row.year, number=row.number)


def state_of(row: Obstacle) -> str:
    """Return the name of its state."""
    return t(f"obstacle.state.{row.state}")


def card_lines(card: CardView) -> list[str]:
    """Return what a card says of one obstacle, its history last."""
    line = card.line
    place = t("obstacle.card.place", province=by_code(line.row.province).name, axis=line.axis)
    return [
        t("obstacle.card.title", number=number_of(line.row)),
        place,
        *request_lines(line.row),
        *state_lines(line),
        *history_lines(card.events),
    ]


def request_lines(row: Obstacle) -> list[str]:
    """Return what is asked, of whom."""
    return [
        t("obstacle.card.agency", agency=row.agency),
        t("obstacle.card.request", request=row.request),
        t("obstacle.card.level", level=t(f"obstacle.level.{row.level}")),
        letter_line(row.letter, row.letter_day),
    ]


def state_lines(line: ObstacleLine) -> list[str]:
    """Return where it has got to, and whether headquarters is asked, has taken it on, or has answered."""
    row = line.row
    lines = [t("obstacle.card.state", state=state_of(row), age=age_text(line.age))]
    if row.decision and row.decision_day:
        lines.append(t("obstacle.card.decision", paper=paper(row.decision, row.decision_day)))
    if line.decision:
        lines.append(decision_line(line.decision))
    if row.asked_at and not row.ended_at:
        stage = "answered" if row.answered_at else "acknowledged" if row.acknowledged_at else "waits"
        lines.append(t(f"obstacle.card.{stage}"))
    return lines


def decision_line(decision: HqDecision) -> str:
    """Return what headquarters has decided, who executes it, and until when."""
    day = dates.date(decision.due)
    return t("obstacle.card.executes", words=decision.words, executor=decision.name, day=day)


def province_names(codes: Iterable[str]) -> str:
    """Return the names of provinces, each once, the first of many."""
    names = [by_code(code).name for code in dict.fromkeys(codes)]
    named = t("common.comma").join(names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    return t("obstacle.hq.some", names=named, count=more) if more > 0 else named


def history_lines(events: tuple[PastEvent, ...]) -> list[str]:
    """Return the latest events of a history, in order."""
    return [t("obstacle.card.history"), *map(event_line, events[-MOST_EVENTS:])] if events else []


def event_line(event: PastEvent) -> str:
    """Return what happened, and when; of what headquarters did also by whom."""
    named = {"day": dates.date(day_of(event.at))}
    if event.side == HEADQUARTERS:
        named["who"] = event.who
    if event.kind != "moved":
        values = {"words": event.words} if event.kind in {"noted", "lettered", "answered"} else {}
        return t(f"obstacle.event.{event.kind}", **named, **values)
    state = t(f"obstacle.state.{event.state}")
    if event.words:
        return t(f"obstacle.event.moved_{event.side}_words", **named, state=state, words=event.words)
    return t(f"obstacle.event.moved_{event.side}", **named, state=state)


def paper(number: str, day: date) -> str:
    """Return how a letter or decision is named: its number and its date."""
    return t("obstacle.card.paper", number=number, day=dates.date(day))


def letter_line(number: str, day: date | None) -> str:
    """Return the line of a card that names the letter, or says that there is none."""
    return t("obstacle.card.letter", paper=paper(number, day)) if day else t("obstacle.card.no_letter")
