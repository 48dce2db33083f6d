"""Does every read at a door start from what the actor may see?"""

import ast
from collections.abc import Iterator
from pathlib import Path

from .source import Module, chain, last_name, modules

# Where a request comes in, and where pages join rooms.
DOORS = {"views", "api", "forms"}
BLIND = {"objects", "_default_manager", "_base_manager"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404", "aget_object_or_404"}


def guarded(root: Path) -> set[str]:
    """Names of the models whose query set knows `visible_to`."""
    classes = [
        node
        for module in modules(root, "domain", "foundation")
        if module.furniture == "models"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
    ]
    query_sets = {each.name for each in classes if _guards(each)}
    return {
        each.name
        for each in classes
        for node in each.body
        if isinstance(node, ast.Assign)
        and "objects" in {last_name(target) for target in node.targets}
        and query_sets & {name for part in _expressions(node) for name in chain(part)}
    }


def _guards(node: ast.ClassDef) -> bool:
    """Has a `visible_to` that keeps something back; public reference data keeps nothing."""
    return any(
        isinstance(each, ast.FunctionDef)
        and each.name == "visible_to"
        and [ast.unparse(step) for step in each.body[-1:]] != ["return self"]
        for each in node.body
    )


def _expressions(node: ast.AST) -> Iterator[ast.expr]:
    return (each for each in ast.walk(node) if isinstance(each, ast.expr))


def reads_past_visibility(root: Path) -> list[str]:
    """Reads of a guarded model in views, APIs, forms and the portal without `visible_to`."""
    models = guarded(root)
    found = []
    for module in modules(root, "domain", "portal"):
        if module.is_test or not (module.storey == "portal" or module.furniture in DOORS):
            continue
        found += [
            module.at(node, f"reads {model} without visible_to(actor)")
            for node, model in _blind_reads(module, models)
        ]
    return found


def _blind_reads(module: Module, models: set[str]) -> Iterator[tuple[ast.AST, str]]:
    seen: set[int] = set()
    # From the outermost expression inwards, so that a chain is judged as a whole, once.
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Attribute | ast.Call) or id(node) in seen:
            continue
        seen |= {id(each) for each in _links(node)}
        model = _given_whole(node) or _read_along(chain(node), models)
        if model in models:
            yield node, model


def _given_whole(node: ast.expr) -> str:
    """The model that a shortcut is given instead of a query."""
    if isinstance(node, ast.Call) and last_name(node.func) in SHORTCUTS and node.args:
        return last_name(node.args[0])
    return ""


def _read_along(names: list[str], models: set[str]) -> str:
    """The model that a chain of names reads blindly: `Task.objects…`, `Task.units.through…`."""
    for position, name in enumerate(names[:-1]):
        rest = names[position + 1 :]
        if name in models and "through" in rest:
            return name
        if name in models and rest[0] in BLIND and not {"visible_to", "none"} & set(rest):
            return name
    return ""


def _links(node: ast.expr) -> Iterator[ast.expr]:
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        yield node
        node = node.func if isinstance(node, ast.Call) else node.value
