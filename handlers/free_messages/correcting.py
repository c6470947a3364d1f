"""Rows mended in words: which one is meant, what is written for it instead, why one is not there any more. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.errors import UserError
from bot.free_messages.corrected import corrected, pairs_of, says, standing
from bot.free_messages.corrections import Mended
from bot.free_messages.proposal import Proposal
from bot.free_messages.reading import LONGEST, read_correction
from bot.free_messages.wording import shown
from bot.language.catalogue import t
from bot.reporting.answers import Figure
from handlers.free_messages.rules import card_of, meanings, open_rows, shown_rows
from handlers.free_messages.screens import name_of
from handlers.free_messages.view import FastState, FastView, as_lines, by_key, key_of


def rows_at(view: FastView, numbers: tuple[int, ...]) -> tuple[Proposal, ...]:
    """Return the rows that are shown with some numbers; raises UserError for one that is not."""
    rows = shown_rows(view)
    if not rows:
        raise UserError("fast.no_row")
    for number in numbers:
        if not 1 <= number <= len(rows):
            raise UserError("fast.not_shown", number=number, count=len(rows))
    return tuple(rows[number - 1] for number in dict.fromkeys(numbers))


def mend(view: FastView, row: Proposal, text: str) -> FastState:
    """Return the state in which a row says what was written instead; raises UserError for what cannot be."""
    after = corrected(row, text, pairs_of(row, view.report.cards))
    card = card_of(view, row.axis)
    change = shown(card, row.indicator, after.answer) if card and after.answer else text
    kept = {**by_key(view.state.mended), key_of(row): text}
    note = t("fast.mended", title=name_of(view, row), change=change)
    return replace(view.state, mended=as_lines(kept), asked="", note=note)


def hear(view: FastView, text: str) -> FastState:
    """Return the state after a further message: it stands beside the rows that are open, or alone.

    Raises UserError where it would be too long.
    """
    state = view.state
    if not open_rows(view):
        return FastState(text, kept=state.kept, week=state.week, province=state.province)
    longer = f"{state.text}\n{text}"
    if len(longer) > LONGEST:
        raise UserError("fast.settle_first")
    starts = f"{state.starts} {len(state.text) + 1}".strip()
    return replace(state, text=longer, starts=starts, reason="", asked="", note="")


def settled(state: FastState, keys: Iterable[str]) -> FastState:
    """Return the state with rows that are done with."""
    return replace(state, settled=" ".join([*state.settled.split(), *keys]), asked="", note="")


def leave(view: FastView, rows: tuple[Proposal, ...]) -> FastState:
    """Return the state with rows left out, which is said of each."""
    note = "\n".join(t("fast.left_out", title=name_of(view, row)) for row in rows)
    return replace(settled(view.state, map(key_of, rows)), note=note)


def mend_in_words(view: FastView, text: str) -> FastState | None:
    """Return the state after «۱۲ نبود ۱۱٫۵ بود» or «نه، ۱۱٫۵» of an open row; None where no row is meant.

    Raises UserError where it is not clear which row is.
    """
    rows = open_rows(view)
    read = read_correction(text, view.report.cards) if rows else None
    if read is None:
        return None
    said, about = read
    if not said.old:
        return mend(view, _only([row for row in rows if key_of(row) == view.state.asked] or rows), said.new)
    named = {key for row in about.rows for key in _keys(view, row)}
    for old, new in ((said.old, said.new), (said.new, said.old))[: 1 + said.either]:
        for is_wrong in (_proposes, _stands):
            if found := [row for row in rows if is_wrong(view, row, old) and _is_named(view, row, said, named)]:
                return mend(view, _only(found), new)
    return None


def gone_lines(view: FastView) -> list[str]:
    """Return why rows that were shown are not there any more, where nobody settled them: a line for each."""
    here, settled = set(map(key_of, open_rows(view))), view.state.settled.split()
    replaced = set(map(key_of, view.replaced))
    return [
        t("fast.replaced" if key in replaced else "fast.gone", title=title)
        for key, title in by_key(view.state.shown).items()
        if key not in here and key not in settled
    ]


def _only(rows: Sequence[Proposal]) -> Proposal:
    """Return the one row that can be meant; raises UserError."""
    if len(rows) != 1:
        raise UserError("fast.which_row")
    return rows[0]


def _keys(view: FastView, row: Proposal) -> set[str]:
    """Return the indicators that a row is of, or may be of."""
    return {indicator.code for _, indicator in pairs_of(row, view.report.cards)}


def _is_named(view: FastView, row: Proposal, said: Mended, named: set[str]) -> bool:
    return not said.about or bool(_keys(view, row) & named)


def _proposes(view: FastView, row: Proposal, text: str) -> bool:
    """Return whether a row may mean the figure of a text."""
    axes = {card.code: card for card in view.report.cards}
    return any(
        isinstance(each.answer, Figure) and says(text, each.answer.value, indicator)
        for each in meanings(view, row)
        if (indicator := axes[each.axis].get(each.indicator))
    )


def _stands(view: FastView, row: Proposal, text: str) -> bool:
    """Return whether the figure of a text stands on the indicator of a row."""
    return any(says(text, standing(card, each), each) for card, each in pairs_of(row, view.report.cards))
