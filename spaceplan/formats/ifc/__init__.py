"""IFC files with spaces, storeys and doors: read in a process of its own.

The geometry kernel behind IFC is a large C++ library. A reference that leads in a circle can bring
it down, and one bad solid can keep it busy for hours; neither may take the planner's program with
it. ``read_ifc`` therefore reads in a child process, with a limit on time and memory.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from spaceplan.errors import Fault, InputError, MissingExtraError
from spaceplan.formats.imported import Imported
from spaceplan.i18n import N_, Message
from spaceplan.progress import SILENT, Progress

#: Seconds after which a file is given up; a model of 100 MB takes about a minute.
TIME_LIMIT_S = 900.0


def read_ifc(
    path: Path, *, progress: Progress = SILENT, time_limit: float = TIME_LIMIT_S
) -> Imported:
    """Read a building from an IFC file (IFC2X3, IFC4, IFC4X3).

    Rooms are ``IfcSpace``, with their storey, ground plan, name, use and stated area; doors join
    the rooms that ``IfcRelSpaceBoundary`` states, else those on their two sides; zones with an
    office in them become departments that hold the zone's rooms. People are not in such files:
    departments have none until somebody writes them into ``departments.yaml``.

    Parameters
    ----------
    time_limit
        Seconds after which the file is given up.

    Raises
    ------
    InputError
        If the file cannot be used: no IFC, cut off, of another schema, without rooms, or such that
        reading it crashes or does not end.
    MissingExtraError
        If ifcopenshell is not installed.
    """
    if not _installed():
        raise MissingExtraError("ifc", "reading IFC files")
    with tempfile.TemporaryDirectory(prefix="spaceplan-ifc-") as folder:
        answer = Path(folder, "answer")
        process = subprocess.Popen(
            # -P: what lies in the current folder is data, never a module to import.
            [sys.executable, "-P", "-m", "spaceplan.formats.ifc.worker", str(path), str(answer)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            ended = _wait(process, path, progress, time_limit)
        finally:
            process.kill()
            process.wait()
        if not ended or not answer.exists():
            raise InputError([_given_up(path, ended, process.returncode, time_limit)])
        result = pickle.loads(answer.read_bytes())  # our own child wrote it
    if isinstance(result, Exception):
        raise result
    imported: Imported = result
    return imported


def _installed() -> bool:
    try:
        return find_spec("ifcopenshell") is not None
    except ValueError:  # somebody put None or a hollow module into sys.modules
        return False


def _wait(
    process: subprocess.Popen[bytes], path: Path, progress: Progress, time_limit: float
) -> bool:
    """Wait for the child; False when it did not end in time or the user asked to stop."""
    end = time.monotonic() + time_limit
    while time.monotonic() < end and not progress.stopped():
        progress.step(Message.of(N_("Reading {file}"), file=path.name))
        try:
            process.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            continue
        return True
    return False


def _given_up(path: Path, ended: bool, code: int | None, time_limit: float) -> Fault:
    if ended:
        found = Message.of(N_("data on which the IFC reader crashes (exit code {code})"), code=code)
        return Fault(path.name, None, found, Message.of(N_("valid IFC")))
    found = Message.of(N_("a file that was not read within {seconds:.0f} s"), seconds=time_limit)
    return Fault(path.name, None, found, Message.of(N_("a smaller or simpler model")))
