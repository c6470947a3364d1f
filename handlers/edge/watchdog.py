"""Feeds systemd's watchdog while every loop is alive (sd_notify: a datagram to a socket, nothing more)."""

import asyncio
import os
import socket

from bot.delivery.beats import Beats

EVERY = 20.0


def notify(message: str) -> None:
    """Tell the service manager something, where there is one."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
        line.connect("\0" + address[1:] if address.startswith("@") else address)
        line.send(message.encode())


async def feed(beats: Beats) -> None:
    """Say that we are alive, for as long as that is true of every loop."""
    notify("READY=1")
    while True:
        if not beats.stuck():
            notify("WATCHDOG=1")
        await asyncio.sleep(EVERY)
