"""Ctrl-C before a command has begun."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from spaceplan import cli


def test_ctrl_c_while_a_command_is_loaded_is_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "import_module", interrupted)
    assert CliRunner().invoke(cli.main, ["allocate", "wuxi"]).exit_code == 130
