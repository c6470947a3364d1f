"""How fast we may send."""

from datetime import timedelta

from bot.delivery.outcomes import RetryAfter, Sent, Uncertain, Unsent
from bot.delivery.pace import TELEGRAM, UNLIMITED, Pace, PaceLimits
from tests.delivery.by_hand import NOW


def sends_at_once(pace: Pace, chats: range) -> int:
    sent = 0
    for chat in chats:
        if pace.wait(NOW) > 0 or pace.wait_chat(chat, NOW) > 0:
            break
        pace.take(chat, NOW)
        sent += 1
    return sent


def test_telegram_takes_thirty_at_once_and_thirty_a_second() -> None:
    pace = Pace(TELEGRAM, NOW)
    assert sends_at_once(pace, range(100)) == 30
    assert 0 < pace.wait(NOW) <= 1 / 30
    assert pace.wait(NOW + timedelta(seconds=1)) == 0


def test_a_chat_takes_five_at_once_and_one_a_second() -> None:
    pace = Pace(TELEGRAM, NOW)
    for _ in range(5):
        assert pace.wait_chat(7, NOW) == 0
        pace.take(7, NOW)
    assert pace.wait_chat(7, NOW) == 1
    assert pace.wait_chat(8, NOW) == 0
    assert pace.wait_chat(7, NOW + timedelta(seconds=1)) == 0


def test_too_fast_holds_one_chat_and_slows_the_platform_down() -> None:
    pace = Pace(TELEGRAM, NOW)
    pace.learn(7, RetryAfter(12), NOW)
    assert pace.wait_chat(7, NOW) == 12
    assert pace.wait_chat(8, NOW) == 0
    assert pace.wait(NOW) == 0
    assert sends_at_once(pace, range(10, 100)) == 24


def test_too_fast_without_seconds_waits_longer_each_time_until_a_success() -> None:
    pace = Pace(TELEGRAM, NOW)
    waits = []
    for _ in range(8):
        pace.learn(7, RetryAfter(None), NOW)
        waits.append(pace.wait_chat(7, NOW))
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    pace.learn(8, Sent(1), NOW)
    pace.learn(7, RetryAfter(None), NOW)
    assert pace.wait_chat(7, NOW) == 1


def test_the_rate_stays_between_its_bounds() -> None:
    pace = Pace(PaceLimits(first=2, least=0.5, most=20), NOW)
    for _ in range(100):
        pace.learn(1, RetryAfter(0), NOW)
    pace.take(1, NOW)
    assert pace.wait(NOW) <= 2
    for _ in range(1000):
        pace.learn(1, Sent(1), NOW)
    later = NOW + timedelta(minutes=1)
    assert pace.wait(later) == 0
    for chat in range(20):
        pace.take(chat, later)
    assert pace.wait(later) == 1 / 20


def test_a_platform_that_is_away_is_left_alone_longer_and_longer_up_to_half_a_minute() -> None:
    pace, now, waits = Pace(TELEGRAM, NOW), NOW, []
    for _ in range(9):
        pace.learn(1, Unsent("no route"), now)
        pace.learn(2, Uncertain("silence", hardly=False), now)  # in flight at the same time: the same failure
        waits.append(pace.wait(now))
        now += timedelta(seconds=waits[-1])
    assert waits == [0.5, 1, 2, 4, 8, 16, 32, 32, 32]
    pace.learn(1, Sent(1), now)
    pace.learn(1, Unsent("no route"), now)
    assert pace.wait(now) == 0.5


def test_a_clock_that_is_set_back_stops_nobody() -> None:
    pace = Pace(TELEGRAM, NOW)
    pace.take(7, NOW)
    before = NOW - timedelta(hours=1)
    assert pace.wait(before) == 0
    assert pace.wait_chat(7, before) == 0


def test_chats_that_have_rested_are_forgotten() -> None:
    pace = Pace(UNLIMITED, NOW)
    for chat in range(10_002):
        pace.take(chat, NOW + timedelta(seconds=chat))
    assert len(pace._chats) < 10


def test_without_a_pace_nothing_ever_waits() -> None:
    pace = Pace(UNLIMITED, NOW)
    assert sends_at_once(pace, range(5_000)) == 5_000


def test_what_did_not_leave_costs_neither_its_chat_nor_the_platform() -> None:
    pace = Pace(TELEGRAM, NOW)
    for chat in (*[7] * 5, *range(100, 125)):
        pace.take(chat, NOW)
    assert pace.wait_chat(7, NOW) > 0
    assert pace.wait(NOW) > 0
    pace.give_back(7)
    assert pace.wait_chat(7, NOW) == 0
    assert pace.wait(NOW) == 0
    pace.take(7, NOW)
    assert pace.wait_chat(7, NOW) > 0
    assert pace.wait(NOW) > 0


def test_more_is_never_given_back_than_a_bucket_holds() -> None:
    pace = Pace(TELEGRAM, NOW)
    pace.take(7, NOW)
    for _ in range(9):
        pace.give_back(7)
    assert sends_at_once(pace, range(100, 200)) == 30
    for _ in range(5):
        pace.take(7, NOW)
    assert pace.wait_chat(7, NOW) == 1
