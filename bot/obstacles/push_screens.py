"""The one message in which a person is reminded of obstacles. Pure."""

from dataclasses import dataclass

from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import in_rows
from bot.language.catalogue import t
from bot.obstacles.ages import age_text
from bot.obstacles.cards import number_of, paper
from bot.obstacles.lines import ObstacleLine
from bot.programme.provinces import by_code

MOST = 8
"""Obstacles that are named; the others are in the list."""
PARTS = (("new", "owner"), ("acknowledge", "owner"), ("decide", "owner"), ("acknowledge", "head"), ("decide", "head"))
ASKED = ("done", "needs_hq")


@dataclass(frozen=True)
class PushItem:
    """What is due of a person about an obstacle (see `due`)."""

    what: str
    who: str
    line: ObstacleLine


def push(items: list[PushItem]) -> Screen:
    """Return the message: to headquarters by what is due, to a province whether decisions were executed."""
    executed = [item.line for item in items if item.what == "executed"]
    return (
        _of_headquarters([item for item in items if item.what != "executed"]) if not executed else _executed(executed)
    )


def in_brief(items: list[PushItem]) -> Screen:
    """Return the same in a line, with the way to the list or to each obstacle that the province is asked about."""
    executed = [item.line for item in items if item.what == "executed"][:MOST]
    if executed:
        numbers = t("common.comma").join(number_of(line.row) for line in executed)
        return Screen(t("obstacle.push.brief_executed", numbers=numbers), in_rows(map(_own, executed)))
    rows = dict.fromkeys(item.line.row for item in items)
    text = t("obstacle.push.brief", count=len(rows), numbers=t("common.comma").join(map(number_of, [*rows][:MOST])))
    return Screen(text, ((Button(t("obstacle.button.list"), "hq"),),))


def _own(line: ObstacleLine) -> Button:
    return Button(t("obstacle.button.own", axis=line.axis, number=number_of(line.row)), "own", (str(line.row.id),))


def _of_headquarters(items: list[PushItem]) -> Screen:
    lines = [t("obstacle.push.title")]
    for what, who in PARTS:
        part = [item.line for item in items if (item.what, item.who) == (what, who)]
        if part:
            lines += ["", t(f"obstacle.push.{what}_{who}"), *map(_line, part[:MOST])]
            if len(part) > MOST:
                lines.append(t("obstacle.push.more", count=len(part) - MOST))
    shown = list(dict.fromkeys(item.line.row for item in items))[:MOST]
    buttons = [
        Button(
            t("obstacle.button.one", province=by_code(row.province).name, number=number_of(row)), "hq", (str(row.id),)
        )
        for row in shown
    ]
    return Screen("\n".join(lines), (*in_rows(buttons), (Button(t("obstacle.button.list"), "hq"),)))


def _line(line: ObstacleLine) -> str:
    return t(
        "obstacle.push.line",
        number=number_of(line.row),
        province=by_code(line.row.province).name,
        axis=line.axis,
        agency=line.row.agency,
        age=age_text(line.age),
    )


def _executed(lines: list[ObstacleLine]) -> Screen:
    """Return the question whether decisions were executed; a single one can be answered right there."""
    text = "\n".join([t("obstacle.push.executed"), *map(_decided, lines[:MOST])])
    number = str(lines[0].row.id)
    answers = tuple(Button(t(f"obstacle.move.{to}"), "own", (number, to)) for to in ASKED) if len(lines) == 1 else ()
    return Screen(text, (*((answers,) if answers else ()), *in_rows(map(_own, lines[:MOST]))))


def _decided(line: ObstacleLine) -> str:
    row = line.row
    decision = paper(row.decision, row.decision_day) if row.decision_day else ""
    return t("obstacle.push.decided", number=number_of(row), axis=line.axis, agency=row.agency, paper=decision)
