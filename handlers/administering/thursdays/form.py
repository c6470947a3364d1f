"""The places of Thursdays: provinces are switched, all of them confirmed by a tap. Pure."""

from bot.administering.editable_weeks import thursdays_key
from bot.administering.edits import AdminFact, Edit
from bot.conversing.screen import Button
from bot.conversing.widgets import marked
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import week_from_key
from bot.programme.provinces import PROVINCES, by_code
from handlers.administering.room import A_PAGE, Go, Room, RoomPlace, go, keep, leads, one_of_provinces
from handlers.administering.thursdays.view import ThursdaysState, ThursdaysView
from handlers.administering.weeks import place_of_weeks


def _listed(view: ThursdaysView) -> str:
    """Return where Thursdays are worked, from when that changes, and what waits."""
    week, stored, worked = dates.week_label(view.week), view.stored[view.week.key], view.worked(view.week.key)
    named = t("common.comma").join(each.name for each in PROVINCES if stored[each.code])
    waiting = t("common.comma").join(each.name for each in PROVINCES if stored[each.code] != worked[each.code])
    lines = [t("admin_thursdays.title", week=week, provinces=named) if named else t("admin_thursdays.none", week=week)]
    for code, later in view.later.items():
        key = "ends" if stored[code] else "begins"
        lines.append(t(f"admin_thursdays.{key}", province=by_code(code).name, week=dates.week_label(later)))
    if waiting:
        lines.append(t("admin_thursdays.waiting", provinces=waiting))
    return "\n".join([*lines, t("admin_thursdays.how")])


def _toggle(view: ThursdaysView, code: str) -> Go[AdminFact]:
    worked = view.worked(view.week.key)
    return keep("list", *_edits(view, view.week.key, {**worked, code: not worked[code]}))


def _from_week(view: ThursdaysView, key: str) -> Go[AdminFact]:
    """Look at another week; what waits is to hold from it on."""
    return keep("list", *_edits(view, key, view.worked(key)), week=key) if view.draft else go("list", week=key)


def _edits(view: ThursdaysView, key: str, worked: dict[str, bool]) -> list[Edit]:
    """Return what differs from a week as it stands."""
    week = week_from_key(key)
    return [
        Edit(thursdays_key(code, week), {"worked": stored}, {"worked": worked[code]})
        for code, stored in view.stored[key].items()
        if stored != worked[code]
    ]


ROOM: Room[ThursdaysState, ThursdaysView, AdminFact] = Room(
    "admin_thursdays",
    "thursdays",
    {
        "list": RoomPlace(
            _listed,
            one_of_provinces(lambda view, each: marked(each.name, chosen=view.worked(view.week.key)[each.code])),
            _toggle,
            rows=lambda _view: ((Button(t("admin_schedule.button.weeks"), "weeks"),),),
            tap=leads(weeks=go("weeks")),
            called="toggle",
            a_page=A_PAGE,
            waits=True,
        ),
        "weeks": place_of_weeks(lambda view: view.first, _from_week, "list"),
    },
    lambda view, _end: go("list", week=view.week.key, page=0),
)
