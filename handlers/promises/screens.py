"""The screens of «پیگیری‌های ستاد». Pure."""

from collections.abc import Iterator, Sequence

from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import back, first_words, in_rows, page_of
from bot.language.catalogue import Value, t
from handlers.promises.view import Promise, PromisesView

PAGE = 8
LONGEST_IN_LINE = 60


def board(view: PromisesView) -> Screen:
    """Return a page of what was promised, overdue first, each line with its button."""
    shown, turning = page_of(list(enumerate(view.promises, start=1)), view.state.page, PAGE)
    counts = t("promises.counts", count=len(view.promises), late=view.late) if view.promises else t("promises.none")
    lines = [t("promises.title"), counts, *_lines(view, shown)]
    opens = [_open(number, each) for number, each in shown]
    return Screen("\n".join(lines), (*in_rows(opens), *turning, (Button(t("common.end"), "later"),)))


def item(view: PromisesView) -> Screen:
    """Return what there is to know of a promise that has no conversation of its own for the person."""
    found = view.open
    if found is None:
        return board(view)
    lines = [t("promises.item", kind=t(f"promises.kind.{found.kind}")), *found.lines]
    return Screen("\n".join(lines), ((back("list"), Button(t("common.end"), "later")),))


def _lines(view: PromisesView, shown: Sequence[tuple[int, Promise]]) -> Iterator[str]:
    heading = ""
    for number, each in shown:
        above = t("promises.late" if each.is_late(view.moment) else "promises.open")
        if above != heading:
            yield f"\n{above}"
            heading = above
        yield _line(number, each, leads=view.leads)


def _line(number: int, each: Promise, *, leads: bool) -> str:
    said: dict[str, Value] = {
        "number": number,
        "kind": t(f"promises.kind.{each.kind}"),
        "words": first_words(each.words, LONGEST_IN_LINE),
        "whom": each.whom,
        "until": each.until,
    }
    return t("promises.line_of", owner=each.owner, **said) if leads else t("promises.line", **said)


def _open(number: int, each: Promise) -> Button:
    return Button(t("promises.button", number=number, kind=t(f"promises.kind.{each.kind}")), "open", (each.key,))
