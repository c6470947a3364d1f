"""A province's own week: what moved, with figures; what did not, what is missing; by whom it went in and when."""

from collections.abc import Iterable
from itertools import groupby

from bot.asking.answer import QuestionAnswer
from bot.asking.question import Question
from bot.asking.reporters import of_provinces
from bot.asking.scene import Scene
from bot.briefing.digest_lines import some
from bot.briefing.province_screens import axis_line
from bot.figures.loading import count
from bot.figures.records import AxisCell, Figures
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.provinces import by_code
from storage import signing
from storage.programme import Axis
from storage.signing import Written

MOST_AXES, MOST_NAMES, MOST_HANDS = 6, 6, 2
URGENCY = ("returned", "stopped", "attention", "")


async def answer_week(scene: Scene, question: Question) -> QuestionAnswer:
    """Return a week in short, with the picture and the file of all of it; what wants looking at comes first."""
    (place,) = question.provinces
    figures = await count(scene.tx, scene.moment, scene.codes(question), await scene.week(question))
    done = [axis for axis in figures.due if figures.cell(place, axis.code).handed_in]
    still = [axis for axis in done if _is_still(figures.cell(place, axis.code))]
    written = await signing.list_of_week(scene.tx, figures.week.saturday, place)
    codes = {axis.code for axis in done}
    lines = [
        t("brief.province.title", province=by_code(place).name),
        dates.week_label(figures.week),
        t("brief.province.done", done=len(done), all=len(figures.due)) if figures.due else t("ask.own.week.not_asked"),
        *_axes(figures, place, [axis for axis in done if axis not in still]),
        *_named("unchanged", still),
        *_named("missing", [axis for axis in figures.due if axis not in done]),
        *_hands(each for each in written if each.axis in codes),
    ]
    return of_provinces(figures, question, ["\n".join(lines)])


def _axes(figures: Figures, place: str, done: list[Axis]) -> list[str]:
    told = sorted(done, key=lambda axis: URGENCY.index(_urgency(figures.cell(place, axis.code))))
    lines = [axis_line(figures, place, axis.code, axis.short) for axis in told[:MOST_AXES]]
    more = len(told) - MOST_AXES
    return [*lines, *([t("ask.own.week.more", count=more)] if more > 0 else [])]


def _urgency(cell: AxisCell) -> str:
    return "returned" if cell.returned else cell.status if cell.status in URGENCY else ""


def _is_still(cell: AxisCell) -> bool:
    return cell.state == "unchanged" and not _urgency(cell)


def _named(kind: str, axes: list[Axis]) -> list[str]:
    names = [axis.short for axis in axes]
    return [t(f"ask.own.week.{kind}", names=some(names, "axes", MOST_NAMES))] if names else []


def _hands(written: Iterable[Written]) -> list[str]:
    """Return who wrote and who signed, with how many axes and when the last went in; the most axes first."""
    by_hand = sorted(written, key=lambda each: (each.writer, each.signer))
    hands = [list(of) for _hand, of in groupby(by_hand, key=lambda each: (each.writer, each.signer))]
    return [_hand(of) for of in sorted(hands, key=len, reverse=True)[:MOST_HANDS]]


def _hand(of: list[Written]) -> str:
    first, last = of[0], max(each.handed_at for each in of)
    what = "unsigned" if not first.signer else "signed" if first.signer_id != first.writer_id else "own"
    signer = {"signer": first.signer} if what == "signed" else {}
    return t(f"ask.own.week.{what}", writer=first.writer, **signer, count=len(of), moment=dates.moment(last))
