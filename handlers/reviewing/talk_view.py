"""What somebody sees of the talk about an axis of a week."""

from dataclasses import dataclass

from bot.language.week import Week
from storage.comments import Comment


@dataclass(frozen=True)
class TalkState:
    """Which axis of which week (its key) and province; no axis: the list of the person's.

    ``older`` says how many pages back the history is turned.
    """

    week: str = ""
    province: str = ""
    axis: str = ""
    older: int = 0
    note: str = ""


@dataclass(frozen=True)
class TalkView:
    """All that a step may need: ``axes`` are codes and short titles with how much was said in the week.

    ``older`` and ``newer`` are the weeks beside it, where there are any to look at;
    ``others`` are the person's other provinces.
    """

    state: TalkState
    week: Week
    province: str
    axis: str
    comments: tuple[Comment, ...]
    axes: tuple[tuple[str, str, int], ...]
    from_headquarters: bool
    older: Week | None = None
    newer: Week | None = None
    others: tuple[tuple[str, str], ...] = ()
