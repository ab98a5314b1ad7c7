"""Unsaved edits on disk, so that a reload of the page loses none; each browser sees its own.

They lie in the workspace, in a folder named by a hash of the browser's secret (``browser_mark``).
A window that is still open keeps its own; those of windows that are gone are offered again.
"""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from spaceplan.dashboard.draft import Draft
from spaceplan.dashboard.draft_file import DraftText, draft_text, read_draft
from spaceplan.files.atomic import write_atomically
from spaceplan.model import Allocation

_FOLDER = ".drafts"
#: Drafts that nobody came back for are thrown away after so many seconds: a month.
_OLDEST = 30 * 24 * 3600.0
#: So many are kept for one browser.
_MOST = 30


@dataclass(frozen=True)
class KeptDraft:
    """A draft that lies on disk."""

    path: Path
    text: DraftText


@dataclass(frozen=True)
class DraftShelf:
    """Where one window keeps its drafts.

    Parameters
    ----------
    workspace
        Of the portfolio.
    browser
        The secret that only the planner's browser knows.
    session
        The window.
    """

    workspace: Path
    browser: str
    session: str

    @property
    def folder(self) -> Path:
        """Where the drafts of the browser lie."""
        return self.workspace / _FOLDER / _hash(self.browser)

    def path_of(self, base: tuple[str, str]) -> Path:
        """Return the file of this window's draft of a base."""
        return self.folder / f"{_hash(self.session, *base)}.json"

    def keep(self, draft: Draft, portfolio: str, start: Allocation) -> None:
        """Write a draft, or take it away where there is nothing to save; raises OSError."""
        path = self.path_of(draft.base)
        if draft.is_saved:
            path.unlink(missing_ok=True)
            return
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True, mode=0o700)
        write_atomically(path, draft_text(draft, self.session, portfolio, start))

    def kept(self, portfolio: str) -> tuple[KeptDraft, ...]:
        """Return the drafts of the browser, the last one first."""
        found: list[KeptDraft] = []
        with suppress(OSError):
            for path in sorted(self.folder.glob("*.json")):
                text = read_draft(path.read_text("utf-8"))
                if text is not None and text.portfolio == portfolio:
                    found.append(KeptDraft(path, text))
        return tuple(sorted(found, key=lambda kept: kept.text.changed, reverse=True))


def clear_old(workspace: Path) -> None:
    """Throw away the drafts that nobody came back for."""
    oldest = time.time() - _OLDEST
    with suppress(OSError):
        for folder in (workspace / _FOLDER).iterdir():
            files = sorted(folder.glob("*.json"), key=lambda path: -path.stat().st_mtime)
            for number, path in enumerate(files):
                if number >= _MOST or path.stat().st_mtime < oldest:
                    path.unlink(missing_ok=True)
            if not any(folder.glob("*.json")):
                shutil.rmtree(folder, ignore_errors=True)


def _hash(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()[:32]
