"""`python -m sandbox`: serve the local messenger until Ctrl-C."""

import argparse
import asyncio
import errno
import json
import signal
import sys
from datetime import datetime

from sandbox.clock import Clock
from sandbox.server import Messenger
from sandbox.world import TOKENS

FIRST_PORT = 8090


def main(arguments: list[str] | None = None) -> int:
    """Serve; return 0 after Ctrl-C or SIGTERM, 1 when the asked port is taken."""
    return asyncio.run(_serve(_read(arguments)))


def _read(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, help=f"port; without it the first free one from {FIRST_PORT}")
    parser.add_argument("--telegram-token", default=TOKENS["telegram"])
    parser.add_argument("--bale-token", default=TOKENS["bale"])
    parser.add_argument("--standing-clock", type=_instant, metavar="ISO", help="a clock that only moves when told")
    parser.add_argument("--light", action="store_true", help="no call log, short histories (for benches)")
    parser.add_argument("--no-limits", action="store_true", help="no flood limits (for benches)")
    return parser.parse_args(arguments)


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise argparse.ArgumentTypeError("the instant needs a time zone, such as +03:30")
    return instant


async def _serve(options: argparse.Namespace) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    ports = [options.port] if options.port is not None else range(FIRST_PORT, FIRST_PORT + 100)
    for port in ports:
        try:
            async with _messenger(options, port) as messenger:
                print(json.dumps(_told(messenger)), flush=True)
                await stop.wait()
                return 0
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            more = "" if options.port is not None else " Trying the next one."
            print(f"Port {port} is taken by another program.{more}", file=sys.stderr)
    return 1


def _messenger(options: argparse.Namespace, port: int) -> Messenger:
    tokens = {"telegram": options.telegram_token, "bale": options.bale_token}
    clock = Clock.standing(options.standing_clock) if options.standing_clock else Clock()
    return Messenger(tokens, options.host, port, clock, light=options.light, limits=not options.no_limits)


def _told(messenger: Messenger) -> dict[str, object]:
    tokens = {name: bot.token for name, bot in messenger.bots.items()}
    return {
        "address": messenger.address,
        "base_url": messenger.base_url,
        "file_url": messenger.file_url,
        "tokens": tokens,
    }


if __name__ == "__main__":
    sys.exit(main())
