"""The places of duties: a role, its province, its axes; what is given or taken waits for a tap. Pure."""

from bot.administering.editable import person_key
from bot.administering.edits import Edit, Part
from bot.conversing.answers import OneOf
from bot.conversing.screen import Button, Rows
from bot.conversing.widgets import marked
from bot.language.catalogue import t
from bot.people.duty_titles import table_title
from bot.people.rights import WITH_AXES
from bot.people.roles import HQ_ROLES, ROLES, role_title
from bot.said import Choice
from handlers.administering.room import A_PAGE, Go, Places, RoomPlace, go, leads, look_over, one_of_provinces
from handlers.administering.staff.view import StaffFact, StaffView


def _held(view: StaffView) -> Part:
    """Return the duty that is looked at, nothing where the person has it no more."""
    return next((duty for duty in view.duties if _name_of(duty) == view.state.duty), {})


def _open(view: StaffView, place: str) -> Go[StaffFact]:
    duty = view.duties[int(place)]
    return go("duty", duty=_name_of(duty), axes=duty["axes"])


def _on_duty(view: StaffView, said: Choice) -> Go[StaffFact] | None:
    match said:
        case Choice("axes") if view.state.duty.partition(" ")[0] in WITH_AXES:
            return go("axes", page=0)
        case Choice("take"):
            return _keep(view, [duty for duty in view.duties if _name_of(duty) != view.state.duty])
    return None


def _take_role(view: StaffView, role: str) -> Go[StaffFact]:
    return _placed(view, role, "") if role in HQ_ROLES else go("place", duty=role, page=0)


def _placed(view: StaffView, role: str, province: str) -> Go[StaffFact]:
    duty = f"{role} {province}".strip()
    return go("axes", duty=duty, page=0) if role in WITH_AXES else _give(view, duty, "")


def _toggle(view: StaffView, code: str) -> Go[StaffFact]:
    return go("axes", axes=";".join(sorted(view.codes ^ {code})))


def _give(view: StaffView, name: str, axes: str) -> Go[StaffFact]:
    """Give a duty, or change its axes; who was suspended without any becomes active with it."""
    same = next((duty for duty in view.duties if _name_of(duty) == name), None)
    given = _duty(name, axes) | {"estate": same["estate"] if same else ""}
    return _keep(view, [*(duty for duty in view.duties if duty is not same), given], active=not view.duties)


def _keep(view: StaffView, duties: list[Part], *, active: bool = False) -> Go[StaffFact]:
    state = "active" if active else view.part["state"]
    after = view.part | {"duties": sorted(duties, key=lambda duty: tuple(duty.values())), "state": state}
    return go("card") if after == view.part else look_over(Edit(person_key(view.state.person), view.part, after))


def _name_of(duty: Part) -> str:
    return f"{duty['role']} {duty['province']}".strip()


def _duty(name: str, axes: str) -> Part:
    role, _, province = name.partition(" ")
    return {"role": role, "province": province, "estate": "", "axes": axes}


def _back(view: StaffView) -> Go[StaffFact]:
    return go("duties" if view.duties else "card", page=0)


def _duty_rows(view: StaffView) -> Rows:
    names = ("axes", "take") if view.state.duty.partition(" ")[0] in WITH_AXES else ("take",)
    return (tuple(Button(t(f"admin_people.button.{name}"), name) for name in names),)


def _ask_axes(view: StaffView) -> str:
    duty = _duty(view.state.duty, view.state.axes)
    key = "admin_people.axes.ceo" if duty["role"] == "ceo" else "admin_people.axes.title"
    return t(key, name=view.part["name"], duty=table_title(duty, view.axes))


DUTIES: Places[StaffView, StaffFact] = {
    "duties": RoomPlace(
        lambda view: t(f"admin_people.duties.{'title' if view.duties else 'none'}", name=view.part["name"]),
        OneOf(lambda view: [(table_title(duty, view.axes), str(at)) for at, duty in enumerate(view.duties)]),
        _open,
        go("card"),
        lambda _view: ((Button(t("admin_people.button.new_duty"), "new"),),),
        leads(new=go("role", duty="", axes="")),
        "duty",
    ),
    "duty": RoomPlace(
        lambda view: t("admin_people.duties.one", name=view.part["name"], duty=table_title(_held(view), view.axes)),
        rows=_duty_rows,
        tap=_on_duty,
        back=go("duties"),
        stands=_held,
    ),
    "role": RoomPlace(
        lambda view: t("admin_people.new.role", name=view.part["name"]),
        OneOf(lambda _view: [(role_title(role), role) for role in ROLES], 2),
        _take_role,
        _back,
    ),
    "place": RoomPlace(
        lambda view: t("admin_people.new.place", name=view.part["name"], role=role_title(view.state.duty)),
        one_of_provinces(),
        lambda view, code: _placed(view, view.state.duty, code),
        _back,
        called="province",
        a_page=A_PAGE,
    ),
    "axes": RoomPlace(
        _ask_axes,
        OneOf(lambda view: [(marked(title, chosen=code in view.codes), code) for code, title in view.axes.items()]),
        _toggle,
        _back,
        lambda _view: ((Button(t("admin_people.button.given"), "given"),),),
        lambda view, said: _give(view, view.state.duty, view.state.axes) if said.name == "given" else None,
        "toggle",
        A_PAGE,
    ),
}
