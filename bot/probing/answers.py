"""What the probe found out."""

from dataclasses import dataclass, field

Fact = str | int | float | bool | None
GOOD, OTHER, NOTED, UNKNOWN = "good", "other", "noted", "unknown"


@dataclass(frozen=True)
class Answer:
    """The answer to one question: as Mehvar takes it to be («good»), otherwise («other»), or just «noted».

    «unknown»: it was passed over, or nobody answered in time. Facts hold no name, number or text of a person.
    """

    question: str
    verdict: str
    facts: dict[str, Fact] = field(default_factory=dict)


def judged(question: str, *, good: bool, **facts: Fact) -> Answer:
    """Return an answer that is as it was taken to be, or is not."""
    return Answer(question, GOOD if good else OTHER, facts)


def noted(question: str, **facts: Fact) -> Answer:
    """Return an answer on which nothing depends."""
    return Answer(question, NOTED, facts)


def unknown(question: str) -> Answer:
    """Return that there is no answer."""
    return Answer(question, UNKNOWN)
