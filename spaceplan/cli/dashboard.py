"""The dashboard command: the same as ``streamlit run app_streamlit.py``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from spaceplan.cli.console import exit_codes
from spaceplan.cli.options import optional_portfolio
from spaceplan.files import find_portfolio
from spaceplan.files.lookup import packaged_folders


@click.command()
@optional_portfolio
@click.option("--port", type=click.IntRange(1, 65_535), default=8501, show_default=True)
@click.option(
    "--address",
    default="127.0.0.1",
    show_default=True,
    help="Whom it answers: 0.0.0.0 lets other machines in; there is no password.",
)
@click.option("--workspace", type=click.Path(path_type=Path), help="Folder for scenarios.")
@click.option("--browser/--no-browser", default=True, help="Open a browser.")
def dashboard(
    portfolio: str, port: int, address: str, workspace: Path | None, browser: bool
) -> None:
    """Open the planning dashboard on a portfolio.

    Example: spaceplan dashboard floorplans/wuxi --port 8501
    """
    with exit_codes():
        folder = find_portfolio(portfolio)
        environment = {**os.environ, "SPACEPLAN_PORTFOLIO": str(folder.resolve())}
        if workspace is not None:
            environment["SPACEPLAN_WORKSPACE"] = str(workspace.resolve())
        command = [sys.executable, "-m", "streamlit", "run", str(_app())]
        options = {
            "server.port": port,
            "server.address": address,
            "server.headless": str(not browser).lower(),
        }
        flags = [f"--{name}={value}" for name, value in options.items()]
        code = subprocess.call([*command, *flags], env=environment)
    sys.exit(code)


def _app() -> Path:
    """Return the app's file: in the wheel, else in the checkout."""
    places = (*packaged_folders("app"), packaged_folders("")[1])
    return next(path for place in places if (path := place / "app_streamlit.py").is_file())
