"""The whole way: what is written agrees with itself, repeats, and is confirmed by the checker."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from spaceplan import pipeline, results
from spaceplan.allocate import AllocateOptions
from spaceplan.errors import SpaceplanError
from spaceplan.files import load_allocation, save_portfolio
from spaceplan.model import Holding, LedgerEntry
from spaceplan.progress import Silent
from spaceplan.report import run_text
from tests.cases import tiny_portfolio

OPTIONS = AllocateOptions(time_limit=5.0, work_limit=1.0, workers=1)


class Impatient(Silent):
    """Somebody who pressed Ctrl-C before it began."""

    def stopped(self) -> bool:
        return True


@pytest.fixture
def prepared(tmp_path: Path) -> pipeline.Prepared:
    save_portfolio(tiny_portfolio(storeys=2), tmp_path / "tiny")
    return pipeline.prepare(tmp_path / "tiny")


def test_what_is_reported_is_what_stands_in_the_allocation_file(
    prepared: pipeline.Prepared, tmp_path: Path
) -> None:
    report = pipeline.run(prepared, options=OPTIONS, target=tmp_path / "out")
    written = load_allocation(tmp_path / "out" / "allocation.csv", prepared.portfolio)
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    counted = pipeline.objective_of(prepared, written)
    assert report.last.allocation == written
    assert summary["objective"]["total"] == pytest.approx(counted.total)
    assert summary["objective"]["bound"] <= summary["objective"]["total"]
    assert {"excess", "scatter", "distance", "affinity", "opened"} <= set(
        summary["objective"]["terms"]
    )
    assert summary["terms_off"] == ["moved"]


def test_with_a_work_limit_a_run_repeats_to_the_byte(
    prepared: pipeline.Prepared, tmp_path: Path
) -> None:
    def outcome(name: str) -> tuple[bytes, object]:
        pipeline.allocate(prepared, options=OPTIONS, target=tmp_path / name)
        summary = json.loads((tmp_path / name / "summary.json").read_text(encoding="utf-8"))
        del summary["timing"]
        return (tmp_path / name / "allocation.csv").read_bytes(), summary

    assert outcome("first") == outcome("second")


def test_stopping_at_once_still_gives_a_confirmed_plan(
    prepared: pipeline.Prepared, tmp_path: Path
) -> None:
    report = pipeline.allocate(prepared, target=tmp_path / "out", progress=Impatient())
    assert report.last.objective.unseated == 0
    assert report.solution is not None
    assert report.solution.stopped in ("user", "proof")


def test_files_of_others_in_the_result_folder_stay_and_old_drawings_go(
    prepared: pipeline.Prepared, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    (target / "floors").mkdir(parents=True)
    (target / "notes.txt").write_text("mine", "utf-8")
    (target / "floors" / "gone-L01.svg").write_text("<svg/>", "utf-8")
    pipeline.run(prepared, options=OPTIONS, target=target)
    assert (target / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert {p.name for p in (target / "floors").iterdir()} == {"hq-L01.svg", "hq-L02.svg"}


def test_a_claim_that_the_checker_does_not_confirm_is_an_error(
    prepared: pipeline.Prepared, tmp_path: Path
) -> None:
    report = pipeline.allocate(prepared, options=OPTIONS, target=tmp_path / "out")
    stage = report.last
    cheaper = tuple(replace(term, cost=term.cost - 1.0) for term in stage.objective.terms)
    claimed = replace(stage.objective, terms=cheaper)
    with pytest.raises(SpaceplanError, match="does not confirm"):
        pipeline.confirm(prepared, stage, claimed)


def test_a_claim_that_leaves_a_term_out_or_adds_one_is_an_error(
    prepared: pipeline.Prepared, tmp_path: Path
) -> None:
    stage = pipeline.allocate(prepared, options=OPTIONS, target=tmp_path / "out").last
    term = stage.objective.term("excess")
    fewer = stage.objective.without("storey")
    more = replace(
        stage.objective, terms=(*stage.objective.terms, replace(term, name="free", cost=1.0))
    )
    for claimed in (fewer, more):
        with pytest.raises(SpaceplanError, match="does not confirm"):
            pipeline.confirm(prepared, stage, claimed)


def test_today_is_not_blamed_for_excess_where_nobody_knows_who_sits_where(tmp_path: Path) -> None:
    """Without a ledger every held room looks empty; its whole area is not excess."""
    held = (Holding("hq-101", "finance"), Holding("hq-104", "archives"))
    save_portfolio(replace(tiny_portfolio(), holdings=held), tmp_path / "held")
    prepared = pipeline.prepare(tmp_path / "held")
    report = pipeline.run(prepared, options=OPTIONS, target=tmp_path / "out", language="en")
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert set(summary["status_quo"]["terms"]) == {"scatter", "opened"}
    assert set(summary["status_quo"]["terms_off"]) == {"moved", "excess", "distance", "affinity"}
    assert summary["status_quo"]["unseated"] is None
    assert summary["objective"]["terms"]["excess"]["quantity"] == 0
    assert "from" not in run_text(report, "en")


def test_nothing_is_written_when_a_step_fails(
    prepared: pipeline.Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_options: object) -> str:
        raise RuntimeError("no disk")

    monkeypatch.setattr(results, "render_html", broken)
    with pytest.raises(RuntimeError):
        pipeline.run(prepared, options=OPTIONS, target=tmp_path / "out")
    assert [p.name for p in tmp_path.iterdir()] == ["tiny"]


@pytest.fixture
def seated(tmp_path: Path) -> pipeline.Prepared:
    """Two of finance's staff sit together in hq-101 today; archives' one sits in hq-102."""
    seats = {"f1": ("finance", "hq-101"), "f2": ("finance", "hq-101"), "a1": ("archives", "hq-102")}
    ledger = tuple(
        LedgerEntry(person, department, room, rank="city_staff")
        for person, (department, room) in seats.items()
    )
    save_portfolio(replace(tiny_portfolio(), ledger=ledger), tmp_path / "seated")
    return pipeline.prepare(tmp_path / "seated")


@pytest.mark.parametrize(("given", "price"), [({}, 0.0), ({"moved": 7.0}, 7.0)])
def test_from_nothing_moves_are_counted_and_cost_nothing_unless_their_price_was_given(
    seated: pipeline.Prepared, tmp_path: Path, given: dict[str, float], price: float
) -> None:
    prepared = pipeline.with_prices(seated, given)
    pipeline.allocate(prepared, start="nothing", options=OPTIONS, target=tmp_path / "out")
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert summary["objective"]["terms"]["moved"]["price"] == price
    assert summary["price_overrides"] == {"moved": price}
    assert summary["terms_off"] == []


def test_from_the_status_quo_the_portfolio_s_own_price_of_moves_counts(
    seated: pipeline.Prepared, tmp_path: Path
) -> None:
    report = pipeline.allocate(seated, options=OPTIONS, target=tmp_path / "out")
    assert report.last.objective.term("moved").price == 3
    assert report.price_overrides == ()


def test_replaced_prices_are_what_is_searched_with_counted_and_shown(
    prepared: pipeline.Prepared, tmp_path: Path
) -> None:
    priced = pipeline.with_prices(prepared, {"storey": 1.0, "opened": 0.0})
    report = pipeline.run(priced, options=OPTIONS, target=tmp_path / "out")
    # two departments on a storey each or on one together: two pairs at 1 point
    assert report.last.objective.term("storey").cost == 2
    assert report.last.objective.term("opened").cost == 0
    assert "Departments × storeys 1, " in run_text(report, "en")
    assert "与一张网文件不同的单价，分" in (tmp_path / "out" / "report.html").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("wrong", [{"exces": 1.0}, {"excess": -1.0}, {"excess": float("inf")}])
def test_prices_that_mean_nothing_are_refused(
    prepared: pipeline.Prepared, wrong: dict[str, float]
) -> None:
    with pytest.raises(SpaceplanError, match="expected"):
        pipeline.with_prices(prepared, wrong)


def test_a_file_that_the_search_starts_from_is_an_input_with_its_hash(
    prepared: pipeline.Prepared, tmp_path: Path
) -> None:
    pipeline.allocate(prepared, options=OPTIONS, target=tmp_path / "first")
    file = tmp_path / "first" / "allocation.csv"
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    report = pipeline.allocate(
        prepared, start=str(file), options=OPTIONS, target=tmp_path / "first"
    )
    assert dict(report.hashes)["--from allocation.csv"] == digest


def test_an_order_is_kept_told_level_by_level_and_confirmed(
    prepared: pipeline.Prepared, tmp_path: Path
) -> None:
    order = ("opened", "scatter")
    patient = replace(OPTIONS, time_limit=120.0)  # it ends once all is proven
    report = pipeline.run(prepared, options=patient, order=order, target=tmp_path / "out")
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    # one storey of six offices of 18 m² has room for all, and each department is on it once
    opened, scatter, rest = summary["order"]
    assert opened == {
        "term": "opened",
        "unit": "m²",
        "value": 108.0,
        "bound": 108.0,
        "optimal": True,
    }
    assert scatter == {
        "term": "scatter",
        "unit": "points",
        "value": 60.0,
        "bound": 60.0,
        "optimal": True,
    }
    assert (rest["term"], rest["optimal"]) == ("rest", True)
    assert summary["status"] == "optimal"
    assert "1. Office area of storeys in use: 108.00 m², proven best" in run_text(report, "en")
    assert "按指定次序" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
