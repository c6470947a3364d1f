"""What the other side of a return or a comment is still to be told; triggers write it, whoever makes or answers one."""

from dataclasses import dataclass

from storage.transaction import Reading, Transaction


@dataclass(frozen=True)
class Waiting:
    """A notice of a return («returned», «answered») or of a comment, and for which province ('' = headquarters)."""

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
           ORDER BY 1""",
    )


async def drop(tx: Transaction, notice_id: int) -> None:
    """Forget a notice: it was told, or there is nobody to hear it."""
    tx.write("DELETE FROM review_notices WHERE id = :notice_id", notice_id=notice_id)


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
