"""The room on the disk of the database: intake stops before it is used up, and messengers keep what is said."""

import shutil
from pathlib import Path

from bot.delivery import metrics

MEGABYTE = 1024 * 1024


class DiskRoom:
    """Asks the disk of a folder for its free space; ``reserve`` bytes of it are kept for what was accepted already."""

    def __init__(self, folder: Path, reserve: int) -> None:
        self._folder = folder
        self.reserve = reserve
        self.low = False

    def look(self) -> bool:
        """Say whether there is less room than the reserve, and note it; a disk that cannot be asked has room."""
        try:
            free = shutil.disk_usage(self._folder).free
        except OSError:
            return self.low
        metrics.DISK.set(free)
        self.low = free < self.reserve
        return self.low
