"""The last door: whatever was said belongs to the conversation that the person is in."""

from telegram import Update
from telegram.ext import TypeHandler

from handlers.answering import answer
from handlers.turn import door

DOORS = [TypeHandler(Update, door(answer))]
