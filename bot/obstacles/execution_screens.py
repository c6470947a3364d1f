"""The one message in which a person is reminded of decisions that are to be executed. Pure."""

from dataclasses import dataclass, replace
from typing import Self

from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import first_words
from bot.language import dates
from bot.language.catalogue import t
from bot.obstacles.cards import number_of, province_names
from bot.obstacles.lines import ObstacleLine
from storage.decisions import HqDecision

MOST = 8
"""Decisions that are named; the others are in the list."""
LONGEST_IN_LINE = 80


@dataclass(frozen=True)
class ToExecute:
    """A decision with its open obstacles, and to whom it is told: the «executor», the «head»."""

    decision: HqDecision
    lines: tuple[ObstacleLine, ...]
    who: str = "executor"

    def told_to(self, who: str) -> Self:
        """Return the same, told to somebody else."""
        return replace(self, who=who)


def push(found: list[ToExecute]) -> Screen:
    """Return the message: what one is to execute, and for the head what others have not executed in time."""
    text = [t("obstacle.execution.title")]
    for who in ("executor", "head"):
        part = [each for each in found if each.who == who]
        if part:
            text += ["", t(f"obstacle.execution.{who}"), *map(_line, part[:MOST])]
        if len(part) > MOST:
            text.append(t("obstacle.execution.more", count=len(part) - MOST))
    return Screen("\n".join(text), (*_rows(found), (Button(t("obstacle.button.list"), "hq"),)))


def in_brief(found: list[ToExecute]) -> Screen:
    """Return the same in a line, with the way to each decision."""
    return Screen(t("obstacle.execution.brief", count=len(found), words=_words(found[0])), _rows(found))


def _rows(found: list[ToExecute]) -> Rows:
    """Return for each decision the tap that says that it is executed (for who executes it), and the way to it."""
    rows = []
    for each in found[:MOST]:
        number, ids = number_of(each.lines[0].row), (str(each.lines[0].row.id), str(each.decision.id))
        done = (Button(t("obstacle.execution.done", number=number), "hq", (*ids, "done")),)
        opens = Button(t("obstacle.execution.open", number=number), "hq", ids)
        rows.append((*(done if each.who == "executor" else ()), opens))
    return tuple(rows)


def _line(each: ToExecute) -> str:
    provinces = province_names(line.row.province for line in each.lines)
    named = {"words": _words(each), "provinces": provinces, "day": dates.date(each.decision.due)}
    if each.who == "head":
        return t("obstacle.execution.line_head", **named, executor=each.decision.name)
    return t("obstacle.execution.line", **named)


def _words(each: ToExecute) -> str:
    return first_words(each.decision.words, LONGEST_IN_LINE)
