"""The screens of a province's obstacles. Pure."""

from datetime import date

from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import in_rows, noted
from bot.language.catalogue import t
from bot.obstacles.ages import age_text
from bot.obstacles.cards import card_lines, number_of, state_of
from bot.obstacles.draft import LONGEST_REQUEST
from bot.obstacles.lines import CardView, ObstacleLine
from bot.obstacles.rules import PROVINCE, moves
from handlers.obstacles import paper_screens
from handlers.obstacles.own_view import OwnView
from handlers.obstacles.paper_screens import ask

PAGE = 8


def show(view: OwnView, today: date, note: str = "") -> Screen:
    """Return the screen of where things stand now."""
    if view.card is None or view.state.at in {"list", "ended"}:
        return _list(view, note)
    heading = t("obstacle.card.title", number=number_of(view.card.line.row))
    match view.state.at:
        case "note":
            return ask(heading, t("obstacle.ask.note", limit=LONGEST_REQUEST), note=note)
        case "letter_day" | "decision_day" as at:
            return paper_screens.ask_day(heading, t(f"obstacle.ask.{at}"), (today, view.state.month), note)
        case "letter_number" | "decision_number" as at:
            return ask(heading, t(f"obstacle.ask.{at}"), note=note)
        case "sure":
            rows = ((Button(t("obstacle.button.yes"), "yes"),),)
            return ask(heading, t(f"obstacle.sure.{view.state.move}"), rows, note)
        case _:
            return _card(view.card, note)


def which_day(view: OwnView, days: tuple[date, ...]) -> Screen:
    """Return the question which of several days was meant."""
    heading = t("obstacle.card.title", number=number_of(view.card.line.row)) if view.card else ""
    return paper_screens.which_day(heading, days)


def pages(count: int, page: int) -> Rows:
    """Return the buttons that turn the pages of a list."""
    row = []
    if page:
        row.append(Button(t("obstacle.button.before"), "page", (str(page - 1),)))
    if (page + 1) * PAGE < count:
        row.append(Button(t("obstacle.button.after"), "page", (str(page + 1),)))
    return (tuple(row),) if row else ()


def put_off() -> Screen:
    """Return what is said when the list is closed."""
    return Screen(t("obstacle.later"))


def close() -> Button:
    """Return the button that closes a list."""
    return Button(t("obstacle.button.end"), "later")


def _list(view: OwnView, note: str) -> Screen:
    ended, page = view.state.at == "ended", view.state.page
    shown = view.lines[page * PAGE : (page + 1) * PAGE]
    head = [t("obstacle.own.ended" if ended else "obstacle.own.title", province=view.province.name)]
    if not view.lines:
        head.append(t("obstacle.own.none_ended" if ended else "obstacle.own.none"))
    elif not ended:
        head.append(t("obstacle.own.open", count=len(view.lines)))
    text = "\n".join([*head, *map(_line, shown)])
    opens = in_rows([_open(line) for line in shown])
    others = tuple(
        (Button(t("obstacle.button.province", province=one.name), "province", (one.code,)),) for one in view.others
    )
    if ended:
        end: Rows = ((Button(t("obstacle.button.back"), "back"), close()),)
    else:
        new = Button(t("obstacle.button.new"), "new")
        end = ((new,), *others, (Button(t("obstacle.button.ended"), "ended"), close()))
    return Screen(noted(note, text), (*opens, *pages(len(view.lines), page), *end))


def _line(line: ObstacleLine) -> str:
    return t(
        "obstacle.own.line",
        number=number_of(line.row),
        axis=line.axis,
        agency=line.row.agency,
        state=state_of(line.row),
        age=age_text(line.age),
    )


def _open(line: ObstacleLine) -> Button:
    return Button(t("obstacle.button.own", axis=line.axis, number=number_of(line.row)), "open", (str(line.row.id),))


def _card(card: CardView, note: str) -> Screen:
    row = card.line.row
    rows: Rows = ()
    if row.ended_at is None:
        acts = [Button(t("obstacle.button.note"), "note"), Button(t("obstacle.button.add_letter"), "letter")]
        acts += [Button(t(f"obstacle.move.{to}"), "move", (to,)) for to in moves(row.state, row.level, PROVINCE)]
        rows = in_rows(acts)
    return ask("\n".join(card_lines(card)), "", rows, note)
