"""The screens of a province's obstacles. Pure."""

from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import back, in_rows, later, noted, pages
from bot.language.catalogue import t
from bot.obstacles.ages import age_text
from bot.obstacles.cards import card_lines, number_of, state_of
from bot.obstacles.lines import CardView, ObstacleLine
from bot.obstacles.rules import PROVINCE, moves
from handlers.obstacles.own_view import OwnView

PAGE = 8


def show(view: OwnView, note: str = "") -> Screen:
    """Return the list, or the card that is open."""
    return _list(view, note) if view.card is None or view.state.at in {"list", "ended"} else _card(view.card, note)


def heading(view: OwnView) -> str:
    """Return what stands above what is asked on the card."""
    return t("obstacle.card.title", number=number_of(view.row))


def close() -> Button:
    """Return the button that closes a list."""
    return Button(t("common.end"), "later")


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
        end: Rows = ((back(), close()),)
    else:
        new = Button(t("obstacle.button.new"), "new")
        end = ((new,), *others, (Button(t("obstacle.button.ended"), "ended"), close()))
    return Screen(noted(note, text), (*opens, *pages(page, len(view.lines), PAGE), *end))


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
    return Screen(noted(note, "\n".join(card_lines(card))), (*rows, (back(), later())))
