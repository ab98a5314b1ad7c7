"""A sweep file becomes settings; every slip in it is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from spaceplan.batch import RunSettings, load_sweep
from spaceplan.errors import InputError

COMMAND_LINE = RunSettings()


def settings(
    tmp_path: Path, text: str, common: RunSettings = COMMAND_LINE
) -> dict[str, RunSettings]:
    file = tmp_path / "sweep.yaml"
    file.write_text(text, "utf-8")
    return {setting.name: setting for setting in load_sweep(file, common).settings}


def faults(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        settings(tmp_path, text)
    return [f"{fault.line}: {fault.found}; {fault.expected}" for fault in caught.value.faults]


def test_named_settings_stand_over_the_base_and_the_base_over_the_command_line(
    tmp_path: Path,
) -> None:
    text = """\
base: {time_limit: 20, prices: {moved: 4}}
settings:
  - {name: plain}
  - {name: compact, prices: {storey: 60}, seed: 7}
"""
    found = settings(tmp_path, text, RunSettings(seed=3, time_limit=99.0, workers=2))
    assert list(found) == ["plain", "compact"]
    assert found["plain"] == RunSettings(
        "plain", prices=(("moved", 4.0),), seed=3, time_limit=20.0, workers=2
    )
    assert found["compact"].prices == (("moved", 4.0), ("storey", 60.0))
    assert found["compact"].seed == 7


def test_every_combination_of_what_is_varied_is_run_with_every_setting(tmp_path: Path) -> None:
    text = """\
settings: [{name: a}, {name: b}]
vary:
  seed: [0, 1]
  prices: {moved: [1, 3, 12.5]}
  time_limit: [30]
"""
    found = settings(tmp_path, text)
    assert len(found) == 2 * 2 * 3
    assert found["b.moved-12.5.seed-1"] == RunSettings(
        "b.moved-12.5.seed-1", prices=(("moved", 12.5),), seed=1, time_limit=30.0
    )


def test_without_names_settings_are_called_by_what_is_varied(tmp_path: Path) -> None:
    text = "vary: {rule_sets: [cn-2014, [cn-2014, cn-management-2017]], from: [nothing]}"
    found = settings(tmp_path, text)
    assert list(found) == ["cn-2014", "cn-2014_cn-management-2017"]
    assert {setting.start for setting in found.values()} == {"nothing"}
    assert list(settings(tmp_path, "base: {seed: 4}")) == ["base"]


def test_a_rule_set_beside_the_sweep_file_is_meant(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text("", "utf-8")
    text = "base: {rule_sets: [cn-2014, ours.yaml]}"
    assert settings(tmp_path, text)["base"].rule_sets == ("cn-2014", str(tmp_path / "ours.yaml"))


def test_all_faults_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    text = """\
base: {time_limt: 5}
settings:
  - {name: ../x}
  - {name: b, prices: {exces: 5}}
vary:
  seed: [-1]
"""
    found = faults(tmp_path, text)
    assert [line.split(":")[0] for line in found] == ["1", "3", "4", "6"]
    assert "time_limit" in found[0]
    assert "an id" in found[1]
    assert "'excess'" in found[2]


def test_names_twice_and_terms_twice_and_too_many_settings_are_faults(tmp_path: Path) -> None:
    seeds = ", ".join(map(str, range(3000)))
    text = f"""\
settings:
  - {{name: a, order: [excess, excess]}}
  - {{name: A}}
vary:
  seed: [{seeds}]
  time_limit: [1, 2]
"""
    found = faults(tmp_path, text)
    assert [line.split(":")[0] for line in found] == ["2", "3", "4"]
    assert "12,000 settings; at most 10,000" in found[2]


def test_two_values_that_would_have_one_name_are_a_fault(tmp_path: Path) -> None:
    text = "vary: {prices: {moved: [1.0000001, 1.0000002]}}"
    assert "both called 'moved-1'" in faults(tmp_path, text)[0]


def test_what_single_values_have_wrong_hides_no_other_fault(tmp_path: Path) -> None:
    """A key, a value, a name twice, an order, a rule set: one pass over the file tells all."""
    text = """\
base: {time_limt: 5, rule_sets: [cn-2015]}
settings:
  - {name: a, sed: 1}
  - {name: a, seed: -1, order: [excess, excess]}
  - {name: b, rule_sets: ours}
vary:
  rule_sets: [cn-2014, [cn-2014, cn-managment-2017]]
"""
    file = tmp_path / "sweep.yaml"
    file.write_text(text, "utf-8")
    (tmp_path / "one" / "rules").mkdir(parents=True)
    (tmp_path / "one" / "rules" / "ours.yaml").write_text("", "utf-8")
    with pytest.raises(InputError) as caught:
        load_sweep(file, COMMAND_LINE, [tmp_path / "one", tmp_path / "two"])
    told = [(fault.line, str(fault.found)) for fault in caught.value.faults]
    assert [line for line, _ in told] == [1, 1, 3, 4, 4, 4, 7]
    for line, words in ((1, "'time_limt'"), (1, "rule set 'cn-2015'"), (3, "'sed'")):
        assert any(at == line and words in said for at, said in told)
    for line, words in ((4, "'a' a second time"), (4, "seed '-1'"), (7, "'cn-managment-2017'")):
        assert any(at == line and words in said for at, said in told)
    assert "'cn-management-2017'" in str(caught.value.faults[-1].expected)
