"""Files and folders are written whole or not at all, also when the writer is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from spaceplan.files import atomic, load_portfolio, save_portfolio
from spaceplan.files.atomic import FolderWriter, write_atomically
from tests.cases import tiny_portfolio


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_file_is_written_with_its_parents(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a/b.txt", "面积")
    write_atomically(tmp_path / "a/c.bin", b"\x00\xff")
    assert (tmp_path / "a/b.txt").read_text(encoding="utf-8") == "面积"
    assert (tmp_path / "a/c.bin").read_bytes() == b"\x00\xff"


def test_a_file_that_fails_midway_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_atomically(tmp_path / "a.txt", "old")

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(tmp_path / "a.txt", "new")
    assert contents(tmp_path) == {"a.txt": "old"}


def test_permissions_are_those_of_a_usual_file_or_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_atomically(path, "one")
    usual = tmp_path / "usual.txt"
    usual.write_text("")
    assert path.stat().st_mode == usual.stat().st_mode
    path.chmod(0o640)
    write_atomically(path, "two")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_keeps_pointing_to_the_file_that_is_written(tmp_path: Path) -> None:
    (tmp_path / "target.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("target.txt")
    write_atomically(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "target.txt").read_text() == "new"


def write(folder: Path, **files: str) -> None:
    with FolderWriter(folder, ours=lambda name: name.startswith("ours")) as writer:
        for name, text in files.items():
            writer.write(name, text)


def write_half(folder: Path) -> None:
    with FolderWriter(folder, ours=lambda _: True) as writer:
        writer.write("ours_a", "new")
        raise KeyboardInterrupt


def test_a_folder_is_replaced_but_for_what_is_foreign(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    write(folder, ours_a="1", ours_b="1")
    (folder / "notes").mkdir()
    (folder / "notes/of-mine.txt").write_text("keep")
    (folder / "empty").mkdir()
    (folder / "link").symlink_to(tmp_path)
    write(folder, ours_b="2", ours_c="2")
    assert contents(folder) == {"ours_b": "2", "ours_c": "2", "notes/of-mine.txt": "keep"}
    assert (folder / "empty").is_dir()
    assert (folder / "link").is_symlink()
    assert [path.name for path in tmp_path.iterdir()] == ["plan"], "nothing is left beside it"


def test_a_folder_that_fails_midway_stays_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    write(folder, ours_a="old")
    with pytest.raises(KeyboardInterrupt):
        write_half(folder)
    assert contents(tmp_path) == {"plan/ours_a": "old"}


def test_a_folder_is_replaced_where_the_system_cannot_exchange_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "_exchanged", lambda *_: False)
    folder = tmp_path / "plan"
    write(folder, ours_a="old")
    write(folder, ours_a="new")
    assert contents(tmp_path) == {"plan/ours_a": "new"}


def test_a_file_in_the_way_of_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "plan").write_text("a file of mine")
    with pytest.raises(NotADirectoryError):
        write(tmp_path / "plan", ours_a="1")
    assert contents(tmp_path) == {"plan": "a file of mine"}


def test_saving_again_removes_the_building_that_is_gone_and_no_file_of_mine(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "tiny"
    save_portfolio(tiny_portfolio(), folder)
    (folder / "buildings/hq.yaml").rename(folder / "buildings/old.yaml")
    (folder / "buildings/readme.txt").write_text("mine")
    (folder / "buildings/mine.yaml").write_text("my: notes\n")
    save_portfolio(tiny_portfolio(), folder)
    found = {name for name in contents(folder) if name.startswith("buildings")}
    assert found == {"buildings/hq.yaml", "buildings/readme.txt", "buildings/mine.yaml"}
    assert load_portfolio(folder).portfolio == tiny_portfolio()


def test_the_folder_in_which_one_stands_can_be_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tiny"
    save_portfolio(tiny_portfolio(), folder)
    monkeypatch.chdir(folder / "buildings")
    save_portfolio(tiny_portfolio(2), Path(".."))
    assert Path("hq.yaml").is_file()
    assert load_portfolio(Path("..")).portfolio == tiny_portfolio(2)


SAVE_FOR_EVER = """
import sys
from pathlib import Path
from spaceplan.files import save_portfolio
from tests.cases import tiny_portfolio
folder = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for storeys in (1, 2, 3):
        save_portfolio(tiny_portfolio(storeys), folder)
"""


def test_a_writer_that_is_killed_leaves_a_whole_portfolio(tmp_path: Path) -> None:
    folder = tmp_path / "tiny"
    save_portfolio(tiny_portfolio(), folder)
    whole = [tiny_portfolio(storeys) for storeys in (1, 2, 3)]
    for delay in (0.0, 0.01, 0.03, 0.07):
        writer = subprocess.Popen(
            [sys.executable, "-c", SAVE_FOR_EVER, str(folder)],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(delay)
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        assert load_portfolio(folder).portfolio in whole
