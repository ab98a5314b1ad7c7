"""Where the findings go: one format to stdout, each to a file of its own, or all into a folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from spaceplan.files import write_atomically
from spaceplan.report import FILE_NAMES, FORMATS

#: What is no text, and only confuses a terminal.
_BINARY = frozenset({"xlsx"})


@dataclass(frozen=True)
class Output:
    """One format and where it goes; None: stdout."""

    form: str
    path: Path | None


class FormatType(click.ParamType[tuple[str, str]]):
    """``FORMAT`` or ``FORMAT=PATH``; ``-`` is stdout."""

    name = "format"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Return format and path (empty where none is given); fails on an unknown format."""
        if isinstance(value, tuple):
            return value[0], value[1]
        form, equals, path = str(value).partition("=")
        if form not in FORMATS:
            self.fail(f"{form!r} is not one of {', '.join(FORMATS)}.", param, ctx)
        if equals and not path:
            self.fail(f"{value!r} names no file after the '='.", param, ctx)
        return form, path


def choose_outputs(formats: Sequence[tuple[str, str]], target: Path | None) -> tuple[Output, ...]:
    """Return where each format goes.

    A format with a path of its own goes there. Else with ``target``: a folder receives
    ``findings.json``, ``findings.sarif``, ...; for a single format it may be a file as well. Else
    to stdout, which takes one format.

    Raises
    ------
    UsageError
        If two formats would go to stdout or into one file, or ``-o`` names a file for several.
    """
    asked = list(dict.fromkeys(formats))
    free = [form for form, path in asked if not path]
    if target is not None and not free:
        raise click.UsageError("-o is for formats without a path of their own; there is none.")
    as_folder = target is not None and _is_folder(target, several=len(free) > 1)
    if target is not None and len(free) > 1 and target.is_file():
        raise click.UsageError(f"-o {target} is a file; several formats need a folder.")
    outputs = tuple(
        Output(form, _path(form, own, target, as_folder=as_folder)) for form, own in asked
    )
    paths = [output.path for output in outputs]
    if paths.count(None) > 1:
        raise click.UsageError("Several formats need a folder (-o DIR) or a path each (json=FILE).")
    if len(set(paths)) < len(paths):
        raise click.UsageError("Two formats would be written into the same file.")
    return outputs


def _is_folder(target: Path, *, several: bool) -> bool:
    """Return whether ``-o`` means a folder: it is one, ends like one, or has to take several."""
    return several or target.is_dir() or not target.suffix


def _path(form: str, own: str, target: Path | None, *, as_folder: bool) -> Path | None:
    if own:
        return None if own == "-" else Path(own)
    if target is None or str(target) == "-":
        return None
    return target / FILE_NAMES[form] if as_folder else target


def write_outputs(outputs: Sequence[Output], render: Callable[[str], bytes]) -> tuple[Path, ...]:
    """Write every format where it goes, all made before the first is written; return the files."""
    contents = [(output, render(output.form)) for output in outputs]
    for output, content in contents:
        if output.path is not None:
            write_atomically(output.path, content)
    for output, content in contents:
        if output.path is None:
            write_stdout(content)
    return tuple(output.path for output in outputs if output.path is not None)


def refuse_terminal(outputs: Sequence[Output]) -> None:
    """Refuse what is no text on a terminal; raises UsageError."""
    for output in outputs:
        if output.path is None and output.form in _BINARY and sys.stdout.isatty():
            text = f"{output.form} is no text: name a file, as in --format {output.form}=FILE."
            raise click.UsageError(text)


def write_stdout(content: bytes) -> None:
    """Write a result to stdout; a reader that has seen enough (``| head``) is no error."""
    stream = sys.stdout.buffer
    try:
        stream.write(content)
        stream.flush()
    except BrokenPipeError:
        # Python would flush again at the end, fail again, and change the exit code
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
