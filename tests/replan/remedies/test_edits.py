"""The lines of the portfolio's tables that a remedy changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from spaceplan.model import Holding, Portfolio, Source
from spaceplan.model.remedy import Answer, Edit, Move, Remedy, Scope, Transfer
from spaceplan.replan.remedies.edits import list_edits
from tests.cases import tiny_portfolio
from tests.check.builders import DEPUTY, entry

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
