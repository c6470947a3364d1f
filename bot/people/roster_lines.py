"""Says in Persian lines what a roster would change; phone numbers are masked."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from bot.language.catalogue import t
from bot.language.phones import masked_phone
from bot.people.addressed import addressed
from bot.people.roles import role_title
from bot.people.roster import Difference, PersonDifference
from bot.programme.provinces import by_code
from storage.people import Duty

NOTHING: Mapping[str, str] = MappingProxyType({})


def difference_lines(difference: Difference) -> list[str]:
    """Return a line for everything that changes or is missing, and the sum at the end."""
    lines = [line for person in difference.people for line in _person_lines(person)]
    lines += [
        t("roster.difference.missing", name=missing.person.full_name, phone=masked_phone(missing.phone))
        for missing in difference.missing
    ]
    return [*lines, _sum(difference)] if lines else [t("roster.difference.none")]


def duty_title(duty: Duty, axes_called: Mapping[str, str] = NOTHING) -> str:
    """Return a duty in words: «مدیرعامل، یزد، همهٔ محورها»; an axis without a name by its code."""
    where = by_code(duty.province).name if duty.province else t("roster.duty.headquarters")
    axes = t("common.comma").join(axes_called.get(code, code) for code in duty.axes.split(";"))
    key = "axes" if axes else "all_axes" if duty.role == "ceo" else "plain"
    values = {"axes": axes} if axes else {}
    title = t(f"roster.duty.{key}", role=role_title(duty.role), where=where, **values)
    estates = duty.estate.replace(";", t("common.comma"))
    return t("roster.duty.estates", duty=title, estates=estates) if estates else title


def _person_lines(person: PersonDifference) -> Iterator[str]:
    name = {"name": person.full_name, "phone": masked_phone(person.phone)}
    if person.person is None:
        yield t("roster.difference.new", **name)
    elif person.renamed:
        yield t(
            "roster.difference.renamed",
            old=addressed(person.person.honorific, person.person.full_name),
            new=addressed(person.honorific, person.full_name),
            phone=name["phone"],
        )
    if person.returns:
        yield t("roster.difference.returns", **name)
    for duty in person.new:
        yield t("roster.difference.new_duty", name=person.full_name, duty=duty_title(duty))
    for changed in person.changed:
        old, new = duty_title(changed.old), duty_title(changed.new)
        yield t("roster.difference.changed_duty", name=person.full_name, old=old, new=new)
    for duty in person.gone:
        yield t("roster.difference.gone_duty", name=person.full_name, duty=duty_title(duty))


def _sum(difference: Difference) -> str:
    people = difference.people
    return t(
        "roster.difference.sum",
        new=sum(person.person is None for person in people),
        renamed=sum(person.renamed for person in people),
        duties=sum(len(person.new) + len(person.changed) for person in people),
        missing=len(difference.missing) + sum(len(person.gone) for person in people),
    )
