"""Registers every door, in the one order in which they are tried."""

from handlers import everything_else, menu, registration
from handlers.turn import AnyApplication, AnyHandler, note_problem

DOORS: list[AnyHandler] = [
    *registration.DOORS,  # before the menu: /start begins anew whatever conversation there was
    *menu.DOORS,  # before answers: a word of the menu is never an answer
    *everything_else.DOORS,
]


def register(application: AnyApplication) -> None:
    """Give an application its doors."""
    application.add_handlers(DOORS)
    application.add_error_handler(note_problem)
