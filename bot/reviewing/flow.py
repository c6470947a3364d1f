"""The conversations of this room, put together."""

from bot.conversing.flow import Flow
from bot.people.caller import HEADQUARTERS, REPORTERS
from bot.reviewing.loading import load
from bot.reviewing.mend_steps import step as mend_step
from bot.reviewing.mend_view import MendState
from bot.reviewing.mending import load as load_mend
from bot.reviewing.mending import save as save_mend
from bot.reviewing.saving import save
from bot.reviewing.steps import step
from bot.reviewing.talk_steps import step as talk_step
from bot.reviewing.talk_view import TalkState
from bot.reviewing.talking import load as load_talk
from bot.reviewing.talking import save as save_talk
from bot.reviewing.view import ReviewState

REVIEW = Flow("review", ReviewState, load, step, save, HEADQUARTERS)
MEND = Flow("mend", MendState, load_mend, mend_step, save_mend, REPORTERS)
TALK = Flow("talk", TalkState, load_talk, talk_step, save_talk, HEADQUARTERS | REPORTERS)
