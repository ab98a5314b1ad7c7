"""Working off mutants in copies of the tree: each is written, tested in a fork and taken back.

Third-party packages are imported once, before the forks; whatever belongs to the project is read
from the copy by every fork anew. Forks write no bytecode, and a changed file gets a time of its
own, so that no fork runs what another one compiled.
"""

from __future__ import annotations

import importlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.benchmarks.mutation.mutants import Mutant
from tests.benchmarks.mutation.selection import everything, quickest, stages_of

STAGES = ("its own tests", "all small tests", "whole cities")
_OURS = frozenset({"spaceplan", "tests", "__main__", "__mp_main__", "conftest"})
_LEFT_OUT = (".git", ".venv", "*_cache", "node_modules", "build", "dist")
_WRONG_TREE = 97


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: killed, survived or timeout, after how many seconds, by what."""

    mutant: Mutant
    state: str
    seconds: float
    by: str = ""


def copy_tree(root: Path, folder: Path) -> Path:
    """Copy what tests need."""
    return Path(shutil.copytree(root, folder, ignore=shutil.ignore_patterns(*_LEFT_OUT)))


def check_unchanged(folder: Path, *, trusted: bool) -> None:
    """Run all tests of an unchanged copy, and import here what they imported from elsewhere.

    In a trusted tree some tests are collected and none is run.
    """
    names = folder / "modules.txt"
    tests = quickest() if trusted else everything()
    if code := _run(folder, tests, seconds=3600, names=names):
        raise SystemExit(f"the unchanged tree fails its tests (pytest ended with {code})")
    for name in names.read_text(encoding="utf-8").split():
        with suppress(Exception):
            importlib.import_module(name)


def judge(mutant: Mutant, folder: Path, seconds: float, stages: int) -> Verdict:
    """Change one file of the copy, ask the tests stage by stage, and put the file back."""
    path, start = folder / mutant.file, time.monotonic()
    text, status = path.read_bytes(), path.stat()
    path.write_bytes(mutant.applied(text))
    os.utime(path, (status.st_atime + 60, status.st_mtime + 60))
    try:
        for name, tests in list(zip(STAGES, stages_of(mutant, folder), strict=True))[:stages]:
            code = _run(folder, tests, seconds)
            if code is None:
                return Verdict(mutant, "timeout", time.monotonic() - start, name)
            if code:
                return Verdict(mutant, "killed", time.monotonic() - start, name)
        return Verdict(mutant, "survived", time.monotonic() - start)
    finally:
        path.write_bytes(text)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _run(
    folder: Path, tests: Sequence[str], seconds: float, names: Path | None = None
) -> int | None:
    """Return how pytest ended in a fork of this process, None where it took too long."""
    child = os.fork()
    if not child:
        _in_fork(folder, tests, names)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            if code == _WRONG_TREE:
                raise RuntimeError("the tests did not run in the copy")
            return 0 if code == pytest.ExitCode.NO_TESTS_COLLECTED else code
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def _in_fork(folder: Path, tests: Sequence[str], names: Path | None) -> None:
    """Run pytest on the copy and end the process."""
    code = 1
    try:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        os.chdir(folder)
        sys.dont_write_bytecode = names is None
        here = os.fspath(Path(__file__).parents[3])
        sys.path[:] = [os.fspath(folder), *(p for p in sys.path if p not in ("", here))]
        for name in [n for n in sys.modules if n.partition(".")[0] in _OURS - {"__main__"}]:
            del sys.modules[name]
        importlib.invalidate_caches()
        package = importlib.import_module("spaceplan")
        if not str(package.__file__).startswith(os.fspath(folder)):
            os._exit(_WRONG_TREE)
        code = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests]))
        if names is not None:
            others = [n for n in sys.modules if n.partition(".")[0] not in _OURS]
            names.write_text("\n".join(others), encoding="utf-8")
    finally:
        os._exit(code)
