"""Who writes records, and who changes a state."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .source import Module, chain, keywords, last_name, modules, text_of

# Nobody but a record or a query has these.
ALWAYS = {
    "save", "asave", "create", "acreate", "bulk_create", "abulk_create", "bulk_update",
    "abulk_update", "delete", "adelete", "get_or_create", "aget_or_create",
    "update_or_create", "aupdate_or_create", "aupdate",
}  # fmt: skip
# Sets, dicts and caches have these too: they write where a related manager is asked.
ON_RELATIONS = {"add", "set", "remove", "clear", "aadd", "aset", "aremove", "aclear"}
# Each writes the journal, and so may only be called where writing belongs.
DEEDS = {"advance", "record"}
QUERIES = {"objects", "filter", "exclude", "all", "visible_to", "_default_manager", "_base_manager"}
STATEMENT = re.compile(r"\s*(insert|update|delete|truncate|merge|copy)\b", re.IGNORECASE)


def relations(root: Path) -> set[str]:
    """Every name by which a record reaches many others: fields to many, and the way back."""
    found = set()
    for module in modules(root, "domain", "foundation"):
        if module.furniture != "models":
            continue
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Assign | ast.AnnAssign) or not isinstance(
                node.value, ast.Call
            ):
                continue
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if last_name(node.value.func) == "ManyToManyField":
                found |= {last_name(target) for target in targets}
            found |= {
                text_of(keyword.value)
                for keyword in node.value.keywords
                if keyword.arg == "related_name"
            }
    return found - {"", "+"}


def may_write(module: Module) -> bool:
    if module.is_migration or module.is_test or module.furniture == "testing":
        return True
    return module.furniture == "actions" and module.storey != "portal"


def writes_elsewhere(root: Path) -> list[str]:
    """Writes of records outside a room's actions; the portal has no actions and writes nothing."""
    to_many = relations(root)
    found = []
    for module in modules(root, "domain", "portal"):
        if not may_write(module):
            found += [
                module.at(call, f"“{name}” writes; only actions do")
                for call, name in module.calls()
                if _writes(call, name, to_many)
            ]
    return [*found, *_portal_reaching_for_actions(root)]


def _writes(call: ast.Call, name: str, to_many: set[str]) -> bool:
    if name in DEEDS:
        return True
    if not isinstance(call.func, ast.Attribute):
        return False
    receiver = chain(call.func.value)
    if name in ALWAYS:
        return True
    if name == "update":
        # dict.update takes a mapping; a query's update takes fields by name.
        return bool(keywords(call)) or bool(QUERIES & set(receiver))
    if name in ON_RELATIONS:
        # A local set may have any name; a record's many are reached by a dot.
        return len(receiver) > 1 and (receiver[-1] in to_many or "through" in receiver)
    return name in {"execute", "executemany", "copy"} and _is_statement(call)


def _is_statement(call: ast.Call) -> bool:
    return bool(call.args) and bool(STATEMENT.match(text_of(call.args[0])))


def _portal_reaching_for_actions(root: Path) -> Iterator[str]:
    for module in modules(root, "portal"):
        if module.is_test:
            continue
        for node, target in module.imports():
            if target.startswith("haicap.domain.") and "actions" in target.split("."):
                yield module.at(node, "the portal writes nothing: its buttons post to the rooms")


def state_changes(root: Path) -> list[str]:
    """States changed, or set to anything but their beginning, otherwise than by `advance`."""
    stateful = _stateful_models(root)
    found = []
    for module in modules(root):
        if _may_set_a_state(module):
            continue
        found += [
            module.at(node, "changes a state; only advance does")
            for node in ast.walk(module.tree)
            if _assigns_state(node) or (isinstance(node, ast.Call) and _sets_state(node, stateful))
        ]
    return found


def _may_set_a_state(module: Module) -> bool:
    """`advance` itself, and whoever sets a stage for tests."""
    is_stage = module.is_test or module.furniture == "testing"
    return is_stage or module.is_migration or module.room == "haicap.foundation.workflow"


def _stateful_models(root: Path) -> set[str]:
    return {
        node.name
        for module in modules(root, "domain", "foundation")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and "Stateful" in {last_name(base) for base in node.bases}
    }


def _assigns_state(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        targets = list(node.targets)
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        targets = [node.target]
    else:
        return False
    flat = [
        each
        for target in targets
        for each in (target.elts if isinstance(target, ast.Tuple | ast.List) else [target])
    ]
    return any(isinstance(target, ast.Attribute) and target.attr == "state" for target in flat)


def _sets_state(call: ast.Call, stateful: set[str]) -> bool:
    name = last_name(call.func)
    if name == "setattr":
        return len(call.args) > 1 and text_of(call.args[1]) == "state"
    if name in {"bulk_update", "abulk_update"}:
        return any(
            text_of(node) == "state" for node in ast.walk(call) if isinstance(node, ast.expr)
        )
    named = keywords(call) | {
        text_of(key)
        for keyword in call.keywords
        if keyword.arg == "defaults" and isinstance(keyword.value, ast.Dict)
        for key in keyword.value.keys
    }
    writer = isinstance(call.func, ast.Attribute) and name in ALWAYS | {"update"}
    return "state" in named and (writer or name in stateful)
