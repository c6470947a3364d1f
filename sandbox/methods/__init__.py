"""The table of Bot API methods that are served; a method that is not here is answered 404."""

from collections.abc import Callable
from typing import Any

from sandbox.calls import Call
from sandbox.methods import account, answering, editing, groups, media, polling, sending

Method = Callable[[Call], Any]

METHODS: dict[str, Method] = {
    "getme": account.get_me,
    "setwebhook": account.set_webhook,
    "deletewebhook": account.delete_webhook,
    "getwebhookinfo": account.get_webhook_info,
    "setmycommands": account.set_my_commands,
    "getmycommands": account.get_my_commands,
    "getupdates": polling.get_updates,
    "sendmessage": sending.send_message,
    "sendlocation": sending.send_location,
    "sendcontact": sending.send_contact,
    "sendchataction": sending.send_chat_action,
    "sendphoto": media.send_photo,
    "senddocument": media.send_document,
    "sendvoice": media.send_voice,
    "sendmediagroup": media.send_media_group,
    "getfile": media.get_file,
    "editmessagetext": editing.edit_message_text,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "deletemessage": editing.delete_message,
    "answercallbackquery": answering.answer_callback_query,
    "getchat": groups.get_chat,
    "getchatmember": groups.get_chat_member,
    "getchatmembercount": groups.get_chat_member_count,
    "getchatmemberscount": groups.get_chat_members_count,
    "leavechat": groups.leave_chat,
}
NOT_ON_BALE = frozenset({"setmycommands", "getmycommands"})  # platforms: §2 GO, §10
