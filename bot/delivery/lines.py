"""One first-in-first-out line per person, served in rotation: a flooder delays nobody else."""

from collections import deque

from storage.inbox import Inbound


class Lines:
    """The updates that wait for their turn, by whom they came from."""

    def __init__(self) -> None:
        self._lines: dict[str, deque[Inbound]] = {}
        self._waiting = 0

    def __len__(self) -> int:
        return self._waiting

    def add(self, row: Inbound) -> None:
        """Put a row at the end of its line; a new line stands behind the others."""
        self._lines.setdefault(row.line, deque()).append(row)
        self._waiting += 1

    def take(self, most: int) -> list[Inbound]:
        """Return the heads of the first lines, at most ``most``; these lines go behind the others."""
        taken = []
        for key in list(self._lines)[:most]:
            line = self._lines.pop(key)
            taken.append(line.popleft())
            if line:
                self._lines[key] = line
        self._waiting -= len(taken)
        return taken
