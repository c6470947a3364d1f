"""What an estate sends on its own: what it is, of which estate, and the one sentence that says where it went. Pure."""

from bot.conversing.answers import short_words
from bot.errors import UserError
from bot.evidence import rules
from bot.evidence.facts import TakeEvidence
from bot.free_messages.kinds import courtesy_of, is_obstacle, obstacle_in
from bot.free_messages.reading import axes_named
from bot.language.catalogue import t
from bot.language.folding import squeeze
from bot.language.lexicon import sense_words
from bot.language.reading.tokens import holds_number
from bot.reporting.estates.view import EstatePlace, EstateView, SendEntry
from bot.said import File, Location, Text
from storage.estate_entries import NewEstateEntry

LONGEST = 1000
"""Characters of what is sent."""
MOST_WAITING = 30
"""Entries of one person of which nothing has become yet."""
LONGEST_NAME = 3
"""Words of the name of an axis that stands before a colon."""


def says_something(text: str) -> bool:
    """Say whether a text is worth sending on: no command, no courtesy, and no bare figure of nobody knows what."""
    return not text.startswith("/") and any(map(str.isalpha, text)) and courtesy_of(text) is None


def entry_of(view: EstateView, said: Text | File | Location) -> SendEntry:
    """Return what is sent; raises UserError for what is too long, too large or unreadable, and where too much waits."""
    if view.waiting >= MOST_WAITING:
        raise UserError("entry.too_many", count=MOST_WAITING)
    text = said.text if isinstance(said, Text) else said.caption if isinstance(said, File) else ""
    words = short_words(text, LONGEST)
    place, axis, kind = _place_in(view, words), _axis_in(view, words), "piece"
    if view.card:
        place, axis = _place_of_card(view), view.card[0].axis
    if isinstance(said, Text):
        kind = "obstacle" if is_obstacle(words) else "figure" if axis and holds_number(words) else "words"
        words = _without_axis(view, axis, obstacle_in(words) or words) if kind == "obstacle" else words
        return SendEntry(_new(view, place, kind, axis, words))
    rules.check(said, len(view.evidence))
    entry = _new(view, place, kind, axis, words)
    week = (place or view.places[0]).week
    return SendEntry(entry, TakeEvidence(week, entry.province, axis if view.card else "", said))


def receipt(view: EstateView, sent: SendEntry) -> str:
    """Return where it went, and what comes next."""
    place = next((each for each in view.places if each.estate == sent.entry.estate), None)
    if place is None:
        return t("entry.sent.unplaced")
    if sent.piece:
        what = rules.kind_of(sent.piece.said)
        return t("entry.sent.piece", what=what, estate=place.estate, province=place.province_name)
    return t(f"entry.sent.{sent.entry.kind}", estate=place.estate, province=place.province_name)


def _new(view: EstateView, place: EstatePlace | None, kind: str, axis: str, words: str) -> NewEstateEntry:
    """Return an entry; of several estates in one province, the province is known before the estate is."""
    if place:
        return NewEstateEntry(place.province, place.estate, kind, axis, words)
    provinces = {each.province for each in view.places}
    return NewEstateEntry(provinces.pop() if len(provinces) == 1 else "", "", kind, axis, words)


def _place_of_card(view: EstateView) -> EstatePlace:
    first = view.card[0]
    return EstatePlace(first.province, first.province_name, first.estate, first.week)


def _place_in(view: EstateView, text: str) -> EstatePlace | None:
    """Return the estate that is meant: the only one, or the only one that is named; None for any."""
    words = f" {_folded(text)} "
    named = [each for each in view.places if f" {_name_of(each.estate)} " in words]
    fitting = named or list(view.places)
    return fitting[0] if len(fitting) == 1 else None


def _name_of(estate: str) -> str:
    """Return an estate's own name, folded, without the word for what it is."""
    first, _, rest = estate.partition(" ")
    return _folded(rest if rest and squeeze(first) in sense_words("estate") else estate)


def _folded(text: str) -> str:
    return " ".join(map(squeeze, text.split()))


def _without_axis(view: EstateView, axis: str, words: str) -> str:
    """Return what is said of an obstacle without the name of its axis that it begins with: «برق: …»."""
    name, colon, rest = words.partition(":")
    of_axis = axis and colon and len(name.split()) <= LONGEST_NAME and _axis_in(view, name) == axis
    return rest.strip() or words if of_axis else words


def _axis_in(view: EstateView, text: str) -> str:
    named = axes_named(text, view.axes)
    return next(iter(named)) if len(named) == 1 else ""
