"""The screens about a workbook that came back: what it would change, page by page. Pure."""

from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import noted
from bot.conversing.widgets import pages as turning
from bot.language import dates
from bot.language.catalogue import t
from bot.workbooks.review import Finding, Kind, Review
from handlers.workbooks.view import BookView

A_PAGE = 10
"""Findings of a page: as many as one message holds."""
LONGEST = 60
"""Characters of what was typed that are shown; the rest stands in the workbook."""
ORDER = (Kind.MISTAKE, Kind.ASK, Kind.CONFIRM, Kind.CHANGE)


def show(view: BookView, note: str = "") -> Screen:
    """Return what the workbook would change, and the one tap that takes it."""
    review, report = view.review, view.report
    lines = [
        t("books.review.title", week=dates.week_label(report.week), province=report.province.name),
        t("books.review.counts", **_counts(review)),
        "",
        *_page(view),
    ]
    if review.skipped:
        lines += ["", t("books.review.skipped", axes=t("common.comma").join(review.skipped))]
    if report.early and review.confirmed:
        lines += ["", t("books.review.early", opens=dates.moment(report.times.opens))]
    return Screen(noted(note, "\n".join(lines).rstrip()), _buttons(view))


def nothing_new(view: BookView) -> Screen:
    """Return what is said of a workbook that changes nothing."""
    lines = [t("books.review.nothing", province=view.report.province.name)]
    if view.review.skipped:
        lines.append(t("books.review.skipped", axes=t("common.comma").join(view.review.skipped)))
    return Screen("\n".join(lines))


def pages(review: Review) -> int:
    """Return how many pages the findings fill."""
    return max(1, -(-len(_lines(review)) // A_PAGE))


def _counts(review: Review) -> dict[str, int]:
    return {
        "changes": review.count(Kind.CHANGE),
        "questions": review.count(Kind.CONFIRM, Kind.ASK),
        "mistakes": review.count(Kind.MISTAKE),
    }


def _page(view: BookView) -> list[str]:
    lines, begin = _lines(view.review), view.state.page * A_PAGE
    page = lines[begin : begin + A_PAGE]
    if len(lines) > A_PAGE:
        page.append(t("books.review.page", page=view.state.page + 1, pages=pages(view.review)))
    return page


def _lines(review: Review) -> list[str]:
    """Return a line for each finding, what needs the person first; «unchanged» is one line an axis."""
    found = sorted(review.findings, key=lambda finding: ORDER.index(finding.kind))
    return [_line(finding) for finding in found] + [
        t("books.review.same", axis=axis, count=count) for axis, count in review.same
    ]


def _line(finding: Finding) -> str:
    place: dict[str, str | int] = {"row": finding.number, "axis": finding.axis, "title": finding.title}
    match finding.kind:
        case Kind.CHANGE if finding.before:
            return t("books.line.change", **place, said=_cut(finding.said), before=_cut(finding.before))
        case Kind.CHANGE:
            return t("books.line.first", **place, said=_cut(finding.said))
        case Kind.MISTAKE if not finding.title:
            return t("books.line.axis", row=finding.number, axis=finding.axis, reason=finding.reason)
        case Kind.MISTAKE:
            return t("books.line.mistake", **place, said=_cut(finding.said), reason=finding.reason)
        case kind:
            return t(f"books.line.{kind}", **place, reason=finding.reason)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _buttons(view: BookView) -> Rows:
    review, book = view.review, str(view.state.book)
    rows: list[tuple[Button, ...]] = []
    if review.sure:
        rows.append((Button(t("books.button.take", count=review.count(Kind.CHANGE)), "take", (book,)),))
    if asked := review.count(Kind.CONFIRM):
        rows.append((Button(t("books.button.take_all", count=asked), "take_all", (book,)),))
    turns = turning(view.state.page, pages(review), 1, "page", book)
    return (*rows, *turns, (Button(t("common.cancel"), "cancel", (book,)),))
