"""What a step of looking back leads to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DrawAxis:
    """The course of an axis is wanted as a picture."""

    province: str
    axis: str


@dataclass(frozen=True)
class OrderSheet:
    """The sheet of the week is wanted, as it stands."""

    province: str
    week: str


LookFact = DrawAxis | OrderSheet
