"""Proofs from a process of their own."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from types import SimpleNamespace
from typing import IO

import pytest

from spaceplan.allocate.bound import proof_process
from spaceplan.allocate.bound.bounder import Proof
from spaceplan.allocate.bound.proof_process import Task, proofs_beside
from tests.allocate.builders import Workshop, building, department, portfolio, workshop


def shop() -> Workshop:
    rooms = [12.0, 18.0, 10.0, 24.0]
    houses = [building("hq", "centre", rooms, rooms, rooms)]
    return workshop(portfolio(houses, [department(id, deputy=1, staff=7) for id in "abc"]))


def task(seconds: float) -> Task:
    case = shop()
    return Task(case.problem, case.evaluator.geometry, 0, seconds)


def never() -> bool:
    return False


def test_another_process_proves_the_same() -> None:
    assert list(proofs_beside(task(60.0), never, never))[-1].value == shop().prove(0).value > 0


def test_it_proves_better_and_better() -> None:
    values = [proof.value for proof in proofs_beside(task(60.0), never, never)]
    assert values == sorted(values)


def test_it_ends_when_it_is_stopped() -> None:
    assert list(proofs_beside(task(60.0), lambda: True, never)) in ([], [shop().prove(0)])


def test_a_slow_one_lets_others_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import os, time; time.sleep(1.0); os._exit(0 if os.nice(0) == 19 else 7)"
    monkeypatch.setattr(proof_process, "_CHILD", code)
    assert list(proofs_beside(task(60.0), never, lambda: True)) == []
    with pytest.raises(ChildProcessError, match="7"):
        list(proofs_beside(task(60.0), never, never))


def test_a_process_that_dies_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof_process, "_CHILD", "import os; os.abort()")
    with pytest.raises(ChildProcessError):
        list(proofs_beside(task(60.0), never, never))


def test_what_a_process_said_last_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof_process, "_CHILD", "import sys; sys.exit('out of paper')")
    with pytest.raises(ChildProcessError, match="out of paper"):
        list(proofs_beside(task(60.0), never, never))


def interrupted(_: Task, file: IO[bytes]) -> None:
    """Write until the reader is gone; then somebody presses Ctrl-C."""
    with suppress(BrokenPipeError):
        while True:
            file.write(bytes(1000))
    raise KeyboardInterrupt


def test_it_may_be_interrupted_before_the_task_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof_process, "_CHILD", "pass")
    monkeypatch.setattr(pickle, "dump", interrupted)
    with pytest.raises(KeyboardInterrupt):
        list(proofs_beside(task(60.0), never, never))


def test_it_has_no_time_left_once_its_parent_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    def proofs(*_: object, seconds_left: Callable[[], float], **__: object) -> Iterator[Proof]:
        yield Proof(seconds_left())
        monkeypatch.setattr(os, "getppid", lambda: 1)
        yield Proof(seconds_left())

    answers = BytesIO()
    monkeypatch.setattr(proof_process, "all_proofs", proofs)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(pickle.dumps(task(60.0)))))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=answers))
    proof_process.main()
    answers.seek(0)
    assert pickle.load(answers).value > 0.0
    assert pickle.load(answers).value == 0.0
