"""What a person has answered on an axis so far: kept as JSON, and read again after the questions have changed."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from bot import stored


@dataclass(frozen=True)
class Draft:
    """Answers by indicator: a stored value (and why it fell), words, «unchanged», «no report».

    A breakdown has both: its parts as words, their sum as its value. ``asked`` keeps in what form an indicator was
    asked when it was answered.
    """

    values: dict[str, int] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    unchanged: tuple[str, ...] = ()
    unreported: tuple[str, ...] = ()
    reasons: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict, compare=False)
    status: str = ""
    action: str = ""

    def has(self, indicator: str) -> bool:
        """Say whether an indicator is answered."""
        return indicator in self.answered

    @cached_property
    def answered(self) -> frozenset[str]:
        """Return the indicators with an answer."""
        return frozenset({*self.values, *self.words, *self.unchanged, *self.unreported})

    def since(self, before: "Draft") -> frozenset[str]:
        """Return the indicators that have another value, other words or «no report» since an earlier draft."""
        plain = self.answered - set(self.unchanged)
        return frozenset(code for code in plain if self.answer(code) != before.answer(code))

    def answer(self, code: str) -> tuple[int | None, str | None, bool]:
        """Return the value and the words of an indicator, and whether it is «no report»."""
        return self.values.get(code), self.words.get(code), code in self.unreported

    def with_value(self, code: str, value: int, reason: str = "", parts: str = "") -> "Draft":
        """Return the draft with a value, with the reason of a fall, and with the parts that it is the sum of."""
        kept = self.without(code)
        return replace(
            kept,
            values={**kept.values, code: value},
            reasons={**kept.reasons, code: reason} if reason else kept.reasons,
            words={**kept.words, code: parts} if parts else kept.words,
        )

    def with_words(self, code: str, words: str) -> "Draft":
        """Return the draft with words as an indicator's answer."""
        kept = self.without(code)
        return replace(kept, words={**kept.words, code: words})

    def with_unchanged(self, *codes: str) -> "Draft":
        """Return the draft with indicators that did not change."""
        kept = self.only(self.answered - set(codes))
        return replace(kept, unchanged=(*kept.unchanged, *codes))

    def with_no_report(self, code: str) -> "Draft":
        """Return the draft with «there is no report on this one this week»."""
        kept = self.without(code)
        return replace(kept, unreported=(*kept.unreported, code))

    def without(self, code: str) -> "Draft":
        """Return the draft without an answer to an indicator."""
        return self.only(self.answered - {code})

    def only(self, codes: frozenset[str] | set[str]) -> "Draft":
        """Return the draft without answers to what is not asked (any more)."""
        return replace(
            self,
            values={code: value for code, value in self.values.items() if code in codes},
            words={code: words for code, words in self.words.items() if code in codes},
            unchanged=tuple(code for code in self.unchanged if code in codes),
            unreported=tuple(code for code in self.unreported if code in codes),
            reasons={code: reason for code, reason in self.reasons.items() if code in codes},
        )

    @property
    def body(self) -> str:
        """Return the draft as it is stored."""
        return stored.dump(self)


def read_draft(body: str | None) -> Draft:
    """Return a stored draft; an empty one for None, and for what nobody can read any more."""
    return (stored.read(Draft, "draft:report", body) if body else None) or Draft()
