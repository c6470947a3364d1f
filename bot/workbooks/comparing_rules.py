"""Compares a workbook that came back with what stands now, row by row. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.errors import UserError
from bot.language.catalogue import t
from bot.language.folding import squeeze
from bot.reporting import wording
from bot.reporting.answers import Figure, Words
from bot.reporting.cards import AxisCard, IndicatorView, ReportView
from bot.reporting.draft import Draft
from bot.reporting.rules import LONGEST_ACTION, STATUSES, check_submission, stand_long
from bot.workbooks.cell_rules import CellEdit, join_parts, read_one, read_part, spoken
from bot.workbooks.review import Finding, Kind, Review
from bot.workbooks.week_rows import ACTION, STATUS, Typed, has_parts

Cells = dict[str, Typed]


@dataclass(frozen=True)
class Outcome:
    """What the cell of an indicator (None: of the axis itself) would do, or why it cannot be taken."""

    cell: Typed
    one: IndicatorView | None
    edit: CellEdit | None
    mistake: str = ""


def compare(view: ReportView, typed: Iterable[Typed]) -> Review:
    """Return what the rows of a workbook say that is new; empty cells say nothing."""
    cells = {cell.key: cell for cell in typed if cell.text.strip()}
    review = Review(skipped=tuple(card.short for card in view.cards if card.done and _speaks_of(card, cells)))
    for card in view.cards:
        if not card.done:
            review = _with(review, card, list(_outcomes(card, cells)))
    return replace(review, findings=tuple(sorted(review.findings, key=lambda found: found.number)))


def is_ready(view: ReportView, card: AxisCard) -> bool:
    """Say whether an axis with its answers can be handed in at once; a long standstill first wants its reason."""
    try:
        check_submission(card)
    except UserError:
        return False
    stands = {each.code for each in card.indicators} <= {*card.draft.unchanged}
    return not view.early and not (stands and stand_long((card,)))


def _speaks_of(card: AxisCard, cells: Cells) -> bool:
    return any(key.startswith(f"{card.code}/") for key in cells)


def _outcomes(card: AxisCard, cells: Cells) -> Iterator[Outcome]:
    for one in card.indicators:
        key = f"{card.code}/{one.code}"
        if has_parts(one):
            yield from _of_parts(card, one, [cells.get(f"{key}/{n}") for n in range(len(one.options))])
        elif cell := cells.get(key):
            yield _attempt(card, one, cell)
    if cell := cells.get(f"{card.code}/{STATUS}"):
        yield _status(cell)
    if cell := cells.get(f"{card.code}/{ACTION}"):
        yield _action(cell)


def _attempt(card: AxisCard, one: IndicatorView, cell: Typed) -> Outcome:
    try:
        return Outcome(cell, one, read_one(card, one, cell))
    except UserError as mistake:
        return Outcome(cell, one, None, mistake.text)


def _of_parts(card: AxisCard, one: IndicatorView, cells: list[Typed | None]) -> Iterator[Outcome]:
    """Yield the one outcome of all parts, or what is wrong with each; raises nothing."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return
    try:
        if word := spoken(card, one, filled[0]):
            alone = len({squeeze(cell.text) for cell in filled}) == 1
            yield Outcome(filled[0], one, word if alone else None, "" if alone else t("books.mistake.all_parts"))
            return
    except UserError as mistake:
        yield Outcome(filled[0], one, None, mistake.text)
        return
    numbers: dict[str, int] = {}
    for part, cell in zip(one.options, cells, strict=True):
        try:
            if cell:
                numbers[part] = read_part(one, cell)
        except UserError as mistake:
            yield Outcome(cell or filled[0], one, None, mistake.text)
    if len(filled) < len(cells):
        yield Outcome(filled[0], one, None, t("books.mistake.all_parts"))
    elif len(numbers) == len(cells):
        yield _joined(one, numbers, filled[0])


def _joined(one: IndicatorView, numbers: dict[str, int], cell: Typed) -> Outcome:
    try:
        return Outcome(cell, one, join_parts(one, numbers, cell))
    except UserError as mistake:
        return Outcome(cell, one, None, mistake.text)


