"""A small organisation whose every act is kept beside the database, and what it should count by the plain rules."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

from bot.programme.loading import save_programme
from bot.programme.plan import Plan
from storage import reviews
from storage.memory import Memory
from storage.programme import Axis, Indicator, Programme
from storage.transaction import Transaction
from tests.fresh import content_of, made_once, open_content, open_memory

PROVINCES = ("IR-21", "IR-10", "IR-07")
WEEKS = (date(2026, 3, 7), date(2026, 11, 14), date(2026, 11, 21))  # of Esfand 1404, and two of Azar 1405
BEGIN = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
STAGES = ("تدوین نشده", "در حال تدوین", "مصوب")
KINDS = (
    ("sum_c", "AX01", "cumulative", "sum"),
    ("sum_s", "AX01", "snapshot", "sum"),
    ("sum_d", "AX01", "cumulative", "sum"),
    ("mean_w", "AX01", "percent", "wmean:sum_c"),
    ("mean_p", "AX01", "percent", "mean"),
    ("sum_p", "AX02", "period", "sum"),
    ("mean_c", "AX02", "cumulative", "mean"),
    ("stage", "AX02", "stage", "count_by_stage"),
    ("text", "AX02", "text", "list"),
)
Answer = tuple[str, int | None, str]  # «value», «words», «unchanged» or «none», and what was said
Held = tuple[int | None, str] | None
"""What a province stands at: a value, or words."""


def plan_of(year: int) -> Plan:
    """Return the organisation's programme."""
    axes = tuple(
        Axis(code, place, code, code, "ستاد", "weekly", active=True) for place, code in enumerate(("AX01", "AX02"), 1)
    )
    indicators = tuple(
        Indicator(
            code, axis, place, code, kind, "unit", 0, 1000, "",
            json.dumps(STAGES if kind == "stage" else (), ensure_ascii=False),
            aggregate, "none", "weekly", "province", "none", 300,
        )
        for place, (code, axis, kind, aggregate) in enumerate(KINDS, 1)
    )  # fmt: skip
    return Plan(Programme(0, year, "برنامه", "", 2), axes, indicators, (), (), ())


@made_once
async def _template() -> bytes:
    async with open_memory() as connection:
        tx = Transaction(connection, Memory(), b"s" * 32)
        for year in (1404, 1405):
            await save_programme(tx, plan_of(year), year, BEGIN)
        await tx.insert(
            "INSERT INTO people (full_name, state, created_at) VALUES ('مدیرعامل', 'active', :now)", now=BEGIN
        )
        await tx.flush()
        return content_of(connection)


@asynccontextmanager
async def open_organisation() -> AsyncIterator["Organisation"]:
    """Open an organisation that has said nothing yet."""
    async with open_content(_template()) as connection:
        yield Organisation(Transaction(connection, Memory(), b"s" * 32))


@dataclass
class Revision:
    """One revision of a report: its answers, and when it was accepted."""

    answers: dict[str, Answer]
    accepted: datetime | None


@dataclass
class Return:
    """A field that headquarters handed back."""

    indicator: str
    revision: int
    begin: datetime
    end: datetime | None = None


@dataclass
class Report:
    """A report as the test remembers it."""

    late: bool
    revisions: list[Revision] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)

    def counted(self, indicator: str, moment: datetime) -> Answer | None:
        """Return the answer that counts of a field at an instant."""
        blocked = [
            each.revision
            for each in self.returns
            if each.indicator == indicator and each.begin <= moment and (each.end is None or each.end > moment)
        ]
        best = None
        for number, revision in enumerate(self.revisions, 1):
            if revision.accepted and revision.accepted <= moment and all(number < each for each in blocked):
                best = revision.answers.get(indicator)
        return best

    def latest(self, moment: datetime) -> Revision | None:
        """Return the newest revision that was accepted by an instant."""
        found = [each for each in self.revisions if each.accepted and each.accepted <= moment]
        return found[-1] if found else None


