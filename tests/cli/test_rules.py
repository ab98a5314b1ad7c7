"""The commands about rule sets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from spaceplan.cli import main
from spaceplan.files import save_portfolio
from tests.cases import tiny_portfolio

EXAMPLES = Path(__file__).parents[1] / "rules" / "examples"


def rules(*arguments: str, language: str = "en") -> Result:
    options = ["--language", language]
    return CliRunner().invoke(main, ["rules", *arguments, *options])


def test_list_names_every_set_with_what_is_not_verified() -> None:
    result = rules("list", "--json")
    listed = {entry["name"]: entry for entry in json.loads(result.stdout)["rule_sets"]}
    assert result.exit_code == 0
    assert set(listed) >= {
        *("cn-2014", "cn-1999", "cn-management-2017", "us-useit-2025"),
        *("de-asr-a1-2", "uk-ogc-2007", "jp-mic", "kr-1998"),
    }
    assert listed["jp-mic"]["shape"] == "factor-per-rank"
    assert listed["cn-management-2017"]["shape"] is None
    assert [below["name"] for below in listed["kr-1998"]["extends"]] == ["common"]
    assert listed["cn-1999"]["unverified"] > 0


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Office a person", "Bureau head", "24.00", "not verified")),
        ("zh", ("人均办公室使用面积", "正局(处)级", "24.00", "未核对")),
    ],
)
def test_show_prints_quotas_figures_and_rules(language: str, words: tuple[str, ...]) -> None:
    result = rules("show", "cn-2014", language=language)
    assert result.exit_code == 0
    assert [word for word in words if word not in result.stdout] == []
    assert "第十二条 表4" in result.stdout


def test_show_as_json_has_every_figure_with_its_source() -> None:
    shown = json.loads(rules("show", str(EXAMPLES / "jiangnan-2020.yaml"), "--json").stdout)
    figures = {figure["id"]: figure for figure in shown["figures"]}
    own = figures["office.city.city_bureau_head"]
    assert (own["source"], own["clause"], own["verified"], own["rule_set"]) == (
        *("江南办发〔2020〕1号", "第五条", True),
        "jiangnan-2020",
    )
    assert [below["name"] for below in shown["extends"]] == ["cn-2014", "common"]


def test_show_says_as_which_rank_others_count_and_what_is_not_checked() -> None:
    shown = rules("show", "kr-1998").stdout
    assert "city_bureau_head → Division director" in shown
    assert "Stated there, and not checked" in shown


def test_diff_shows_both_figures_of_each_changed_quota() -> None:
    lines = rules("diff", "cn-1999", "cn-2014").stdout.splitlines()
    (line,) = [line for line in lines if "city_bureau_head" in line]
    assert line.split()[-3:] == ["12.00", "24.00", "+12.00"]


def test_diff_as_json_gives_the_difference() -> None:
    found = json.loads(rules("diff", "cn-1999", "cn-2014", "--json").stdout)
    quotas = {quota["rank"]: quota for quota in found["quotas"]}
    assert quotas["city_head"]["difference_m2"] == 10.0
    assert quotas["township_head"]["before_m2"] is None


def test_sets_beside_a_portfolio_are_listed_and_their_faults_told(tmp_path: Path) -> None:
    save_portfolio(tiny_portfolio(), tmp_path / "tiny")
    (tmp_path / "tiny/rules").mkdir()
    text = (EXAMPLES / "jiangnan-2020.yaml").read_text(encoding="utf-8")
    (tmp_path / "tiny/rules/jiangnan-2020.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "tiny/rules/broken.yaml").write_text("rule_set: broken\n", encoding="utf-8")
    result = rules("list", "--portfolio", str(tmp_path / "tiny"))
    assert result.exit_code == 2
    assert "jiangnan-2020 1.2 ←" in result.stdout
    assert "rules/broken.yaml:1: no 'version'" in result.stderr


def test_an_unknown_set_is_told_with_the_nearest() -> None:
    result = rules("show", "cn-2041")
    assert result.exit_code == 2
    assert "cn-2014" in result.stderr


@pytest.mark.parametrize(
    "name", ["cn-1999", "us-useit-2025", "de-asr-a1-2", "uk-ogc-2007", "jp-mic", "kr-1998"]
)
def test_every_set_checks_a_portfolio_and_the_report_names_it(tmp_path: Path, name: str) -> None:
    save_portfolio(tiny_portfolio(), tmp_path / "tiny")
    arguments = ["check", str(tmp_path / "tiny"), "--rules", name, "--json"]
    found = json.loads(CliRunner().invoke(main, arguments).stdout)
    (applied,) = found["rule_sets"]
    assert (applied["name"], applied["version"]) == (name, "1.0")
    assert [below["name"] for below in applied["extends"]] == ["common"]
    assert all(figure["verified"] is False for figure in found["unverified_figures"])
    assert "own_room" in {figure["id"] for figure in found["unverified_figures"]}


def test_the_text_of_a_check_names_sets_and_unverified_figures(tmp_path: Path) -> None:
    save_portfolio(tiny_portfolio(), tmp_path / "tiny")
    arguments = ["check", str(tmp_path / "tiny"), "--rules", "kr-1998", "--language", "en"]
    text = CliRunner().invoke(main, arguments).stdout
    assert "Rule sets: kr-1998 1.0 ← common 1.0" in text
    assert "nobody has checked against the text: 3" in text


def test_entitlement_shows_what_a_set_does_not_state_as_nothing() -> None:
    arguments = ["entitlement", "--posts", "city_staff:100", "--rules", "uk-ogc-2007", "--json"]
    (areas,) = json.loads(CliRunner().invoke(main, arguments).stdout)["departments"]
    assert (areas["office_m2"], areas["service_m2"], areas["built_m2"]) == (1200.0, None, None)
