"""Where provinces stand: of every field the newest revision that was accepted and not handed back. The one question."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from storage.records import KNOWN as KNOWN
from storage.transaction import Reading


@dataclass(frozen=True)
class Standing:
    """The latest value that counts of an indicator in a province, and the week that it was said in."""

    indicator: str
    province: str
    value: int | None
    words: str
    week: date


@dataclass(frozen=True)
class Key:
    """An indicator in a province."""

    province: str
    indicator: str


@dataclass(frozen=True)
class LastConfirmed:
    """The last week (its Saturday) in which a province called what it stands at «unchanged»."""

    indicator: str
    province: str
    week: date


@dataclass(frozen=True)
class Told:
    """What was said in a week on an indicator: a value, words, or «unchanged»."""

    indicator: str
    province: str
    value: int | None
    words: str
    unchanged: bool


@dataclass(frozen=True)
class StandingsAsked:
    """What is asked for: some provinces in a programme year up to a week (its Saturday), as of an instant.

    With an ``axis`` (its code) only of that one.
    """

    programme_id: int
    provinces: Iterable[str]
    week: date
    moment: datetime = KNOWN
    axis: str = ""


async def list_standings(tx: Reading, asked: StandingsAsked) -> list[Standing]:
    """Return the latest values that count."""
    return await tx.all(
        Standing,
        """SELECT said.indicator, said.province, said.value, said.words, said.week
           FROM json_each(:provinces) AS unit CROSS JOIN indicators
           CROSS JOIN answers AS said  -- in this order: some rows of one index for each province and indicator
           WHERE indicators.programme_id = :programme_id AND (:axis = '' OR indicators.axis = :axis)
             AND said.indicator = indicators.code
             AND (said.report_id, said.revision) = (
                 SELECT field.report_id, field.revision FROM answers AS field
                 WHERE field.programme_id = :programme_id AND field.province = unit.value
                   AND field.indicator = indicators.code AND field.week <= :week
                   AND field.unchanged = 0 AND field.reason <> 'no_report'
                   AND field.revision = (
                       SELECT accepted.revision FROM acceptances AS accepted
                       WHERE accepted.report_id = field.report_id AND accepted.at <= :moment
                         AND NOT EXISTS (
                             SELECT 1 FROM returns
                             WHERE returns.report_id = field.report_id AND returns.indicator = field.indicator
                               AND returns.revision <= accepted.revision AND returned_at <= :moment
                               AND coalesce(answered_at, '9') > :moment)
                       ORDER BY accepted.revision DESC LIMIT 1)
                 ORDER BY field.week DESC, field.revision DESC LIMIT 1)""",
        provinces=json.dumps(list(asked.provinces)),
        programme_id=asked.programme_id,
        week=asked.week,
        moment=asked.moment,
        axis=asked.axis,
    )


async def list_last_confirmed(tx: Reading, asked: StandingsAsked) -> list[LastConfirmed]:
    """Return when each province last called an indicator «unchanged», in a report that was accepted."""
    return await tx.all(
        LastConfirmed,
        """SELECT told.indicator, told.province, told.week
           FROM json_each(:provinces) AS unit CROSS JOIN indicators
           CROSS JOIN answers AS told  -- in this order: some rows of one index for each province and indicator
           WHERE indicators.programme_id = :programme_id AND (:axis = '' OR indicators.axis = :axis)
             AND told.indicator = indicators.code
             AND (told.report_id, told.revision) = (
                 SELECT field.report_id, field.revision FROM answers AS field
                 WHERE field.programme_id = :programme_id AND field.province = unit.value
                   AND field.indicator = indicators.code AND field.week <= :week AND field.unchanged = 1
                   AND EXISTS (
                       SELECT 1 FROM acceptances AS accepted
                       WHERE accepted.report_id = field.report_id AND accepted.revision = field.revision
                         AND accepted.at <= :moment)
                 ORDER BY field.week DESC, field.revision DESC LIMIT 1)""",
        provinces=json.dumps(list(asked.provinces)),
        programme_id=asked.programme_id,
        week=asked.week,
        moment=asked.moment,
        axis=asked.axis,
    )


async def list_handed_back(tx: Reading, asked: StandingsAsked) -> list[Standing]:
    """Return what was said in the fields that were handed back and not answered, the oldest first.

    What was handed back of «unchanged», or of no report, is no value.
    """
    return await tx.all(
        Standing,
        """SELECT said.indicator, said.province, said.value, said.words, said.week
           FROM returns CROSS JOIN reports ON reports.id = returns.report_id
           CROSS JOIN answers AS said ON said.report_id = returns.report_id AND said.revision = returns.revision
                AND said.indicator = returns.indicator
           WHERE (answered_at IS NULL OR answered_at > :moment) AND returned_at <= :moment
             AND reports.programme_id = :programme_id AND reports.week <= :week
             AND (:axis = '' OR reports.axis = :axis)
             AND reports.province IN (SELECT value FROM json_each(:provinces))
             AND said.unchanged = 0 AND said.reason <> 'no_report'
           ORDER BY said.week, returns.id""",
        provinces=json.dumps(list(asked.provinces)),
        programme_id=asked.programme_id,
        week=asked.week,
        moment=asked.moment,
        axis=asked.axis,
    )


async def list_confirmed(tx: Reading, asked: StandingsAsked) -> list[Key]:
    """Return the snapshots that provinces called «unchanged»."""
    return await tx.all(
        Key,
        """SELECT unit.value, code FROM json_each(:provinces) AS unit CROSS JOIN indicators
           WHERE programme_id = :programme_id AND kind = 'snapshot' AND (:axis = '' OR axis = :axis) AND EXISTS (
               SELECT 1 FROM answers AS field
               WHERE field.programme_id = :programme_id AND field.province = unit.value
                 AND field.indicator = code AND field.unchanged = 1 AND field.week <= :week
                 AND field.revision = (
                     SELECT max(accepted.revision) FROM acceptances AS accepted
                     WHERE accepted.report_id = field.report_id AND accepted.at <= :moment
                       AND NOT EXISTS (
                           SELECT 1 FROM returns
                           WHERE returns.report_id = field.report_id AND returns.indicator = field.indicator
                             AND returns.revision <= accepted.revision AND returned_at <= :moment
                             AND coalesce(answered_at, '9') > :moment)))""",
        provinces=json.dumps(list(asked.provinces)),
        programme_id=asked.programme_id,
        week=asked.week,
        moment=asked.moment,
        axis=asked.axis,
    )


async def list_told(tx: Reading, week: date, moment: datetime, axis: str = "", province: str = "") -> list[Told]:
    """Return what counts of a week's answers, of one axis and of one province where they are named.

    Reports of which no field was ever handed back are read by their newest accepted revision, once a report.
    """
    return await tx.all(
        Told,
        """SELECT field.indicator, field.province, field.value, field.words, field.unchanged
           FROM reports CROSS JOIN answers AS field
           WHERE reports.week = :week AND (:axis = '' OR reports.axis = :axis)
             AND (:province = '' OR reports.province = :province)
             AND NOT EXISTS (SELECT 1 FROM returns WHERE returns.report_id = reports.id)
             AND field.report_id = reports.id AND field.reason <> 'no_report'
             AND field.revision = (
                 SELECT max(accepted.revision) FROM acceptances AS accepted
                 WHERE accepted.report_id = reports.id AND accepted.at <= :moment)
           UNION ALL
           SELECT field.indicator, field.province, field.value, field.words, field.unchanged
           FROM reports CROSS JOIN answers AS field
           WHERE reports.week = :week AND (:axis = '' OR reports.axis = :axis)
             AND (:province = '' OR reports.province = :province)
             AND EXISTS (SELECT 1 FROM returns WHERE returns.report_id = reports.id)
             AND field.report_id = reports.id AND field.reason <> 'no_report'
             AND field.revision = (
                 SELECT max(accepted.revision) FROM acceptances AS accepted
                 WHERE accepted.report_id = field.report_id AND accepted.at <= :moment
                   AND NOT EXISTS (
                       SELECT 1 FROM returns
                       WHERE returns.report_id = field.report_id AND returns.indicator = field.indicator
                         AND returns.revision <= accepted.revision AND returned_at <= :moment
                         AND coalesce(answered_at, '9') > :moment))""",
        week=week,
        axis=axis,
        province=province,
        moment=moment,
    )
