"""What every answer starts from: the instant, the asker's rights, the programme of the week that is shown."""

from dataclasses import dataclass
from datetime import datetime

from bot.asking.question import Question
from bot.figures.loading import week_to_show
from bot.language.week import Week, week_of
from bot.programme.in_memory import HeldProgramme, hold_programme
from storage.programme import Axis, Indicator
from storage.transaction import Reading


@dataclass(frozen=True)
class Scene:
    """An asker at an instant: `axes` are those that may be seen, in the programme's order."""

    tx: Reading
    moment: datetime
    person: int
    plan: HeldProgramme
    axes: tuple[Axis, ...]

    def asked(self, question: Question) -> tuple[Axis, ...]:
        """Return the axes that a question is about: those it names as far as they may be seen, else all of these."""
        return tuple(axis for axis in self.axes if not question.axes or axis.code in question.axes)

    def codes(self, question: Question) -> frozenset[str]:
        """Return the codes of these axes."""
        return frozenset(axis.code for axis in self.asked(question))

    def indicators(self, axis: Axis, question: Question) -> tuple[Indicator, ...]:
        """Return the indicators of an axis that a question names, () when it names none of them."""
        return tuple(
            each for each in self.plan.indicators if each.axis == axis.code and each.code in question.indicators
        )

    async def week(self, question: Question) -> Week:
        """Return the week that a question ends in, at most the last that has opened."""
        shown = (await week_to_show(self.tx, self.moment))[0]
        return min(shown, week_of(question.period.end)) if question.period else shown


async def scene_of(tx: Reading, moment: datetime, person: int, seen: frozenset[str] | None) -> Scene:
    """Return the scene of an asker; `seen` are the codes of the axes that may be seen, None for all."""
    plan = await hold_programme(tx, (await week_to_show(tx, moment))[0].year)
    axes = tuple(axis for axis in plan.axes if axis.active and (seen is None or axis.code in seen))
    return Scene(tx, moment, person, plan, axes)
