"""What the conversation about a returned workbook sees."""

from dataclasses import dataclass

from bot.reporting.cards import ReportView
from bot.reporting.facts import ReportFact
from bot.workbooks.review import Review


@dataclass(frozen=True)
class BookState:
    """Which workbook it is about, and which page of its findings stands (from 0)."""

    book: int
    page: int = 0


@dataclass(frozen=True)
class BookView:
    """The week as it stands, and what the workbook would change; or the sentence why it cannot be taken."""

    state: BookState
    report: ReportView
    review: Review
    problem: str = ""


@dataclass(frozen=True)
class EndBook:
    """A workbook is done with: so many reports handed in, so many drafts kept; it may have been put aside."""

    book: int
    province: str
    submitted: int = 0
    kept: int = 0


BookFact = ReportFact | EndBook


@dataclass(frozen=True)
class WeekBookErrand:
    """Who wants the week's workbook, or has sent one back (``file``), in which update, and the screen live then."""

    platform: str
    user: int
    inbox: int
    screen: int | None = None
    file: str = ""
