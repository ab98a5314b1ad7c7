"""The command line as a table: arguments, exit code, what is printed and written."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner, Result

from spaceplan import __main__
from spaceplan.cli import main
from spaceplan.files import find_rule_set, save_portfolio
from spaceplan.model import Counts, Portfolio
from tests.cases import tiny_portfolio

QUICK = ("--time-limit", "3", "--workers", "1", "--language", "en")


def spaceplan(*arguments: str | Path) -> Result:
    """Run a command in this process, as the shell would."""
    return CliRunner(env={"LC_ALL": "en_US.UTF-8"}).invoke(
        main, [str(argument) for argument in arguments]
    )


def crowded(portfolio: Portfolio) -> Portfolio:
    """Return the tiny case with 40 more staff than its six rooms can seat."""
    finance, archives = portfolio.departments
    many = replace(archives, headcount=Counts.of({"city_staff": 42}))
    return replace(portfolio, departments=(finance, many))


def contradictory(portfolio: Portfolio) -> Portfolio:
    """Return the tiny case with one room locked for both departments."""
    return replace(
        portfolio,
        departments=tuple(replace(d, locked=("hq-101",)) for d in portfolio.departments),
    )


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    save_portfolio(tiny_portfolio(), folder)
    return folder


def test_run_writes_every_document_and_exits_clean(tiny: Path, tmp_path: Path) -> None:
    result = spaceplan("run", tiny, "-o", tmp_path / "out", *QUICK)
    assert result.exit_code == 0, result.output
    assert "report.html" in result.stderr
    written = {str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*.*")}
    assert written == {
        "allocation.csv",
        "summary.json",
        "findings.json",
        "report.html",
        "stack.svg",
        "floors/hq-L01.svg",
    }


def test_a_folder_whose_name_looks_like_markup_is_named_whole(tiny: Path, tmp_path: Path) -> None:
    folder = tmp_path / "[bold]out"
    result = spaceplan("allocate", tiny, "-o", folder, *QUICK)
    assert f"-> {folder}" in result.stderr.replace("\n", "")


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (ZeroDivisionError("ours"), 70),
        (ImportError("no module named 'ours'"), 70),
        (OSError(28, "no space"), 2),
        (MemoryError(), 2),
        (ImportError("libscip.so: failed to map segment from shared object"), 2),
    ],
)
def test_no_mistake_of_the_program_passes_for_findings(
    monkeypatch: pytest.MonkeyPatch, raised: Exception, code: int
) -> None:
    def fail() -> None:
        raise raised

    monkeypatch.setattr("spaceplan.cli.main", fail)
    with pytest.raises(SystemExit) as stopped:
        __main__.main()
    assert stopped.value.code == code


def test_an_allocation_adds_up_when_it_is_read_by_another_program(
    tiny: Path, tmp_path: Path
) -> None:
    result = spaceplan("allocate", tiny, "-o", tmp_path / "out", "--json", *QUICK)
    assert result.exit_code == 0
    summary = json.loads(result.stdout)
    with (tmp_path / "out" / "allocation.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    seated = sum(
        int(part.split(":")[1]) for row in rows for part in row["occupancy"].split(";") if part
    )
    assert seated == 7
    assert summary["unseated"] == 0
    excess = sum(float(row["excess_m2"] or 0) for row in rows)
    assert excess == summary["objective"]["terms"]["excess"]["quantity"] == 0


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [(crowded, 1, ""), (contradictory, 3, "hq-101")],
)
def test_what_cannot_be_met_shows_in_the_exit_code(
    tmp_path: Path, change: object, code: int, said: str
) -> None:
    assert callable(change)
    save_portfolio(change(tiny_portfolio()), tmp_path / "case")
    result = spaceplan("allocate", tmp_path / "case", "-o", tmp_path / "out", *QUICK)
    assert result.exit_code == code, result.output
    assert said in result.stderr
    assert (tmp_path / "out").exists() == (code == 1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "no/such/folder"), "no/such/folder"),
        (("run", "{tiny}", "--from", "no-such-file.csv"), "no-such-file.csv"),
        (("run", "{tiny}", "--from", "status-quo"), "status-quo"),
        (("run", "{tiny}", "--rules", "cn-2041"), "cn-2014"),
        (("run", "{tiny}", "--time-limit", "-1"), "time-limit"),
        (("run", "{tiny}", "--time-limit", "nan"), "time-limit"),
        (("allocate", "{tiny}", "--work-limit", "inf"), "work-limit"),
        (("allocate", "{tiny}", "--price", "exces=5"), "excess"),
        (("allocate", "{tiny}", "--price", "excess=-5"), "--price"),
        (("run", "{tiny}", "--price", "moved=nan"), "moved"),
        (("run", "{tiny}", "--price", "moved"), "TERM=POINTS"),
        (("run", "{tiny}", "--order", "excess,storeys"), "scatter"),
        (("allocate", "{tiny}", "--order", "zone,scatter"), "twice"),
        (("check", "{tiny}", "--fail-on", "whim"), "fail-on"),
        (("draw", "{tiny}", "-o", "x.svg"), "--storey"),
        (("draw", "{tiny}", "--storey", "hq-L10", "-o", "x.svg"), "hq-L01"),
        (("draw", "{tiny}", "--stack", "-o", "x.doc"), ".svg"),
        (("draw", "{tiny}", "--stack", "--by", "excess", "-o", "x.svg"), "--by"),
        (("graph", "{tiny}", "-o", "x.txt"), ".graphml"),
        (("import", "{tiny}/portfolio.yaml", "-o", "x"), ".ifc"),
        (("entitlement", "--posts", "city_staff"), "city_staff"),
        (("entitlement", "--posts", "city_staf:3"), "city_staff"),
        (("generate", "-o", "{tiny}/buildings"), "a new folder"),
        (("generate", "-o", "{tiny}"), "--overwrite"),
        (("allocate", "{tiny}", "-o", "{tiny}"), "another folder"),
        (("allocate", "{tiny}", "-o", "{tiny}/portfolio.yaml/x"), "write"),
        (("no-such-command",), "no-such-command"),
    ],
)
def test_bad_input_exits_with_2_and_says_what_to_do(
    tiny: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = spaceplan(*(text.format(tiny=tiny) for text in arguments))
    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(("language", "word"), [("en", "expected"), ("zh", "应为")])
def test_faults_of_the_input_are_said_in_the_language(tiny: Path, language: str, word: str) -> None:
    path = tiny / "departments.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("city_staff", "city_stuff"), "utf-8")
    result = spaceplan("check", tiny, "--language", language)
    assert result.exit_code == 2
    assert word in result.stderr
    assert ("nothing was written" in result.stderr) == (language == "en")


def test_every_fault_of_a_file_is_said_with_its_line(tiny: Path) -> None:
    path = tiny / "departments.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("city_staff", "city_stuff"), "utf-8")
    result = spaceplan("check", tiny, "--language", "en")
    assert result.exit_code == 2
    assert result.stderr.count("departments.yaml:") >= 2
    assert "city_staff" in result.stderr


def test_findings_of_an_allocation_set_the_exit_code(tiny: Path, tmp_path: Path) -> None:
    table = tmp_path / "allocation.csv"
    table.write_text(
        "room_id,department,category,occupancy,area_m2,quota_m2,excess_m2\n"
        "hq-101,finance,office,city_bureau_head:1,,,\n"
        "hq-102,finance,office,city_staff:2,,,\n"
        "hq-103,finance,office,city_staff:2,,,\n"
        "hq-104,archives,office,city_staff:1,,,\n"
        "hq-105,archives,office,city_staff:1,,,\n",
        "utf-8",
    )
    result = spaceplan("check", tiny, "--allocation", table, "--json")
    assert result.exit_code == 1
    found = {
        (f["rule"], f["subject"]["id"]): f["excess"]
        for f in json.loads(result.stdout)["findings"]
        if f["state"] == "fail"
    }
    # One person of 9 m² quota in each 18 m² room; archives hold 36 m² and are entitled to 18.
    assert found == {
        ("room-area", "hq-104"): 9.0,
        ("room-area", "hq-105"): 9.0,
        ("department-office-area", "archives"): 18.0,
        ("utilisation", "hq"): 11.11,  # 7 people on 18 seats: 61.11 % are empty, 50 % may be
    }


def test_a_required_rule_that_cannot_be_judged_exits_with_2(tiny: Path, tmp_path: Path) -> None:
    """The tiny case has no ledger: nobody knows who has left, only what is held."""
    text = find_rule_set("cn-management-2017", None).read_text(encoding="utf-8")
    rules = tmp_path / "strict.yaml"
    rules.write_text(
        text.replace("  - id: left-post\n", "  - id: left-post\n    required: true\n"), "utf-8"
    )
    loose = spaceplan("check", tiny, "--rules", "cn-2014", "--rules", "cn-management-2017")
    strict = spaceplan("check", tiny, "--rules", "cn-2014", "--rules", rules, "--language", "en")
    assert loose.exit_code == 0
    assert strict.exit_code == 2
    assert "rule left-post is required" in strict.stderr
    assert "left-post" in strict.stdout


def test_entitlement_of_posts_is_the_standards_own(tmp_path: Path) -> None:
    posts = "city_bureau_head:1;city_bureau_deputy:3;city_staff:96"
    result = spaceplan("entitlement", "--level", "city", "--posts", posts, "--json")
    assert result.exit_code == 0
    (areas,) = json.loads(result.stdout)["departments"]
    assert (areas["office_m2"], areas["service_m2"], areas["equipment_m2"]) == (942, 800, 156.78)
    assert (areas["total_m2"], areas["built_m2"], areas["canteen_m2"]) == (1898.78, 2921.2, 370)


def test_the_graph_is_exported_in_both_formats(tiny: Path, tmp_path: Path) -> None:
    for name in ("graph.json", "graph.graphml"):
        assert spaceplan("graph", tiny, "-o", tmp_path / name).exit_code == 0
    content = json.loads((tmp_path / "graph.json").read_text(encoding="utf-8"))
    assert nx.node_link_graph(content, edges="edges").number_of_nodes() == 8
    assert nx.read_graphml(tmp_path / "graph.graphml").number_of_nodes() == 8
    assert "wall" in spaceplan("graph", tiny).stdout


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_a_storey_and_the_stack_are_drawn(tiny: Path, tmp_path: Path, ending: str) -> None:
    for what in (("--storey", "hq-L01", "--by", "excess"), ("--stack",)):
        path = tmp_path / f"picture.{ending}"
        assert spaceplan("draw", tiny, *what, "-o", path).exit_code == 0
        assert path.stat().st_size > 1_000


def test_schemas_are_written_one_file_each(tmp_path: Path) -> None:
    assert spaceplan("schema", "-o", tmp_path).exit_code == 0
    assert {"portfolio", "rule-set", "findings"} <= {
        p.name.split(".")[0] for p in tmp_path.iterdir()
    }
    for path in tmp_path.glob("*.schema.json"):
        assert json.loads(path.read_text(encoding="utf-8"))["$schema"]
    assert len(list(tmp_path.iterdir())) >= 3


@pytest.mark.parametrize(
    "command",
    [
        "run",
        "allocate",
        "check",
        "entitlement",
        "draw",
        "graph",
        "import",
        "generate",
        "schema",
        "explain",
    ],
)
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = spaceplan(command, "--help")
    assert result.exit_code == 0
    assert f"Example: spaceplan {command}" in result.stdout
