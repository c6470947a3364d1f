"""A loop that is silent for a minute is stuck, and only that one."""

from bot.delivery.beats import LONGEST, Beats


def test_a_loop_that_is_silent_for_too_long_is_named() -> None:
    time = 0.0
    beats = Beats(lambda: time)
    beats.beat("ticker")
    beats.beat("errands")
    time = LONGEST
    assert beats.stuck() == []
    beats.beat("errands")
    time += 1
    assert beats.stuck() == ["ticker"]
    beats.beat("ticker")
    assert beats.stuck() == []
