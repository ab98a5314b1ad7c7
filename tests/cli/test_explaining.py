"""What ``spaceplan explain`` says, as words and as data."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spaceplan.cli import main
from spaceplan.files import save_portfolio
from tests.allocate.builders import building, department, portfolio
from tests.allocate.explain.cases import short_of_seats

QUICK = ("--time-limit", "8")
#: For what ends by itself, once all is proven: on a busy machine seconds are few.
PATIENT = ("--time-limit", "120")


def explain(*arguments: str | Path) -> Result:
    """Run the command in this process, as the shell would."""
    return CliRunner(env={"LC_ALL": "en_US.UTF-8"}).invoke(
        main, ["explain", *(str(argument) for argument in arguments)]
    )


@pytest.fixture
def short(tmp_path: Path) -> Path:
    folder = tmp_path / "short"
    save_portfolio(short_of_seats(), folder)
    return folder


def test_who_has_no_seat_and_what_would_cure_it_is_said_in_both_languages(short: Path) -> None:
    english = explain(short, *PATIENT, "--language", "en")
    assert english.exit_code == 1, english.output
    assert "lane: people without a seat in every plan: at least 1" in english.stdout
    assert "more rooms at lane: 1 of 12 m²" in english.stdout
    chinese = explain(short, *PATIENT, "--language", "zh")
    assert "任何方案都至少有 1 人没有座位" in chinese.stdout


def test_as_data_it_has_a_schema_version_and_units(short: Path) -> None:
    said = json.loads(explain(short, *PATIENT, "--json").stdout)
    assert said["schema_version"] == 1
    assert said["units"]["*_m2"] == "m²"
    (shortage,) = said["unmet"]["shortages"]
    assert (shortage["people"], shortage["seats"], shortage["unseated_at_least"]) == (5, 4, 1)
    assert {r["kind"] for r in shortage["relaxations"]} == {"elsewhere", "drop", "rooms", "minimum"}
    lines = {r["requirement"]["line"] for r in shortage["relaxations"] if r["requirement"]}
    assert lines == {4, 10}
    facts = [r for r in shortage["conflict"]["requirements"] if r["kind"] == "physical_minimum"]
    assert [(fact["file"], fact["line"]) for fact in facts] == [(None, None)]


def test_requirements_that_exclude_each_other_exit_with_3(tmp_path: Path) -> None:
    both = [replace(department(id, staff=1), locked=("hq-101",)) for id in ("a", "b")]
    save_portfolio(portfolio([building("hq", "centre", [12, 12])], both), tmp_path / "case")
    said = explain(tmp_path / "case", "--language", "en")
    assert said.exit_code == 3, said.output
    assert "a keeps room hq-101 (locked) [departments.yaml:6]" in said.stdout
    assert "b keeps room hq-101 (locked) [departments.yaml:12]" in said.stdout
    assert (
        "drop this: b keeps room hq-101 (locked) [departments.yaml:12]: left out 0" in said.stdout
    )
    (conflict,) = json.loads(explain(tmp_path / "case", "--json").stdout)["unmet"]["conflicts"]
    assert [way["optimal"] for way in conflict["ways_out"]] == [True, True]
    ways = [way["requirement"] for way in conflict["ways_out"]]
    for asked in (conflict["requirements"], sorted(ways, key=lambda one: str(one["department"]))):
        assert [(one["file"], one["line"]) for one in asked] == [
            ("departments.yaml", 6),
            ("departments.yaml", 12),
        ]


def test_what_it_is_not_enough_to_drop_alone_is_said(tmp_path: Path) -> None:
    # The lock is on storey 1 of hq: both the storeys and the buildings allowed exclude it.
    kept = replace(department("a", staff=1), locked=("hq-101",), max_storey=0, buildings=("ot",))
    houses = [building(id, "centre", [12], x=x) for id, x in (("hq", 0.0), ("ot", 60.0))]
    save_portfolio(portfolio(houses, [kept]), tmp_path / "case")
    said = explain(tmp_path / "case", "--language", "en")
    assert said.exit_code == 3, said.output
    assert "drop this: a keeps room hq-101 (locked)" in said.stdout
    assert "dropping only this, no plan was found in the time" in said.stdout
    data = json.loads(explain(tmp_path / "case", "--json").stdout)
    (conflict,) = data["unmet"]["conflicts"]
    kinds = {one["kind"] for one in conflict["requirements"]}
    assert [way["requirement"]["kind"] for way in conflict["ways_out"]] == ["locked"]
    assert {one["kind"] for one in conflict["no_plan_found_without"]} == kinds - {"locked"}
    assert data["seconds"] > 0


def test_a_wish_that_leaves_somebody_out_is_not_called_met(tmp_path: Path) -> None:
    houses = [building(id, "centre", [12], x=x) for id, x in (("hq", 0.0), ("ot", 60.0))]
    together = replace(department("a", staff=3), one_building=True)
    save_portfolio(portfolio(houses, [together]), tmp_path / "case")
    said = explain(tmp_path / "case", *QUICK, "--language", "en")
    assert said.exit_code == 1, said.output
    assert "a must be in one building (one_building)" in said.stdout
    assert "Everything can be met" not in said.stdout
    unmet = json.loads(explain(tmp_path / "case", *QUICK, "--json").stdout)["unmet"]
    assert (unmet["met"], unmet["left_out_in_plan"], unmet["left_out_more_than_proven"]) == (
        False,
        1,
        0,
    )


def test_where_everything_can_be_met_it_says_so(tmp_path: Path) -> None:
    easy = portfolio([building("hq", "centre", [12])], [department("a", staff=2)])
    save_portfolio(easy, tmp_path / "case")
    said = explain(tmp_path / "case", *QUICK, "--language", "en")
    assert said.exit_code == 0, said.output
    assert "Everything can be met" in said.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--department", "nobody"), "--department"),
        (("--department", "a", "--at", "nowhere"), "nowhere"),
        (("--at", "lane"), "--department"),
        (("--room", "18"), "--site"),
        (("--room", "18", "--site", "lan"), "lane"),
        (("--alternatives", "0"), "alternatives"),
    ],
)
def test_a_question_about_what_does_not_exist_exits_with_2(
    short: Path, arguments: tuple[str, ...], said: str
) -> None:
    found = explain(short, *arguments)
    assert found.exit_code == 2, found.output
    assert said in found.stderr


def test_all_questions_at_once_are_answered_in_words_and_as_data(short: Path) -> None:
    asked = ("--department", "c", "--room", "18", "--site", "lane", "--costs", "--backbone", "5")
    said = explain(short, *asked, "--time-limit", "25", "--language", "zh")
    assert said.exit_code == 0, said.output
    for words in (
        "现有位置的代价",
        "在lane增加一间 18 m² 的办公室",
        "每条规则、每项要求的代价",
        "骨干",
    ):
        assert words in said.stdout
    found = json.loads(explain(short, *asked, "--time-limit", "25", "--json").stdout)
    assert set(found) >= {"department", "room", "costs", "backbone", "units"}
    assert found["room"]["fewest_unseated_with"] == 0


def test_plans_that_differ_are_written_and_can_be_checked(short: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = explain(short, "--alternatives", "1", "--within", "30", "--time-limit", "20", "-o", out)
    assert said.exit_code == 0, said.output
    written = out / "alternatives" / "1" / "allocation.csv"
    again = explain(short, "--allocation", written, "--department", "c", "--json")
    plan = json.loads(again.stdout)["plan"]
    assert plan["from"] == str(written)
    summary = json.loads((written.parent / "summary.json").read_text(encoding="utf-8"))
    assert summary["objective"]["total"] == pytest.approx(plan["total"])
    assert summary["objective"]["terms"] == plan["terms"]
    assert summary["unseated"] == plan["unseated"]
    assert summary["objective"]["bound"] <= summary["best_total"] <= summary["objective"]["total"]
    assert summary["distances"][0]["rooms"] > 0  # it really differs


def test_a_plan_that_differs_is_explained_at_the_prices_of_the_best(
    short: Path, tmp_path: Path
) -> None:
    made = ("allocate", str(short), "-o", str(tmp_path), "--price", "storey=7", *QUICK)
    assert CliRunner().invoke(main, made).exit_code == 1
    asked = ("--alternatives", "1", "--within", "30", "-o", tmp_path, *QUICK)
    explain(short, "--allocation", tmp_path / "allocation.csv", *asked)
    other = tmp_path / "alternatives" / "1" / "allocation.csv"
    said = explain(short, "--allocation", other, "--department", "c", "--language", "en", *QUICK)
    assert "summary.json: storey=7" in said.stderr


def test_a_plan_is_explained_at_the_prices_it_was_made_with(short: Path, tmp_path: Path) -> None:
    made = CliRunner().invoke(
        main, ["allocate", str(short), "-o", str(tmp_path), "--price", "storey=7", *QUICK]
    )
    assert made.exit_code == 1, made.output
    found = explain(short, "--allocation", tmp_path / "allocation.csv", *QUICK, "--language", "en")
    assert "summary.json: storey=7" in found.stderr
    (tmp_path / "summary.json").write_text("[]", encoding="utf-8")
    found = explain(short, "--allocation", tmp_path / "allocation.csv", *QUICK, "--language", "en")
    assert found.exit_code == 1, found.output
    assert "storey=7" not in found.stderr
