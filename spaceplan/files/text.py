"""Text files as people have them: UTF-8 with or without BOM, UTF-16, GBK; read once, hashed."""

from __future__ import annotations

import codecs
import hashlib
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from spaceplan.errors import Fault, InputError, Severity
from spaceplan.i18n import N_, Message

LARGEST_BYTES = 256 * 1024 * 1024
#: ``# coding: gbk`` in the first line, for files that would also pass as UTF-8.
_DECLARED_GBK = re.compile(rb"[^\n]{0,60}coding[:=][ \t]*[\"']?(?:gbk|gb2312|gb18030)", re.I)


@dataclass(frozen=True)
class TextFile:
    """The text of a file, what its bytes hash to, and what was odd about its encoding."""

    name: str
    text: str
    sha256: str
    warnings: tuple[Fault, ...] = ()


def read_text_file(path: Path, name: str) -> TextFile:
    """Read a text file; ``name`` is what faults call it.

    Raises
    ------
    InputError
        If it cannot be read, is no regular file, is too large, or is neither UTF-8, UTF-16 with
        a BOM, nor GB18030 (of which GBK and GB2312 are parts).
    """
    raw = _read_bytes(path, name)
    text, warnings = _decode(raw, name)
    return TextFile(name, text, hashlib.sha256(raw).hexdigest(), warnings)


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise _refused(name, N_("something that is not a regular file"), N_("a file"))
        if status.st_size > LARGEST_BYTES:
            raise _refused(name, N_("a file over 256 MiB"), N_("a smaller file"))
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        found = Message.of(N_("no readable file ({reason})"), reason=reason)
        raise InputError([Fault(name, None, found, Message.of(N_("a file")))]) from error


def _refused(name: str, found: str, expected: str) -> InputError:
    return InputError([Fault(name, None, Message.of(found), Message.of(expected))])


def _decode(raw: bytes, name: str) -> tuple[str, tuple[Fault, ...]]:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_as("utf-16", raw, name, 1)
    if _DECLARED_GBK.match(raw):
        return _decode_as("gb18030", raw, name, 1)
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        return _decode_as("gb18030", raw, name, raw.count(b"\n", 0, error.start) + 1)


def _decode_as(encoding: str, raw: bytes, name: str, line: int) -> tuple[str, tuple[Fault, ...]]:
    expected = Message.of(N_("UTF-8 text"))
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        found = Message.of(N_("bytes that are neither UTF-8 nor GB18030 (GBK)"))
        raise InputError([Fault(name, line, found, expected)]) from error
    called = "GB18030 (GBK)" if encoding == "gb18030" else encoding.upper()
    found = Message.of(N_("{encoding} text, read as such"), encoding=called)
    return text, (Fault(name, line, found, expected, Severity.WARNING),)
