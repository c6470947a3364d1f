"""The demo's chat in the terminal: lines are said, «#3» taps, «@ فارس» is another person, «+24» moves the clock."""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

from bot.commands.typed_lines import typed_lines
from bot.language.catalogue import t
from bot.language.dates import moment
from bot.language.folding import squeeze
from bot.language.letters import latin_digits
from bot.people.roster_file import RosterRow
from bot.people.sample import demo_roster
from bot.programme.provinces import by_code
from sandbox.chats import Shown
from sandbox.phones import Phone
from sandbox.server import Messenger

T = TypeVar("T")
MOST_HOURS = 31 * 24
QUIET = 0.3
"""Seconds without anything new after which what was shown is all there is."""
PATIENCE, AWAY = 5.0, 30.0
"""Seconds that an answer is waited for, and that the service may take to fetch what was said."""
NOT_FOUND = {"#": "demo.no_button", "@": "demo.no_phone", "+": "demo.no_hours"}
"""What is said where a line names nothing that there is, by its mark."""


def account_of(row: RosterRow) -> int:
    """Return the sample account of a person of the sample roster."""
    return int(row.phone[-7:])


class Terminal:
    """A phone at a time, on lines of text."""

    def __init__(self, messenger: Messenger, kill: Callable[[], Awaitable[None]]) -> None:
        self._messenger = messenger
        self._kill = kill
        self._roster = demo_roster()
        self._seen: dict[str, dict[int, str]] = {}
        self._buttons: list[tuple[str, Shown | None]] = []
        self._phone = self._take_phone(by_code("IR-21").name)
        self._buttons_of: Phone | None = None

    async def talk(self) -> None:
        """Talk until the input ends; where there never is any, leave everything to the page, for ever."""
        print(t("demo.welcome", address=self._messenger.address), flush=True)
        self._phone.start()
        alone = not sys.stdin.isatty()
        await self._show()
        async for line in typed_lines():
            alone = False
            if await self._take(line):
                await self._show()
            else:
                self._ask()
        if alone:
            print(t("demo.page_alone"), flush=True)
            await asyncio.Event().wait()

    async def _take(self, line: str) -> bool:
        """Do what a line says, as far as it can be understood; return whether an answer is to be waited for."""
        try:
            await self._act(line)
        except (LookupError, ValueError):
            print(t(NOT_FOUND[line[:1]]))
            return False
        return line != "-"

    async def _act(self, line: str) -> None:
        mark, rest = line[:1], line[1:].strip()
        match mark:
            case "":
                return
            case "#":
                self._tap(latin_digits(rest))
            case "@":
                self._phone = self._take_phone(rest)
                if not self._phone.started:
                    self._phone.start()
            case "+":
                self._messenger.clock.advance(_read_hours(rest) * 3600)
                print(t("demo.clock", moment=moment(self._messenger.clock.now())))
            case "-" if not rest:
                await self._kill()
                print(t("demo.killed"))
            case _:
                self._phone.say(line)

    def _tap(self, which: str) -> None:
        """Tap a button by its number, or by the beginning of its label."""
        if which.isdecimal():
            label, shown = self._buttons[max(int(which), 1) - 1]
        else:
            label, shown = _first(each for each in self._buttons if each[0].startswith(which))
        if shown:
            self._phone.tap(label, shown)
        else:
            self._phone.press_menu(label)

    def _take_phone(self, name: str) -> Phone:
        """Return the phone of the person of the roster whose name has these letters in it."""
        row = _first(row for row in self._roster if name and squeeze(name) in squeeze(row.full_name))
        return self._messenger.phone("bale", account_of(row), row.full_name, row.phone)

    async def _show(self) -> None:
        """Print what is new on this phone, once it has come to rest, and ask for the next line."""
        await self._rest()
        seen, news = self._seen.setdefault(self._phone.phone_id, {}), self._list_news()
        for shown in news:
            seen[shown.message_id] = _looks(shown)
            file = t("demo.file", name=shown.file.name) if shown.file else ""
            print("\n" + "\n".join(filter(None, [file, shown.text])))
        if news or self._buttons_of != self._phone:
            self._number_buttons()
        self._ask()

    def _ask(self) -> None:
        print(t("demo.prompt", who=self._phone.user.first_name), end=" ", flush=True)

    def _list_news(self) -> list[Shown]:
        """Return the messages that look otherwise than when they were last printed."""
        seen = self._seen.get(self._phone.phone_id, {})
        return [shown for shown in self._phone.messages if seen.get(shown.message_id) != _looks(shown)]

    def _number_buttons(self) -> None:
        """Number the buttons of the newest message and of the menu, and print them."""
        newest = next(iter(reversed(self._phone.messages)), None)
        self._buttons = [(label, newest) for label in (newest.labels if newest else [])]
        self._buttons += [(label, None) for row in self._phone.keyboard for label in row]
        self._buttons_of = self._phone
        for number, (label, _shown) in enumerate(self._buttons, start=1):
            print(t("demo.button", number=number, label=label))

    async def _rest(self) -> None:
        """Wait until something was answered and nothing more comes; while the service is away, for that too."""
        changes, ends = self._phone.chat.changes, time.monotonic() + PATIENCE
        longest = ends + AWAY
        while time.monotonic() < min(ends, longest):
            if await changes.wait(changes.version, QUIET):
                continue
            if len(self._phone.bot.queue):
                ends = time.monotonic() + PATIENCE
            elif self._list_news():
                return


def _first(found: Iterator[T]) -> T:
    """Return the first one; LookupError when there is none."""
    for each in found:
        return each
    raise LookupError


def _read_hours(text: str) -> float:
    """Return a number of hours, of a month at most; ValueError for anything else."""
    hours = float(latin_digits(text))
    if not 0 < hours <= MOST_HOURS:
        raise ValueError(text)
    return hours


def _looks(shown: Shown) -> str:
    return f"{shown.text}{shown.labels}"
