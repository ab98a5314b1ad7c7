"""The lines of the portfolio's tables that a remedy changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from spaceplan.model import Holding, Name, Portfolio, Source
from spaceplan.model.remedy import Answer, Edit, Move, Remedy, Restored, Scope, Transfer
from spaceplan.replan.remedies.edits import list_edits
from tests.cases import tiny_portfolio
from tests.check.builders import DEPUTY, entry, with_room

SWAP = Remedy(
    "swap",
    Scope.STOREY,
    moves=(Move("d", "finance", DEPUTY, "hq-101", "hq-102", 3.8),),
    transfers=(
        Transfer("hq-102", None, "finance", 1800),
        Transfer("hq-101", "finance", None, 2500),
    ),
)


def written(folder: Path, *, room: str = "hq-101") -> Portfolio:
    """Write two tables as a Chinese Excel does, and return the portfolio read from them."""
    people = f'person;department;rank;room\r\nd;finance;{DEPUTY};"{room}"\r\n'
    (folder / "people.csv").write_bytes(people.encode("gbk"))
    holdings = "room,department,basis\nhq-101,finance,rented\n"
    (folder / "holdings.csv").write_text(holdings, encoding="utf-8-sig")
    place = entry("d", "finance", "hq-101", DEPUTY, source=Source("people.csv", 2))
    held = Holding("hq-101", "finance", source=Source("holdings.csv", 2))
    return replace(tiny_portfolio(), ledger=(place,), holdings=(held,))


def test_only_the_cells_that_change_are_new(tmp_path: Path) -> None:
    edits = list_edits(tmp_path, written(tmp_path), [Answer("ab", SWAP)])["ab"]
    assert edits == (
        Edit("people.csv", 2, f'd;finance;{DEPUTY};"hq-101"', f"d;finance;{DEPUTY};hq-102"),
        Edit("holdings.csv", 3, None, "hq-102,finance,owned"),
        Edit("holdings.csv", 2, "hq-101,finance,rented", None),
    )


def test_who_retired_goes_from_the_ledger(tmp_path: Path) -> None:
    portfolio = written(tmp_path)
    assert portfolio.ledger is not None
    gone = replace(portfolio, ledger=(replace(portfolio.ledger[0], status="retired"),))
    vacate = Remedy("vacate", Scope.STOREY, moves=(Move("d", "finance", "", "hq-101", None),))
    (edit,) = list_edits(tmp_path, gone, [Answer("ab", vacate)])["ab"]
    assert (edit.line, edit.after) == (2, None)


def test_a_line_that_is_no_longer_what_was_read_is_left_alone(tmp_path: Path) -> None:
    portfolio = written(tmp_path)
    (tmp_path / "people.csv").write_text(f"person,department,rank,room\ne,finance,{DEPUTY},x\n")
    edits = list_edits(tmp_path, portfolio, [Answer("ab", SWAP)])["ab"]
    assert {edit.file for edit in edits} == {"holdings.csv"}


def test_a_table_that_is_gone_changes_nothing(tmp_path: Path) -> None:
    portfolio = written(tmp_path)
    for name in ("people.csv", "holdings.csv"):
        (tmp_path / name).unlink()
    assert list_edits(tmp_path, portfolio, [Answer("ab", SWAP)]) == {"ab": ()}


def building(folder: Path, line: str) -> Portfolio:
    """Write a file with one line, that of hq-105, and return the portfolio read from it."""
    (folder / "hq.yaml").write_text(line + "\n", encoding="utf-8")
    tags = frozenset({"pooled", "step_free"})
    source = Source("hq.yaml", 1)
    return with_room(tiny_portfolio(), "hq-105", use="toilet", tags=tags, source=source)


def test_a_pooled_room_that_is_given_up_loses_its_tag_in_its_line(tmp_path: Path) -> None:
    line = "  - {id: hq-105, use: toilet, outline: [[0, 0], [1, 2]], tags: [step_free, pooled]}"
    given = Remedy("hand_back", Scope.STOREY, transfers=(Transfer("hq-105", None, None, 1800),))
    (edit,) = list_edits(tmp_path, building(tmp_path, line), [Answer("ab", given)])["ab"]
    assert edit == Edit("hq.yaml", 1, line, line.replace("[step_free, pooled]", "[step_free]"))
    other = building(tmp_path, line.replace("hq-105", "hq-106"))
    assert list_edits(tmp_path, other, [Answer("ab", given)])["ab"] == ()


def test_a_room_turned_back_has_its_use_and_serves_no_office(tmp_path: Path) -> None:
    line = "- {id: hq-105, use: toilet, private_to: hq-101, area: 3}  # beside the lift"
    back = (Restored("hq-105", "filing", Name("资料室", "filing room"), 300),)
    remedy = Remedy("restore_use", Scope.STOREY, restored=back)
    (edit,) = list_edits(tmp_path, building(tmp_path, line), [Answer("ab", remedy)])["ab"]
    assert edit.after == "- {id: hq-105, use: filing, area: 3}  # beside the lift"
    spread = building(tmp_path, "- id: hq-105")
    assert list_edits(tmp_path, spread, [Answer("ab", remedy)])["ab"] == ()
