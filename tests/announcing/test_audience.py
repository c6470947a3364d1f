"""Whom an announcement is for: groups added and taken away."""

import pytest

from bot.announcing.audience import (
    CEOS,
    AudienceMember,
    Part,
    Parts,
    estates_of,
    for_joiners,
    read_parts,
    select,
    write_parts,
)
from storage.audiences import AudienceDuty

YAZD, QOM = "IR-21", "IR-25"
HOLDERS = (
    AudienceDuty(1, "مدیر یزد", "ceo", YAZD, "", "", member=True),
    AudienceDuty(2, "مدیر قم", "ceo", QOM, "", "", member=False),
    AudienceDuty(3, "رابط یزد", "liaison", YAZD, "", "AX02;AX05", member=True),
    AudienceDuty(4, "مدیر شهرک", "estate_manager", YAZD, "میبد; جهان‌آباد", "", member=True),
    AudienceDuty(5, "معاون", "hq_deputy", "", "", "AX01", member=True),
    AudienceDuty(5, "معاون", "admin", "", "", "", member=True),
)
MISSING = {YAZD: frozenset({"AX02"}), QOM: frozenset()}


def chosen(*parts: Part) -> list[int]:
    return [member.person_id for member in select(parts, HOLDERS, MISSING)]


@pytest.mark.parametrize(
    ("part", "people"),
    [
        (Part(roles=("ceo",)), [1, 2]),
        (Part(roles=("ceo", "liaison"), provinces=(YAZD,)), [1, 3]),
        (Part(provinces=(YAZD,)), [1, 3, 4]),
        (Part(axes=("AX01",)), [1, 2, 5]),
        (Part(axes=("AX02",), roles=("liaison",)), [3]),
        (Part(estates=("میبد",)), [4]),
        (Part(silent=True), [1, 3]),
        (Part(silent=True, roles=("ceo",)), [1]),
        (Part(people=(2, 4)), [2, 4]),
        (Part(), []),
    ],
)
def test_a_group_is_who_fits_everything_that_is_named(part: Part, people: list[int]) -> None:
    assert chosen(part) == people


def test_groups_add_up_and_one_that_is_taken_away_wins() -> None:
    assert chosen(Part(roles=("ceo",)), Part(roles=("hq_deputy",))) == [1, 2, 5]
    assert chosen(Part(provinces=(YAZD,)), Part(minus=True, roles=("liaison",))) == [1, 4]
    assert chosen(Part(roles=("hq_deputy",)), Part(minus=True, roles=("admin",))) == []
    assert chosen(Part(minus=True, roles=("ceo",))) == []


def test_who_holds_two_duties_is_meant_once_by_the_first_that_fits() -> None:
    assert select((Part(roles=("admin", "hq_deputy")),), HOLDERS, {}) == (
        AudienceMember(5, "معاون", "", reachable=True),
    )


def test_a_liaison_whose_axes_were_handed_in_has_reported() -> None:
    assert select((Part(silent=True),), HOLDERS[2:3], {YAZD: frozenset({"AX01"})}) == ()


def test_who_had_not_reported_is_no_group_to_join_later() -> None:
    silent, named = Part(silent=True), Part(people=(4,))
    assert for_joiners((*CEOS, silent, named)) == CEOS
    assert for_joiners((*CEOS, Part(minus=True, people=(2,)))) == (*CEOS, Part(minus=True, people=(2,)))
    assert for_joiners((*CEOS, Part(minus=True, silent=True))) == ()


def test_groups_are_stored_and_read() -> None:
    parts: Parts = (Part(roles=("ceo",), silent=True), Part(minus=True, people=(1, 2), estates=("میبد",)))
    assert read_parts(write_parts(parts)) == parts


def test_estates_are_listed_once_each() -> None:
    assert estates_of(HOLDERS) == ("جهان‌آباد", "میبد")
