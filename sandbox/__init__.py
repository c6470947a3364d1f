"""The local messenger: a Bot API server for tests, training and the first try."""

from sandbox.cast import CastMember
from sandbox.chats import Button, Shown, Toast
from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.phones import Phone
from sandbox.server import Messenger

__all__ = ["Button", "CastMember", "Clock", "Faults", "Messenger", "Phone", "Shown", "Toast"]
