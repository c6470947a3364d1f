"""Soft rules: a value is held against last week and the target; a slip of the unit of money is offered."""

import pytest

from bot.language.reading.guards import Doubt, Expected, doubt
from bot.language.units import UNITS

BN, UNIT = UNITS["bn_toman"], UNITS["unit"]
LAST, TARGET = 125 * 10**9, 18 * BN.scale


def raised(billions: float, last: int | None = LAST, target: int | None = TARGET) -> Doubt | None:
    return doubt(int(billions * 1000) * BN.step, BN, Expected("cumulative", last, target))


@pytest.mark.parametrize("value", [12.5, 13, 18, 21.6])
def test_plausible_value_raises_nothing(value: float) -> None:
    assert raised(value) is None


@pytest.mark.parametrize(("value", "key"), [(140, "slip_rial"), (14_000, "slip_mn_toman"), (140_000, "slip_mn_rial")])
def test_slip_of_the_unit_offers_the_corrected_value_first(value: float, key: str) -> None:
    found = raised(value)
    assert found is not None
    assert found.name == "slip"
    assert found.reason.key == f"number.doubt.{key}"
    assert [reading.value for reading in found.readings] == [14 * BN.scale, int(value) * BN.scale]
    assert found.readings[0].label == "بله، ۱۴ میلیارد تومان"


def test_slip_is_told_as_the_domain_study_tells_it() -> None:
    found = raised(140)
    assert found is not None
    assert "میلیارد ریال نوشته‌اید؟ (۱۴۰ میلیارد ریال، یعنی ۱۴ میلیارد تومان)" in found.reason.text
    assert found.readings[1].label == "همان ۱۴۰ درست است"


def test_slip_is_seen_by_the_target_alone_in_the_first_week() -> None:
    found = raised(140, last=None)
    assert found is not None
    assert found.name == "slip"


def test_counts_do_not_slip() -> None:
    found = doubt(120, UNIT, Expected("cumulative", 12, None))
    assert found is not None
    assert found.name == "jump"


def test_fall_of_a_cumulative_is_asked_with_its_reason() -> None:
    found = raised(10)
    assert found is not None
    assert found.name == "fall"
    assert [reading.label for reading in found.readings] == ["اصلاح آمار قبلی", "کاهش واقعی"]
    assert {reading.value for reading in found.readings} == {10 * BN.scale}
    assert "۱۲٫۵" in found.reason.text


def test_fall_of_a_snapshot_is_no_doubt() -> None:
    assert doubt(5, UNIT, Expected("snapshot", 10, None)) is None


def test_over_target_and_jump_are_asked() -> None:
    over, jump = raised(25), raised(60, last=10 * BN.scale, target=None)
    assert over is not None
    assert jump is not None
    assert (over.name, jump.name) == ("over_target", "jump")
    assert over.readings[0].value == 25 * BN.scale


def test_nothing_is_known_nothing_is_asked() -> None:
    assert doubt(10**12, BN, Expected()) is None
    assert doubt(5, UNIT, Expected("cumulative", 0, 0)) is None
