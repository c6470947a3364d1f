"""A duty in words from its table of fields, for pure screens."""

from collections.abc import Mapping

from bot.language.catalogue import t
from bot.people.roster_lines import duty_title
from bot.programme.provinces import by_code
from storage.people import Duty


def table_title(duty: Mapping[str, str], axes_called: Mapping[str, str]) -> str:
    """Return a duty that is kept as a table in words: as `duty_title` does."""
    return duty_title(Duty(duty["role"], duty["province"], duty["estate"], duty["axes"]), axes_called)


def describe(duty: Duty) -> str:
    """Return a duty as a line: the role, and the province's company where there is one."""
    if duty.province:
        return t("people.duty_of_province", role=t(f"people.role.{duty.role}"), province=by_code(duty.province).name)
    return t("people.duty", role=t(f"people.role.{duty.role}"))
