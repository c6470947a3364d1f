"""What a command's exit code says."""

GOOD = 0
FAILED = 1
USAGE = 2
ALREADY_RUNNING = 75
