"""An answer to a question: its text, and the same as a table and as a picture where there is one."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sheets.book import Sheet


@dataclass(frozen=True)
class QuestionAnswer:
    """A text; a sheet of the same figures; what draws them (a PNG); `title` names the files."""

    text: str
    title: str = ""
    sheet: Sheet | None = None
    draw: Callable[[], bytes] | None = None
