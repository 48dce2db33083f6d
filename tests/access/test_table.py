"""No address, operation or record can be new without a line in the tables of this folder."""

import ast
from pathlib import Path

import pytest

from .addresses import BESIDE, OPERATIONS, PAGES, Apart, Does, Lists, Shows
from .deeds import DEEDS
from .visible import ON_THE_SHEET, VISIBLE
from .walking import operations, url_names
from .world import KINDS, World

API = "api:"


def test_every_page_has_its_line() -> None:
    pages = {name for name in url_names() if not name.startswith(API)}
    new = sorted(pages - set(PAGES))
    assert not new, (
        f"no line in PAGES of tests/access/addresses.py: {new}. Say there what each address"
        " names: Shows(kind), Lists(kinds), Does(deed), SignedIn() or Public()."
    )
    gone = sorted(set(PAGES) - pages)
    assert not gone, f"PAGES names addresses that are no more: {gone}. Strike them."


def test_every_operation_has_its_line() -> None:
    known = set(operations())
    new = sorted(known - set(OPERATIONS))
    assert not new, (
        f"no line in OPERATIONS of tests/access/addresses.py: {new}. Say there what each"
        " operation names: Shows(kind), Lists(kinds), Does(deed), SignedIn() or Public()."
    )
    gone = sorted(set(OPERATIONS) - known)
    assert not gone, f"OPERATIONS names operations that are no more: {gone}. Strike them."


def test_what_lies_beside_the_operations_has_its_line() -> None:
    beside = {name for name in url_names() if name.startswith(API)}
    beside -= {f"{API}{operation}" for operation in operations()}
    assert beside == set(BESIDE)


def test_every_deed_is_done_somewhere_and_described_once() -> None:
    done = {each.deed for each in [*PAGES.values(), *OPERATIONS.values()] if isinstance(each, Does)}
    assert done == set(DEEDS), "DEEDS of tests/access/deeds.py says who may do what: keep it whole"


def test_the_tables_name_kinds_and_records_that_are_there(world: World) -> None:
    meanings = [*PAGES.values(), *OPERATIONS.values()]
    shown = {each.kind for each in meanings if isinstance(each, Shows)}
    listed = {kind for each in meanings if isinstance(each, Lists) for kind in each.kinds}
    assert shown | listed <= set(KINDS)
    assert set(world.records) == set(VISIBLE)
    tried = {name for deed in DEEDS.values() for name in deed.may if name}
    assert tried | set(ON_THE_SHEET) <= set(VISIBLE)


@pytest.mark.parametrize("kind", KINDS)
def test_no_record_of_the_world_is_left_out(world: World, kind: str) -> None:
    known = {record for _name, record in world.of_kind(kind)}
    assert known == set(KINDS[kind]._default_manager.all())


def test_what_is_tried_apart_is_tried() -> None:
    files = sorted(Path(__file__).parent.glob("test_*.py"))
    tests = {
        node.name
        for file in files
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.FunctionDef)
    }
    meanings = [*PAGES.values(), *BESIDE.values(), *OPERATIONS.values()]
    assert {each.test for each in meanings if isinstance(each, Apart)} <= tests
