"""How work is carried out, as the runner sees it: tasks go in, what became of each comes out.

This is all that the runner knows. Local processes are one way; a cluster engine that has this one
method takes their place without touching anything else.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Started:
    """Work on a task has begun; after a process was lost it may begin again."""

    index: int


@dataclass(frozen=True)
class Done(Generic[R]):
    """A task is done."""

    index: int
    result: R


@dataclass(frozen=True)
class Lost:
    """A task was given up: whoever worked on it was ended from outside, time and again.

    Parameters
    ----------
    how
        How the last one ended, such as ``SIGKILL``.
    attempts
        How many times it was tried.
    """

    index: int
    how: str
    attempts: int


class Executor(Protocol):
    """Carries out tasks, in any order, at once or one by one, here or elsewhere."""

    @property
    def jobs(self) -> int:
        """How many tasks are worked on at once, for the time that is left."""

    def execute(
        self, work: Callable[[T], R], tasks: Sequence[T], stopped: Callable[[], bool]
    ) -> Generator[Started | Done[R] | Lost, None, None]:
        """Yield what becomes of the tasks, as it comes.

        Parameters
        ----------
        work
            Function of a module; it and the tasks can be pickled. It raises nothing.
        stopped
            Once it returns True no further task is begun; those begun are carried through. When
            the generator is closed, they are given up at once.
        """
