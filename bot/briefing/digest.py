"""The text of the daily digest: at most a screen, the same for the same data. Pure but for the reading."""

from collections import Counter
from datetime import datetime, time

from bot.briefing.figures.standing import Standing, count_standing
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.calendar import DAY, at, day_of
from bot.programme.held import hold_calendar, hold_programme
from bot.programme.provinces import by_code
from storage import audit
from storage.transaction import Reading

MOST_NAMES = 8
DIGEST_AT = time(8)
"""When headquarters' digest is sent, in Tehran."""


def write_digest(tx: Reading, now: datetime, axes: frozenset[str] | None = None) -> str:
    """Return the digest since the morning of the working day before, for a recipient's axes (None: all)."""
    standing = count_standing(tx, now, _since(tx, now), axes)
    plan = hold_programme(tx, standing.week.year)
    lines = [
        t("digest.title", moment=dates.moment(now)),
        dates.week_label(standing.week),
        t(
            "digest.received",
            complete=len(standing.complete),
            partial=len(standing.partial),
            silent=len(standing.silent),
        ),
    ]
    lines += _changes(standing, {axis.code: axis.short for axis in plan.axes})
    if standing.silent:
        lines.append(t("digest.silent", names=_names(standing.silent)))
    if plan.programme.motto:
        lines.append(t("digest.motto", motto=plan.programme.motto))
    lines.append(t("digest.audit", head=audit.get_head(tx)[:12] or t("digest.no_audit")))
    return "\n".join(lines)


def _since(tx: Reading, now: datetime) -> datetime:
    """Return 08:00 of the working day before the day of ``now``."""
    calendar, day = hold_calendar(tx).calendar, day_of(now) - DAY
    while not calendar.is_working(day):
        day -= DAY
    return at(day, DIGEST_AT)


def _changes(standing: Standing, shorts: dict[str, str]) -> list[str]:
    if not standing.fresh:
        return [t("digest.quiet")]
    by_axis = Counter(shorts.get(report.axis, report.axis) for report in standing.fresh)
    axes = _some([t("digest.of_axis", axis=axis, count=count) for axis, count in by_axis.most_common()], "axes")
    lines = [t("digest.fresh", count=len(standing.fresh), axes=axes)]
    corrected = [
        t("digest.correction", province=by_code(report.province).name, axis=shorts.get(report.axis, report.axis))
        for report in standing.fresh
        if report.revision > 1
    ]
    return [*lines, t("digest.corrected", items=_some(corrected, "corrections"))] if corrected else lines


def _names(codes: tuple[str, ...]) -> str:
    return _some([by_code(code).name for code in codes], "provinces")


def _some(parts: list[str], what: str) -> str:
    """Return the first parts as a list, and how many more there are."""
    shown = t("digest.comma").join(parts[:MOST_NAMES])
    return t(f"digest.and_more.{what}", names=shown, count=len(parts) - MOST_NAMES) if parts[MOST_NAMES:] else shown
