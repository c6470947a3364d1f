"""The screens on which it is chosen whom an announcement is for. Pure."""

from bot.announcing.audience import Part
from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import back, in_rows, marked, page_of
from bot.language.catalogue import t
from bot.people.roles import ROLES, role_title
from bot.programme.provinces import PROVINCES, by_code
from handlers.announcing.view import AnnounceView

FACETS = ("roles", "provinces", "axes", "estates", "people")
PAGE = 10
PAGE_OF_LIST = 40


def part_lines(view: AnnounceView) -> list[str]:
    """Return a line for every group of the draft."""
    return [describe(view, part) for part in view.draft.parts] or [t("announce.part.none")]


def describe(view: AnnounceView, part: Part) -> str:
    """Return a group in words: «گیرندگان: مدیرعامل | استان: یزد، فارس»."""
    said = []
    for name in FACETS:
        if held := getattr(part, name):
            names = t("common.comma").join(title(view, name, str(each)) for each in held)
            said.append(t(f"announce.part.{name}", names=names))
    if part.silent:
        said.append(t("announce.part.silent"))
    what = t("announce.bar").join(said) or t("announce.part.empty")
    return t("announce.part.minus" if part.minus else "announce.part.plus", what=what)


def title(view: AnnounceView, of: str, value: str) -> str:
    """Return what a value of a facet is called."""
    match of:
        case "roles":
            return role_title(value)
        case "provinces":
            return by_code(value).name
        case "axes":
            return view.axes.get(value, value)
        case "people":
            return next((holder.name for holder in view.holders if str(holder.person_id) == value), value)
        case _:
            return value


def choices(view: AnnounceView, of: str) -> tuple[str, ...]:
    """Return what may be named of a facet."""
    match of:
        case "roles":
            return ROLES
        case "provinces":
            return tuple(province.code for province in PROVINCES)
        case "axes":
            return tuple(view.axes)
        case "estates":
            return view.estates
        case _:
            named = [str(person) for person in view.part.people]
            return tuple(dict.fromkeys([*filter(None, view.state.found.split(";")), *named]))


def groups(view: AnnounceView) -> Screen:
    """Return the groups, each a button."""
    every = list(enumerate(part_lines(view), start=1))
    lines = [t("announce.audience.line", number=number, part=line) for number, line in every]
    edits = [
        Button(t("announce.audience.edit", number=number), "part", (str(number - 1),))
        for number, _line in every[: len(view.draft.parts)]
    ]
    more = (Button(t("announce.audience.add"), "add"), Button(t("announce.audience.take"), "take"))
    end = (Button(t("announce.audience.list"), "list"), back("card"))
    text = "\n".join([t("announce.audience.title"), *lines, counted(view)])
    return Screen(text, (*in_rows(edits, 4), more, end))


def group(view: AnnounceView) -> Screen:
    """Return the open group, with what it may be narrowed by."""
    facets = {name: Button(t(f"announce.audience.facet.{name}"), "facet", (name,)) for name in FACETS}
    narrower = (facets["axes"], *((facets["estates"],) if view.estates else ()))
    rows: Rows = ((facets["roles"], facets["provinces"]), narrower, (facets["people"],))
    if view.admin:
        silent = "announce.audience.not_silent" if view.part.silent else "announce.audience.silent"
        rows = (*rows, (Button(t(silent), "silent"),))
    end = (Button(t("announce.audience.drop"), "drop"), Button(t("announce.audience.done"), "audience"))
    return Screen(_text(view, "announce.audience.part"), (*rows, end))


def facet(view: AnnounceView) -> Screen:
    """Return the values of a facet, a page of buttons at a time; what is named carries a mark."""
    at = view.state.at
    held = {str(each) for each in getattr(view.part, at)}
    shown, turning = page_of(choices(view, at), view.state.page, PAGE)
    rows = [(Button(marked(title(view, at, each), chosen=each in held), "toggle", (each,)),) for each in shown]
    done = (Button(t("announce.audience.done"), "part"),)
    return Screen(_text(view, f"announce.audience.ask.{at}"), (*rows, *turning, done))


def everybody(view: AnnounceView) -> Screen:
    """Return a page of all whom it is for."""
    shown, turning = page_of(view.members, view.state.page, PAGE_OF_LIST)
    keys = {True: "announce.list.member", False: "announce.list.stranger"}
    lines = [counted(view), *(t(keys[member.reachable], name=member.name) for member in shown)]
    return Screen("\n".join(lines), (*turning, (back("audience"),)))


def counted(view: AnnounceView) -> str:
    """Return how many it is for, and how many of them can be reached."""
    return t("announce.card.count", all=len(view.members), reachable=sum(each.reachable for each in view.members))


def _text(view: AnnounceView, heading: str) -> str:
    return "\n".join([t(heading), describe(view, view.part), counted(view)])
