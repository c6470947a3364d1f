"""Shows edits that wait, a page at a time, with the tap that makes them. Pure."""

from bot.administering.edit_lines import edit_lines
from bot.administering.edits import Edit
from bot.administering.names import EditNames
from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import pages
from bot.language.catalogue import t

A_PAGE = 10


def review(edits: tuple[Edit, ...], names: EditNames, page: int, problem: str, confirm: str) -> Screen:
    """Return edits that wait, with the button that makes them where nothing stands against them."""
    lines = [t("admin.review.title", count=len(edits)), "", *page_lines(edits, names, page)]
    if problem:
        lines += ["", problem]
    take = () if problem else (Button(confirm, "confirm"),)
    return Screen("\n".join(lines), (*pages(page, len(edits), A_PAGE), (*take, Button(t("admin.button.drop"), "drop"))))


def page_lines(edits: tuple[Edit, ...], names: EditNames, page: int) -> list[str]:
    """Return the lines of a page of edits."""
    return [line for edit in edits[page * A_PAGE : (page + 1) * A_PAGE] for line in edit_lines(edit, names)]
