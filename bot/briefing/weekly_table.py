"""The weekly table: which provinces are complete, which are not yet and in what, and which have sent nothing."""

from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import Week
from bot.programme.held import hold_calendar, hold_programme
from bot.programme.provinces import PROVINCES
from bot.reporting.due import axes_due
from storage import owing
from storage.transaction import Reading

MOST_AXES = 3


def write_table(tx: Reading, week: Week, axes: frozenset[str] | None = None) -> str:
    """Return the completeness of a week by province, of a reader's axes (None: all)."""
    due = [axis for axis in axes_due(hold_programme(tx, week.year).axes, week) if axes is None or axis.code in axes]
    complete, partial, silent = [], [], []
    for province in PROVINCES:
        if not due or hold_calendar(tx).times(week, province.code) is None:
            continue
        handed_in = owing.list_handed_in(tx, week.saturday, province.code)
        missing = [axis.short for axis in due if axis.code not in handed_in]
        if not missing:
            complete.append(province.name)
        elif len(missing) == len(due):
            silent.append(province.name)
        else:
            partial.append(_partial_line(province.name, len(due), missing))
    lines = [t("digest.table.title", week=dates.week_label(week), count=len(due))]
    lines.append(t("digest.table.complete", count=len(complete), names=_listed(complete)))
    lines += [t("digest.table.partial", count=len(partial)), *partial]
    lines.append(t("digest.table.silent", count=len(silent), names=_listed(silent)))
    return "\n".join(lines)


def _partial_line(province: str, due: int, missing: list[str]) -> str:
    """Return what a province still owes: the axes by name where they are few."""
    done = due - len(missing)
    if len(missing) > MOST_AXES:
        return t("digest.table.many", province=province, done=done, all=due, left=len(missing))
    return t("digest.table.few", province=province, done=done, all=due, axes=t("digest.comma").join(missing))


def _listed(names: list[str]) -> str:
    return t("digest.comma").join(names) or t("digest.table.none")