@dataclass
class Organisation:
    """Acts on the database and remembers; every act takes a minute."""

    tx: Transaction
    reports: dict[tuple[date, str, str], Report] = field(default_factory=dict)
    now: datetime = BEGIN

    async def hand_in(
        self, key: tuple[date, str, str], answers: dict[str, Answer], *, signed: bool, late: bool
    ) -> None:
        """Write a report's next revision: submitted, or awaiting a signature."""
        self.now += timedelta(minutes=1)
        report = self.reports.setdefault(key, Report(late))
        report.revisions.append(Revision(answers, self.now if signed else None))
        week, province, axis = key
        programme = 1 if week < date(2026, 3, 21) else 2
        state, number = "submitted" if signed else "ready", len(report.revisions)
        await self.tx.run(
            """INSERT INTO reports (programme_id, week, province, axis, state, revision, late, written_by, first_at,
                                    submitted_at)
               VALUES (:programme, :week, :province, :axis, :state, 1, :late, 1, :now, :now)
               ON CONFLICT (week, province, axis) DO UPDATE SET state = :state, revision = revision + 1,
                   submitted_at = :now""",
            programme=programme, week=week, province=province, axis=axis, state=state, late=late, now=self.now,
        )  # fmt: skip
        for indicator, (how, value, words) in answers.items():
            await self.tx.run(
                """INSERT INTO answers (report_id, revision, indicator, programme_id, province, week, value, words,
                                        unchanged, reason, at)
                   VALUES (:report, :number, :indicator, :programme, :province, :week, :value, :words, :unchanged,
                           :reason, :now)""",
                report=await self._id(key), number=number, indicator=indicator, programme=programme, province=province,
                week=week, value=value, words=words, unchanged=how == "unchanged",
                reason="no_report" if how == "none" else "", now=self.now,
            )  # fmt: skip
        if signed:
            self._answer_returns(report)

    async def sign(self, key: tuple[date, str, str]) -> None:
        """Sign what awaits a signature."""
        self.now += timedelta(minutes=1)
        await self._move(key, "submitted")
        if not self.reports[key].revisions[-1].accepted:
            self.reports[key].revisions[-1].accepted = self.now
            self._answer_returns(self.reports[key])

    async def take_back(self, key: tuple[date, str, str]) -> None:
        """Take a report back, so that it awaits a signature again."""
        self.now += timedelta(minutes=1)
        await self._move(key, "ready")
        self.reports[key].revisions[-1].accepted = None

    async def hand_back(self, key: tuple[date, str, str], indicator: str) -> None:
        """Hand one field of an accepted report back."""
        report = self.reports[key]
        if report.revisions[-1].accepted is None or any(
            each.indicator == indicator and not each.end for each in report.returns
        ):
            return
        self.now += timedelta(minutes=1)
        await self._move(key, "returned", again=False)
        await self.tx.run(
            """INSERT INTO returns (report_id, indicator, revision, reason, returned_by, returned_at)
               VALUES (:report, :indicator, :revision, 'چرا؟', 1, :now)""",
            report=await self._id(key), indicator=indicator, revision=len(report.revisions), now=self.now,
        )  # fmt: skip
        report.returns.append(Return(indicator, len(report.revisions), self.now))

    async def explain(self, key: tuple[date, str, str]) -> None:
        """Answer every open return of a report with words: the value stands."""
        self.now += timedelta(minutes=1)
        await self.tx.run(
            """UPDATE returns SET outcome = 'explained', answered_at = :now
               WHERE report_id = :report AND outcome = ''""",
            report=await self._id(key), now=self.now,
        )  # fmt: skip
        for each in self.reports[key].returns:
            each.end = each.end or self.now

    async def approve(self, key: tuple[date, str, str]) -> None:
        """Approve a report's newest accepted revision, if headquarters may; no figure is another for it."""
        found = next(
            (number for number, each in reversed(list(enumerate(self.reports[key].revisions, 1))) if each.accepted), 0
        )
        self.now += timedelta(minutes=1)
        if await reviews.approve(self.tx, await self._id(key), found, 1, self.now):
            assert all(each.end for each in self.reports[key].returns)

    def _answer_returns(self, report: Report) -> None:
        number, answers = len(report.revisions), report.revisions[-1].answers
        for each in report.returns:
            old = report.revisions[each.revision - 1].answers.get(each.indicator)
            if not each.end and each.revision < number and each.indicator in answers and answers[each.indicator] != old:
                each.end = self.now

    async def _move(self, key: tuple[date, str, str], state: str, *, again: bool = True) -> None:
        sql = "UPDATE reports SET state = :state, submitted_at = :now WHERE id = :report"
        if not again:
            sql = "UPDATE reports SET state = :state WHERE id = :report AND :now = :now"
        await self.tx.run(sql, state=state, now=self.now, report=await self._id(key))

    async def _id(self, key: tuple[date, str, str]) -> int:
        week, province, axis = key
        return await self.tx.count(
            "SELECT id FROM reports WHERE week = :week AND province = :province AND axis = :axis",
            week=week, province=province, axis=axis,
        )  # fmt: skip

    def told(self, indicator: str, province: str, week: date, moment: datetime) -> Answer | None:
        """Return what counts of one week's answers."""
        axis = next(axis for code, axis, _kind, _aggregate in KINDS if code == indicator)
        report = self.reports.get((week, province, axis))
        answer = report.counted(indicator, moment) if report else None
        return None if answer is None or answer[0] == "none" else answer

    def standing(self, indicator: str, province: str, week: date, moment: datetime) -> Answer | None:
        """Return the latest value of the programme year; an «unchanged» snapshot keeps that of the year before."""
        weeks = [each for each in reversed(WEEKS) if each <= week]
        this_year = [each for each in weeks if each > WEEKS[0]] if week > WEEKS[0] else weeks
        if found := self._last(indicator, province, this_year, moment):
            return found
        told = [self.told(indicator, province, each, moment) for each in this_year]
        kept = indicator == "sum_s" and week > WEEKS[0] and any(each and each[0] == "unchanged" for each in told)
        return self._last(indicator, province, [WEEKS[0]], moment) if kept else None

    def _last(self, indicator: str, province: str, weeks: list[date], moment: datetime) -> Answer | None:
        said = (self.told(indicator, province, week, moment) for week in weeks)
        return next((answer for answer in said if answer and answer[0] != "unchanged"), None)

    def handed_back(self, indicator: str, province: str) -> Held:
        """Return what was handed back last this year and not answered, unless something that counts was said later."""
        axis = next(axis for code, axis, _kind, _aggregate in KINDS if code == indicator)
        for week in (WEEKS[2], WEEKS[1]):
            report = self.reports.get((week, province, axis))
            for each in reversed(report.returns if report else []):
                if each.indicator == indicator and each.end is None and report:
                    how, value, words = report.revisions[each.revision - 1].answers[indicator]
                    if how in {"value", "words"}:
                        return value, words
            told = self.told(indicator, province, week, self.now)
            if told and told[0] != "unchanged":
                return None
        return None

    def national(self, indicator: str, week: date, moment: datetime) -> dict[str, Any]:
        """Return what the country stands at, by the plain rules."""
        kind, aggregate = next((kind, aggregate) for code, _axis, kind, aggregate in KINDS if code == indicator)
        standing = {each: self.standing(indicator, each, week, moment) for each in PROVINCES}
        told = {each for each in PROVINCES if self.told(indicator, each, week, moment)}
        lasting = kind in {"cumulative", "snapshot"}
        in_it = {each: said for each, said in standing.items() if said and (lasting or each in told)}
        if aggregate.startswith("wmean"):
            weights = {each: self.standing("sum_c", each, week, moment) for each in PROVINCES}
            in_it = {each: said for each, said in in_it.items() if (weights[each] or ("", 0, ""))[1]}
            whole = sum((weights[each] or ("", 0, ""))[1] or 0 for each in in_it)
            parts = sum((said[1] or 0) * ((weights[each] or ("", 0, ""))[1] or 0) for each, said in in_it.items())
            value = _rounded(Fraction(parts, whole)) if whole else None
        elif kind in {"stage", "text"}:
            value = None
        elif aggregate == "mean" or kind == "percent":
            value = _rounded(Fraction(sum(said[1] or 0 for said in in_it.values()), len(in_it))) if in_it else None
        else:
            value = sum(said[1] or 0 for said in in_it.values()) if in_it else None
        counts = tuple((stage, sum(said[2] == stage for said in in_it.values())) for stage in STAGES)
        return {
            "value": value,
            "counts": counts if kind == "stage" else (),
            "provinces": len(in_it),
            "this_week": len(told & in_it.keys()),
        }


def _rounded(value: Fraction) -> int:
    return int(value + Fraction(1, 2))
