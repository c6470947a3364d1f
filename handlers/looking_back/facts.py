"""What a step of looking back leads to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DrawAxis:
    """The course of an axis is wanted as a picture."""

    province: str
    axis: str
