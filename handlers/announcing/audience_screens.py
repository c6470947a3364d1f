"""The screens on which it is chosen whom an announcement is for. Pure."""

from bot.announcing.audience import AudienceMember, Part
from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import in_rows, noted
from bot.language.catalogue import t
from bot.people.roles import ROLES, role_title
from bot.programme.provinces import PROVINCES, by_code
from handlers.announcing.view import AnnounceView

PAGE = 10
PAGE_OF_LIST = 40


def show(view: AnnounceView, note: str = "") -> Screen:
    """Return the screen of where the choice stands."""
    at = view.state.at
    if at == "list":
        return _list(view, note)
    if at == "audience" or view.state.part >= len(view.draft.parts):
        return _audience(view, note)
    return _part(view, note) if at == "part" else _facet(view, at, note)


def part_lines(view: AnnounceView) -> list[str]:
    """Return a line for every group of the draft."""
    return [describe(view, part) for part in view.draft.parts] or [t("announce.part.none")]


def describe(view: AnnounceView, part: Part) -> str:
    """Return a group in words: «گیرندگان: مدیرعامل | استان: یزد، فارس»."""
    said = []
    for facet in ("roles", "provinces", "axes", "estates", "people"):
        if held := getattr(part, facet):
            names = t("announce.comma").join(title(view, facet, str(each)) for each in held)
            said.append(t(f"announce.part.{facet}", names=names))
    if part.silent:
        said.append(t("announce.part.silent"))
    what = t("announce.bar").join(said) or t("announce.part.empty")
    return t("announce.part.minus" if part.minus else "announce.part.plus", what=what)


def title(view: AnnounceView, facet: str, value: str) -> str:
    """Return what a value of a facet is called."""
    match facet:
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


def choices(view: AnnounceView, facet: str) -> tuple[str, ...]:
    """Return what may be named of a facet."""
    match facet:
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


def _audience(view: AnnounceView, note: str) -> Screen:
    lines = [t("announce.audience.title")]
    lines += [
        t("announce.audience.line", number=number, part=line) for number, line in enumerate(part_lines(view), start=1)
    ]
    edits = [
        Button(t("announce.audience.edit", number=place + 1), "part", (str(place),))
        for place in range(len(view.draft.parts))
    ]
    rows: Rows = in_rows(edits, 4)
    more = (Button(t("announce.audience.add"), "add"), Button(t("announce.audience.take"), "take"))
    end = (Button(t("announce.audience.list"), "list"), Button(t("announce.button.back"), "card"))
    return _screen(note, "\n".join([*lines, _count(view.members)]), (*rows, more, end))


def _part(view: AnnounceView, note: str) -> Screen:
    rows: list[tuple[Button, ...]] = [
        (_facet_button("roles"), _facet_button("provinces")),
        (_facet_button("axes"), *((_facet_button("estates"),) if view.estates else ())),
        (_facet_button("people"),),
    ]
    if view.admin:
        silent = "announce.audience.not_silent" if view.part.silent else "announce.audience.silent"
        rows.append((Button(t(silent), "silent"),))
    rows.append((Button(t("announce.audience.drop"), "drop"), Button(t("announce.audience.done"), "audience")))
    text = "\n".join([t("announce.audience.part"), describe(view, view.part), _count(view.members)])
    return _screen(note, text, tuple(rows))


def _facet(view: AnnounceView, facet: str, note: str) -> Screen:
    """Return the values of a facet, a page of buttons at a time; what is named carries a mark."""
    every, page = choices(view, facet), view.state.page
    held = {str(each) for each in getattr(view.part, facet)}
    rows = []
    for value in every[page * PAGE : (page + 1) * PAGE]:
        label = title(view, facet, value)
        rows.append(
            (Button(t("announce.audience.chosen", label=label) if value in held else label, "toggle", (value,)),)
        )
    text = "\n".join([t(f"announce.audience.ask.{facet}"), describe(view, view.part), _count(view.members)])
    done = (Button(t("announce.audience.done"), "part"),)
    return _screen(note, text, (*rows, *_pages(page, len(every), PAGE), done))


def _list(view: AnnounceView, note: str) -> Screen:
    page = view.state.page
    shown = view.members[page * PAGE_OF_LIST : (page + 1) * PAGE_OF_LIST]
    keys = {True: "announce.list.member", False: "announce.list.stranger"}
    lines = [_count(view.members), *(t(keys[member.reachable], name=member.name) for member in shown)]
    back = (Button(t("announce.button.back"), "audience"),)
    return _screen(note, "\n".join(lines), (*_pages(page, len(view.members), PAGE_OF_LIST), back))


def _pages(page: int, count: int, size: int) -> Rows:
    before = (Button(t("common.before"), "page", (str(page - 1),)),) if page else ()
    after = (Button(t("common.after"), "page", (str(page + 1),)),) if (page + 1) * size < count else ()
    return ((*before, *after),) if before or after else ()


def _facet_button(facet: str) -> Button:
    return Button(t(f"announce.audience.facet.{facet}"), "facet", (facet,))


def _count(members: tuple[AudienceMember, ...]) -> str:
    return t("announce.card.count", all=len(members), reachable=sum(member.reachable for member in members))


def _screen(note: str, text: str, rows: Rows) -> Screen:
    return Screen(noted(note, text), rows)
