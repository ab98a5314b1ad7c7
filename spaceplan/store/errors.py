"""What a store refuses, each saying what to do instead."""

from __future__ import annotations

from datetime import datetime

from spaceplan.errors import SpaceplanError
from spaceplan.i18n import N_, Message


class StoreError(SpaceplanError):
    """A scenario could not be kept, changed or found; nothing was written."""


class ScenarioTakenError(StoreError):
    """Somebody else saved meanwhile: under the same name, or over the same scenario."""


class ScenarioGoneError(StoreError):
    """A scenario does not exist, any more or at all."""


def taken(name: str, who: str, changed: datetime) -> ScenarioTakenError:
    """Return the error of saving under a name that there is already."""
    text = N_(
        "there is a scenario '{name}' already, saved by {who} on {when}; choose another name, or "
        "open that one and save over it"
    )
    return ScenarioTakenError(Message.of(text, name=name, who=who or "?", when=_when(changed)))


def overtaken(name: str, who: str, changed: datetime) -> ScenarioTakenError:
    """Return the error of saving over a scenario that was changed since it was opened."""
    text = N_(
        "'{name}' was changed by {who} on {when}, after you had opened it; save yours under "
        "another name, or open it again first"
    )
    return ScenarioTakenError(Message.of(text, name=name, who=who or "?", when=_when(changed)))


def gone(name: str) -> ScenarioGoneError:
    """Return the error of naming a scenario that is not there."""
    text = N_("there is no scenario '{name}' any more; it was deleted, or never was there")
    return ScenarioGoneError(Message.of(text, name=name))


def no_name(why: str) -> StoreError:
    """Return the error of a name that is none; ``why`` is a marked message."""
    return StoreError(Message.of(why))


def busy() -> StoreError:
    """Return the error of a workspace in which somebody else writes for too long."""
    return StoreError(
        Message.of(N_("somebody else is saving at this moment; nothing was written, try again"))
    )


def unwritable(folder: str, reason: str) -> StoreError:
    """Return the error of a workspace that cannot be written to."""
    text = N_(
        "the scenarios' folder '{folder}' cannot be written ({reason}); choose another one "
        "with --workspace"
    )
    return StoreError(Message.of(text, folder=folder, reason=reason))


def _when(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
