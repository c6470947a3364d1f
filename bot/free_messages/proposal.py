"""What a free message is understood to say: proposed answers, each perhaps with a question."""

from dataclasses import dataclass

from bot.reporting.answers import AnswerDoubt, Figure, Words


@dataclass(frozen=True)
class Same:
    """The indicator, or what is left of the axis, did not change."""


@dataclass(frozen=True)
class NoReport:
    """There is no report on the indicator, or on what is left of the axis, this week."""


Answer = Figure | Words | Same | NoReport


@dataclass(frozen=True)
class Candidate:
    """One thing that a row may mean, for a button; an indicator of '' is the whole axis; `reason` is that of a fall."""

    label: str
    axis: str
    indicator: str
    answer: Answer
    reason: str = ""


@dataclass(frozen=True)
class RowQuestion:
    """Why a row is asked, and what it may mean; without a candidate it can only be written anew."""

    reason: str
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A row: where and how it was said, of which axis and indicator ('' where that is asked, or the whole axis).

    It has an answer, or a question, or both: then the answer is what a «yes» keeps. `unread` are the words beside it
    that were not understood, which its question says. `province`: the code of another one that it names.
    """

    place: int
    said: str
    axis: str
    indicator: str
    answer: Answer | None
    question: RowQuestion | None = None
    unread: tuple[str, ...] = ()
    province: str = ""


@dataclass(frozen=True)
class Proposals:
    """The rows of a message, and what of it was not understood (verbatim).

    `rest` says that «the rest is unchanged» was said, `nothing` that there is no report on anything; `named` are the
    axes of which nothing was said but their name, `spoken_of` is the axis of which it spoke last.
    """

    rows: tuple[Proposal, ...]
    unread: tuple[str, ...] = ()
    rest: bool = False
    nothing: bool = False
    named: tuple[str, ...] = ()
    spoken_of: str = ""


@dataclass(frozen=True)
class InAxis:
    """What a message says on one axis: pairs of indicator ('' for all that is left) and answer, and what was not read.

    A Doubt without readings is a refusal: it says what is wrong.
    """

    answers: tuple[tuple[str, Answer | AnswerDoubt], ...]
    unread: tuple[str, ...] = ()
    elsewhere: bool = False
    perhaps: bool = False