def _status(cell: Typed) -> Outcome:
    known = {squeeze(t(f"report.status.{status}")): status for status in STATUSES}
    status = known.get(squeeze(cell.text))
    edit = CellEdit(Kind.CHANGE, Words(status)) if status else None
    return Outcome(cell, None, edit, "" if edit else t("books.mistake.choose"))


def _action(cell: Typed) -> Outcome:
    if len(cell.text) > LONGEST_ACTION:
        return Outcome(cell, None, None, t("report.too_long", limit=LONGEST_ACTION, length=len(cell.text)))
    return Outcome(cell, None, CellEdit(Kind.CHANGE, Words(cell.text)))


def _with(review: Review, card: AxisCard, outcomes: list[Outcome]) -> Review:
    """Add to a review what the outcomes of an axis change."""
    new = [each for each in outcomes if _is_new(card, each)]
    same = sum(each.edit is not None and each.edit.answer == "same" for each in new)
    findings = [_finding(card, each) for each in new if each.edit is None or each.edit.answer != "same"]
    sure, confirmed = (_all_applied(card.draft, new, kinds) for kinds in ((Kind.CHANGE,), (Kind.CHANGE, Kind.CONFIRM)))
    if new and (broken := _broken(replace(card, draft=confirmed))):
        findings.append(Finding(Kind.MISTAKE, new[0].cell.number, card.short, "", "", reason=broken))
    return Review(
        findings=(*review.findings, *findings),
        same=(*review.same, (card.short, same)) if same else review.same,
        sure=review.sure if sure == card.draft else {**review.sure, card.code: sure},
        confirmed=review.confirmed if confirmed == card.draft else {**review.confirmed, card.code: confirmed},
        skipped=review.skipped,
    )


def _is_new(card: AxisCard, outcome: Outcome) -> bool:
    """Say whether a cell says something else than what is answered already, or something that cannot be taken."""
    return outcome.edit is None or outcome.edit.answer == "" or _applied(card.draft, outcome) != card.draft


def _broken(card: AxisCard) -> str:
    """Return what is wrong with the answers of an axis beside each other; a missing one is not."""
    try:
        check_submission(replace(card, draft=card.draft.with_unchanged(*(each.code for each in card.missing))))
    except UserError as mistake:
        return mistake.text
    return ""


def _all_applied(draft: Draft, outcomes: list[Outcome], kinds: tuple[Kind, ...]) -> Draft:
    for each in outcomes:
        if each.edit and each.edit.kind in kinds:
            draft = _applied(draft, each)
    return draft


def _applied(draft: Draft, outcome: Outcome) -> Draft:
    """Return the draft with an answer in it; what says the same again changes nothing."""
    answer, one = outcome.edit.answer if outcome.edit else "", outcome.one
    match answer:
        case Words(words) if one is None:
            is_status = outcome.cell.key.endswith(STATUS)
            return replace(draft, status=words) if is_status else replace(draft, action=words)
        case Words(words) if one:
            return draft.with_words(one.code, words)
        case Figure(value, given) if one and outcome.edit:
            return draft.with_value(one.code, value, outcome.edit.cause, given)
        case "same" if one and one.code not in draft.unchanged:
            return draft.with_unchanged(one.code)
        case "nothing" if one and one.code not in draft.unreported:
            return draft.with_no_report(one.code)
        case _:
            return draft


def _finding(card: AxisCard, outcome: Outcome) -> Finding:
    one, cell, edit = outcome.one, outcome.cell, outcome.edit
    if one is None:
        title = t("books.week.status" if cell.key.endswith(STATUS) else "books.week.action")
        kind = edit.kind if edit else Kind.MISTAKE
        return Finding(kind, cell.number, card.short, title, cell.text, reason=outcome.mistake)
    if edit is None:
        return Finding(Kind.MISTAKE, cell.number, card.short, one.title, cell.text, reason=outcome.mistake)
    after = replace(card, draft=_applied(card.draft, outcome))
    said = wording.said(one, after) if edit.answer else cell.text
    before = wording.said(one, card) if card.draft.has(one.code) else wording.past(one)
    return Finding(edit.kind, cell.number, card.short, one.title, said, before, edit.reason)
