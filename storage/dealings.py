"""What a province sent to headquarters, and what came back: read across reports, obstacles, talk and evidence."""

from dataclasses import dataclass
from datetime import datetime

from storage.transaction import Reading


@dataclass(frozen=True)
class Dealing:
    """One thing: its kind, the axis, the obstacle's year and number (0: it is none), and what was said.

    Sent: «report», «corrected», «obstacle», «talk», «evidence», «viewpoint» (of no axis). Came back: «answered»,
    «acknowledged», «moved», «talk», «approved», «returned». Waits: «report», «talk».
    """

    at: datetime
    kind: str
    axis: str
    year: int
    number: int
    words: str


async def list_sent(tx: Reading, sender: tuple[str, int], after: datetime, until: datetime) -> list[Dealing]:
    """Return what a province sent in a span of time, the newest first; of viewpoints those that the person gave.

    ``sender`` is the province and the person's id.
    """
    province, person_id = sender
    return await tx.all(
        Dealing,
        """SELECT at, iif(EXISTS (SELECT 1 FROM acceptances AS before
                                  WHERE before.report_id = reports.id AND before.revision < acceptances.revision),
                          'corrected', 'report') AS kind, axis, 0 AS year, 0 AS number, '' AS words
           FROM acceptances CROSS JOIN reports ON reports.id = report_id
           WHERE at > :after AND at <= :until AND province = :province
           UNION ALL
           SELECT recorded_at, 'obstacle', axis, year, number, request FROM obstacles
           WHERE province = :province AND recorded_at > :after AND recorded_at <= :until
           UNION ALL
           SELECT at, 'talk', axis, 0, 0, words FROM comments
           WHERE province = :province AND side = 'province' AND at > :after AND at <= :until
           UNION ALL
           SELECT created_at, 'evidence', axis, 0, 0, '' FROM evidence
           WHERE province = :province AND report_id IS NOT NULL AND created_at > :after AND created_at <= :until
           UNION ALL
           SELECT max(given_at), 'viewpoint', '', 0, 0, '' FROM viewpoints
           WHERE province = :province AND person_id = :person_id AND given_at > :after AND given_at <= :until
           GROUP BY consultation_id
           ORDER BY 1 DESC, kind""",
        province=province,
        person_id=person_id,
        after=after,
        until=until,
    )


async def list_waiting(tx: Reading, province: str, after: datetime, until: datetime) -> list[Dealing]:
    """Return what headquarters has not dealt with since: reports neither approved nor handed back, and last words."""
    return await tx.all(
        Dealing,
        """SELECT submitted_at AS at, 'report' AS kind, axis, 0 AS year, 0 AS number, '' AS words FROM reports
           WHERE province = :province AND state = 'submitted' AND submitted_at > :after AND submitted_at <= :until
           UNION ALL
           SELECT at, 'talk', axis, 0, 0, words FROM comments
           WHERE province = :province AND side = 'province' AND at > :after AND at <= :until
             AND NOT EXISTS (SELECT 1 FROM comments AS later
                             WHERE later.week = comments.week AND later.province = comments.province
                               AND later.axis = comments.axis AND later.id > comments.id
                               AND later.side = 'headquarters')
           ORDER BY 1 DESC, kind""",
        province=province,
        after=after,
        until=until,
    )


async def list_came_back(tx: Reading, province: str, after: datetime, until: datetime) -> list[Dealing]:
    """Return what headquarters did with what a province sent, in a span of time, the newest first."""
    return await tx.all(
        Dealing,
        """SELECT at, kind, axis, year, number, iif(words = '', obstacle_events.state, words) AS words
           FROM obstacles CROSS JOIN obstacle_events ON obstacle_id = obstacles.id
           WHERE province = :province AND side = 'headquarters' AND at > :after AND at <= :until
           UNION ALL
           SELECT at, 'talk', axis, 0, 0, words FROM comments
           WHERE province = :province AND side = 'headquarters' AND at > :after AND at <= :until
           UNION ALL
           SELECT approvals.at, 'approved', axis, 0, 0, '' FROM approvals JOIN reports ON reports.id = report_id
           WHERE province = :province AND approvals.at > :after AND approvals.at <= :until
           UNION ALL
           SELECT returned_at, 'returned', axis, 0, 0, returns.reason
           FROM returns JOIN reports ON reports.id = report_id
           WHERE province = :province AND returned_at > :after AND returned_at <= :until
           ORDER BY 1 DESC, kind""",
        province=province,
        after=after,
        until=until,
    )
