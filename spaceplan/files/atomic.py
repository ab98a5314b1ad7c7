"""Files and folders that are written whole or not at all, whatever happens in between."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write a file by way of a temporary one beside it; text is written as UTF-8.

    Missing parent folders are made. A reader sees the old file or the new one, never a part,
    also when the process is killed or the disk is full.
    """
    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, _mode_of(path, 0o666))
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(path.parent)


class FolderWriter:
    """Writes a folder whole or not at all: into a sibling, which then takes its place.

    Used as a context manager; leaving it by an exception leaves the old folder as it was. What
    else lies in the old folder stays there, but for the files that ``ours`` owns up to.

    Parameters
    ----------
    folder
        The folder to write; it may exist.
    ours
        Tells from its path relative to the folder (with ``/``) whether an existing file was
        written by us, and therefore goes unless it is written anew.
    """

    def __init__(self, folder: Path, ours: Callable[[str], bool] = lambda _: False) -> None:
        self.folder = Path(os.path.realpath(folder))
        self._ours = ours

    def __enter__(self) -> FolderWriter:
        """Make the temporary sibling."""
        if self.folder.exists() and not self.folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(self.folder))
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        self._new = Path(
            tempfile.mkdtemp(prefix=f".{self.folder.name[:40]}.", dir=self.folder.parent)
        )
        return self

    def write(self, relative: str, content: str | bytes) -> Path:
        """Write one file at a path relative to the folder; return where it is for now."""
        path = self._new / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
            stream.flush()
            os.fsync(stream.fileno())
        return path

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Put the new folder in the place of the old one, or throw the new one away."""
        try:
            if kind is None:
                os.chmod(self._new, _mode_of(self.folder, 0o777))
                self._keep_foreign_files()
                here = _current_folder()
                _put_in_place(self._new, self.folder)
                if here is not None and here.is_relative_to(self.folder):
                    os.chdir(here)  # else we would stand in the old folder, which goes now
                _sync_folder(self.folder.parent)
        finally:
            shutil.rmtree(self._new, ignore_errors=True)

    def _keep_foreign_files(self) -> None:
        for root, folders, files in os.walk(self.folder):
            here = Path(root).relative_to(self.folder)
            links = [name for name in folders if os.path.islink(Path(root, name))]
            for name in [*files, *links]:
                target = self._new / here / name
                if os.path.lexists(target) or self._ours((here / name).as_posix()):
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                _link_or_copy(Path(root, name), target)
            if not files and not folders:
                (self._new / here).mkdir(parents=True, exist_ok=True)


def _current_folder() -> Path | None:
    try:
        return Path.cwd()
    except OSError:  # it was deleted under our feet
        return None


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _put_in_place(new: Path, folder: Path) -> None:
    """Swap two folders, in one step where the system can; ``new`` is the old one afterwards."""
    if not folder.exists():
        os.rename(new, folder)
        return
    if _exchanged(new, folder):
        return
    aside = new.with_name(new.name + ".old")
    os.rename(folder, aside)
    try:
        os.rename(new, folder)
    except BaseException:
        os.rename(aside, folder)
        raise
    os.rename(aside, new)


def _exchanged(one: Path, other: Path) -> bool:
    """Swap two names by renameat2(2); False where the system has no such call."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    paths = (os.fsencode(one), os.fsencode(other))
    done: int = rename(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE)
    return done == 0


def _mode_of(path: Path, default: int) -> int:
    """Return the permissions of what is replaced, or what a new file gets here."""
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0o077)
    os.umask(mask)
    return default & ~mask


def _sync_folder(folder: Path) -> None:
    """Make renames in a folder survive a power cut, where the system allows it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
