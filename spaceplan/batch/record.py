"""What became of one run: finished with its key figures, or failed with its reason."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

SCHEMA_VERSION = 1
#: Written into a run's folder when everything else in it is complete.
RUN_FILE = "run.json"

#: A key figure: text, a number, or nothing where it is not known.
Figure = str | int | float | bool | None


class RunState(StrEnum):
    """How a run ended."""

    FINISHED = "finished"
    FAILED = "failed"


class Failure(StrEnum):
    """Why a run has no plan."""

    INPUT = "input"
    CONFLICT = "conflict"
    SYSTEM = "system"
    MISTAKE = "mistake"


@dataclass(frozen=True)
class Reason:
    """Why a run failed, in both languages, a line a fault."""

    zh: str
    en: str

    def text(self, language: str) -> str:
        """Return the reason in a language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class RunRecord:
    """One line of the manifest.

    Parameters
    ----------
    run
        ``portfolio/setting``.
    fingerprint
        Of all that the run depends on.
    begun
        When, ISO 8601 with the zone.
    seconds
        From the start of its process's work to its end, loading and drawing included.
    memory_mib
        The most that one of its processes took; None where the system does not say.
    failure, reason, trace
        Why it failed; the trace only of a mistake of the program.
    figures
        (key, value) of its key figures, in the order of the tables.
    inputs, rule_sets, versions
        (name, SHA-256) of the files read; (library, version) of what ran.
    files
        (name, bytes) of what lies in its folder.
    """

    run: str
    portfolio: str
    setting: str
    state: RunState
    fingerprint: str
    begun: str
    seconds: float
    memory_mib: float | None = None
    failure: Failure | None = None
    reason: Reason | None = None
    trace: str = ""
    figures: tuple[tuple[str, Figure], ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()
    rule_sets: tuple[tuple[str, str], ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, int], ...] = ()

    def figure(self, key: str) -> Figure:
        """Return a key figure; None where it is not known."""
        return dict(self.figures).get(key)

    def number(self, key: str) -> float | None:
        """Return a key figure that is a number; None where it is not known."""
        value = self.figure(key)
        return float(value) if isinstance(value, int | float) else None

    def to_dict(self) -> dict[str, Any]:
        """Return the record as JSON has it."""
        plain: dict[str, Any] = {"schema_version": SCHEMA_VERSION, **asdict(self)}
        for key in _PAIRS:
            plain[key] = dict(getattr(self, key))
        return plain


_PAIRS = ("figures", "inputs", "rule_sets", "versions", "files")


def record_from(plain: Any) -> RunRecord | None:
    """Return the record that JSON holds; None where it is none of ours."""
    try:
        if plain.pop("schema_version") != SCHEMA_VERSION:
            return None
        plain |= {key: tuple(plain[key].items()) for key in _PAIRS}
        plain["state"] = RunState(plain["state"])
        plain["failure"] = Failure(plain["failure"]) if plain["failure"] else None
        plain["reason"] = Reason(**plain["reason"]) if plain["reason"] else None
        return RunRecord(**plain)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
