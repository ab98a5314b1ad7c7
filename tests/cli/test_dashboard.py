"""``spaceplan dashboard`` starts the app on this machine alone, with all that its pages need."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from spaceplan.cli import main
from tests.dashboard.town import save_town


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    town = save_town(tmp_path / "town")
    command = [sys.executable, "-m", "spaceplan", "dashboard", str(town)]
    with subprocess.Popen(
        [*command, "--port", str(port), "--no-browser"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as server:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, signal.SIGTERM)


def fetch(url: str) -> bytes:
    for _try in range(600):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                body: bytes = answer.read()
                return body
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nothing at {url}")


def test_the_command_serves_the_app_with_its_font(address: str) -> None:
    assert fetch(f"{address}/_stcore/health") == b"ok"
    assert fetch(f"{address}/app/static/noto-sans-sc-subset.woff2").startswith(b"wOF2")


def test_a_portfolio_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["dashboard", str(tmp_path / "nowhere")])
    assert result.exit_code == 2
    assert "nowhere" in result.stderr
