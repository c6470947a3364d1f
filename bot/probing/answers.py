"""What the probe found out."""

from dataclasses import dataclass, field

Fact = str | int | float | bool | None
GOOD, OTHER, NOTED, UNKNOWN = "good", "other", "noted", "unknown"


@dataclass(frozen=True)
class ProbeAnswer:
    """The answer to one question: as Mehvar takes it to be («good»), otherwise («other»), or just «noted».

    «unknown»: it was passed over, or nobody answered in time. Facts hold no name, number or text of a person.
    """

    question: str
    verdict: str
    facts: dict[str, Fact] = field(default_factory=dict)


def judged(question: str, *, good: bool, **facts: Fact) -> ProbeAnswer:
    """Return an answer that is as it was taken to be, or is not."""
    return ProbeAnswer(question, GOOD if good else OTHER, facts)


def noted(question: str, **facts: Fact) -> ProbeAnswer:
    """Return an answer on which nothing depends."""
    return ProbeAnswer(question, NOTED, facts)


def unknown(question: str) -> ProbeAnswer:
    """Return that there is no answer."""
    return ProbeAnswer(question, UNKNOWN)
