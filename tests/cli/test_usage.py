"""Usage errors: in the user's language, whoever notices them."""

from __future__ import annotations

import gettext
import os

import pytest
from click.testing import CliRunner

from spaceplan.cli import main


def said(*arguments: str, locale: str = "zh_CN.UTF-8") -> str:
    result = CliRunner(env={"LC_ALL": locale}).invoke(main, list(arguments))
    assert result.exit_code == 2
    return result.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["alocate"], "没有命令 'alocate'"),
        (["allocate"], "缺少参数 'PORTFOLIO'"),
        (["allocate", "x", "--time-limit"], "选项 '--time-limit' 需要 1 个值"),
        (["allocate", "x", "--time-limit", "0"], "不在范围 x>0 内"),
        (["allocate", "x", "--time-limit", "inf"], "inf 不是有限的数"),
        (["allocate", "x", "--price", "excess"], "项=分值"),
        (["allocate", "x", "--price", "money=3"], "未知"),
        (["run", "x", "y"], "多余的参数（y）"),
        (["check", "x", "--as-of", "1.1.2020"], "不符合格式"),
        (["draw", "x", "-o", "x.svg"], "--storey"),
        (["entitlement", "--level", "city", "--posts", "bad"], "职级:人数"),
    ],
)
def test_a_chinese_user_reads_chinese(arguments: list[str], words: str) -> None:
    text = said(*arguments)
    assert words in text
    assert "错误：" in text


def test_the_language_that_the_command_line_names_comes_before_the_environment() -> None:
    assert "没有选项 '--bogus'" in said("check", "--language", "zh", "--bogus", locale="C")
    assert "No such option '--bogus'" in said("check", "--language=en", "--bogus")


def test_an_english_user_reads_english() -> None:
    assert "Error: Missing argument 'PORTFOLIO'." in said("allocate", locale="en_US.UTF-8")


def test_the_process_speaks_afterwards_as_it_did_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    before = gettext.textdomain()
    said("allocate")
    assert (gettext.textdomain(), os.environ["LANGUAGE"]) == (before, "de")
