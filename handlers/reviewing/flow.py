"""The conversations of this room, put together."""

from bot.conversing.flow import Flow
from bot.people.rights import HEADQUARTERS, REPORTERS
from bot.reviewing.saving import save
from handlers.reviewing.loading import load
from handlers.reviewing.mend_steps import step as mend_step
from handlers.reviewing.mend_view import MendState
from handlers.reviewing.mending import load as load_mend
from handlers.reviewing.mending import save as save_mend
from handlers.reviewing.steps import step
from handlers.reviewing.talk_steps import step as talk_step
from handlers.reviewing.talk_view import TalkState
from handlers.reviewing.talking import load as load_talk
from handlers.reviewing.talking import save as save_talk
from handlers.reviewing.view import ReviewState

REVIEW = Flow("review", ReviewState, load, step, save, HEADQUARTERS)
MEND = Flow("mend", MendState, load_mend, mend_step, save_mend, REPORTERS)
TALK = Flow("talk", TalkState, load_talk, talk_step, save_talk, HEADQUARTERS | REPORTERS)
