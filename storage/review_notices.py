"""What the other side of a report is still to be told: returns, comments, figures over a ceiling; triggers write it."""

from dataclasses import dataclass

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Waiting:
    """A notice of a return («returned», «answered»), a comment or a report with figures over a ceiling («over»).

    ``province``: for which it is ('' = headquarters).
    """

    id: int
    what: str
    number: int
    province: str


async def list_waiting(tx: Reading) -> list[Waiting]:
    """Return what waits to be told, in order."""
    return await tx.all(
        Waiting,
        """SELECT review_notices.id, what, number, iif(what = 'returned', province, '')
           FROM review_notices JOIN returns ON returns.id = number JOIN reports ON reports.id = report_id
           WHERE what IN ('returned', 'answered')
           UNION ALL
           SELECT review_notices.id, what, number, iif(side = 'headquarters', province, '')
           FROM review_notices JOIN comments ON comments.id = number WHERE what = 'comment'
           UNION ALL
           SELECT report_id, 'over', report_id, ''
           FROM ceiling_notices JOIN reports ON reports.id = report_id WHERE state <> 'ready'
           ORDER BY 1""",
    )


async def drop(tx: Transaction, each: Waiting) -> None:
    """Forget a notice: it was told, or there is nobody to hear it."""
    if each.what == "over":
        tx.write("DELETE FROM ceiling_notices WHERE report_id = :report_id", report_id=each.number)
    else:
        tx.write("DELETE FROM review_notices WHERE id = :notice_id", notice_id=each.id)


async def drop_older_comments(tx: Transaction, kept: int) -> None:
    """Forget the notices of comments but the newest of each side of a talk; the talk itself shows them all."""
    tx.write(
        """DELETE FROM review_notices WHERE what = 'comment' AND number IN (
               SELECT id FROM (
                   SELECT comments.id, row_number() OVER (
                       PARTITION BY week, province, axis, side ORDER BY comments.id DESC) AS place
                   FROM review_notices JOIN comments ON comments.id = number WHERE what = 'comment')
               WHERE place > :kept)""",
        kept=kept,
    )


async def tell_again(tx: Transaction, return_id: int) -> None:
    """Let it be told once more that a field was handed back."""
    tx.write("INSERT OR IGNORE INTO review_notices (what, number) VALUES ('returned', :return_id)", return_id=return_id)
