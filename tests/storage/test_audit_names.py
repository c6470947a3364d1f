"""Every act of the audit trail is named alike: the thing, a dot, the deed."""

import ast
import re

from tests.house.tree import modules

NAME = re.compile(r"([a-z_]+|\{\})\.([a-z_]+|\{\})")


def test_every_act_is_named_thing_dot_deed() -> None:
    named = [
        written(node.args[1])
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Act"
        if len(node.args) > 1 and isinstance(node.args[1], ast.Constant | ast.JoinedStr)
    ]
    assert len(named) > 40
    assert not [name for name in named if not NAME.fullmatch(name)]


def written(action: ast.Constant | ast.JoinedStr) -> str:
    """Return an action as it is written, `{}` for what is put in."""
    parts = action.values if isinstance(action, ast.JoinedStr) else [action]
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)
