"""A waiver is added to the folder's file as its author wrote it, or nothing is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from spaceplan.errors import InputError, SpaceplanError
from spaceplan.files import load_portfolio
from spaceplan.files.save import save_portfolio
from spaceplan.files.waivers import add_waiver
from spaceplan.model import Waiver
from tests.cases import tiny_portfolio

NEW = Waiver("room-area", "hq-101", "until the move: 'soon'", "Wu, #1 {x}", date(2027, 1, 31))
OLD = Waiver("room-area", "hq-102", "heritage", "Li", date(2026, 12, 31))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a portfolio without waivers."""
    save_portfolio(tiny_portfolio(), tmp_path / "city")
    return tmp_path / "city"


def test_the_first_waiver_makes_the_file(folder: Path) -> None:
    assert add_waiver(folder, NEW) == "waivers.yaml"
    assert load_portfolio(folder).portfolio.waivers == (NEW,)


@pytest.mark.parametrize("indent", ["", "  ", "    "])
def test_a_further_waiver_leaves_comments_and_layout_as_they_are(folder: Path, indent: str) -> None:
    before = (
        "# ours\nwaivers:  # all\n"
        f"{indent}- rule: room-area\n{indent}  subject: hq-102\n{indent}  reason: heritage\n"
        f"{indent}  approver: Li\n{indent}  until: 2026-12-31\n"
    )
    (folder / "waivers.yaml").write_text(before)
    add_waiver(folder, NEW)
    assert (folder / "waivers.yaml").read_text().startswith(before)
    assert load_portfolio(folder).portfolio.waivers == (OLD, NEW)


def test_an_empty_list_takes_a_waiver(folder: Path) -> None:
    (folder / "waivers.yaml").write_text("waivers: []\n")
    add_waiver(folder, NEW)
    assert load_portfolio(folder).portfolio.waivers == (NEW,)


def test_the_file_that_the_portfolio_names_is_the_one_written(folder: Path) -> None:
    (folder / "ours.yaml").write_text("waivers: []\n")
    head = folder / "portfolio.yaml"
    head.write_text(head.read_text().replace("files:\n", "files:\n  waivers: ours.yaml\n"))
    assert add_waiver(folder, NEW) == "ours.yaml"
    assert load_portfolio(folder).portfolio.waivers == (NEW,)


def test_a_list_in_flow_style_is_left_alone_and_said(folder: Path) -> None:
    text = "waivers: [{rule: a, subject: b, reason: c, approver: d, until: 2026-12-31}]\n"
    (folder / "waivers.yaml").write_text(text)
    with pytest.raises(InputError):
        add_waiver(folder, NEW)
    assert (folder / "waivers.yaml").read_text() == text


def test_a_file_with_a_fault_is_left_alone(folder: Path) -> None:
    (folder / "waivers.yaml").write_text("waivers:\n  - {rule: a}\n")
    with pytest.raises(InputError, match=r"waivers\.yaml:2"):
        add_waiver(folder, NEW)
    assert (folder / "waivers.yaml").read_text() == "waivers:\n  - {rule: a}\n"


def test_a_folder_that_cannot_be_written_is_an_error_in_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, content: str) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("spaceplan.files.waivers.write_atomically", refuse)
    with pytest.raises(SpaceplanError, match="cannot be written"):
        add_waiver(folder, NEW)
    assert not (folder / "waivers.yaml").exists()
