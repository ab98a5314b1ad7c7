"""An earlier ``findings.json``, read to compare with: of any version that has what it takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from spaceplan.check import Baseline, KnownFinding
from spaceplan.errors import Fault, InputError
from spaceplan.files.fault_words import expected_words, value_words
from spaceplan.files.text import read_text_file
from spaceplan.files.validation import IsoDate
from spaceplan.i18n import N_, Message
from spaceplan.model import Name
from spaceplan.report.found.file import FINGERPRINT

_MOST_FAULTS = 20
_EXPECTED = N_("a findings.json, as spaceplan check --format json writes it")


class _Lenient(BaseModel):
    """Base of what is read: other keys, of older and newer versions, are left aside."""

    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)


class _Text(_Lenient):
    zh: str = ""
    en: str = ""


class _Subject(_Lenient):
    kind: str
    id: str


class _Known(_Lenient):
    rule: str
    state: str
    severity: str
    grade: int
    subject: _Subject
    excess: float
    fingerprint: str = Field(pattern=FINGERPRINT)
    department: str | None = None
    message: _Text = _Text()
    file: str | None = None
    line: int | None = None


class _Earlier(_Lenient):
    as_of: IsoDate
    findings: tuple[_Known, ...]


def load_baseline(path: Path) -> Baseline:
    """Read the findings of an earlier check.

    Raises
    ------
    InputError
        If the file cannot be read, is no JSON, or lacks what a comparison needs.
    """
    name = str(path)
    text = read_text_file(path, name)
    try:
        earlier = _Earlier.model_validate(_parsed(text.text, name))
    except ValidationError as error:
        raise InputError(_faults(error, name)) from None
    return Baseline(
        file=path.name,
        sha256=text.sha256,
        as_of=earlier.as_of,
        findings=tuple(map(_known, earlier.findings)),
    )


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        found = Message.of(N_("no JSON ({reason})"), reason=error.msg)
        raise InputError([Fault(name, error.lineno, found, Message.of(_EXPECTED))]) from None
    except RecursionError:
        found = Message.of(N_("no JSON ({reason})"), reason="nested too deeply")
        raise InputError([Fault(name, None, found, Message.of(_EXPECTED))]) from None


def _faults(error: ValidationError, name: str) -> list[Fault]:
    """Return what is missing or wrong, by the path of its keys."""
    faults = []
    for details in error.errors(include_url=False)[:_MOST_FAULTS]:
        path, kind = ".".join(map(str, details["loc"])) or "file", details["type"]
        if kind == "missing":
            found = Message.of(N_("no '{key}'{where}"), key=path, where="")
        else:
            text = N_("{key} {value}{where}")
            found = Message.of(text, key=path, value=value_words(details), where="")
        worded = kind not in ("missing", "string_pattern_mismatch") and details["loc"]
        expected = expected_words(details) if worded else Message.of(_EXPECTED)
        faults.append(Fault(name, None, found, expected))
    return faults


def _known(finding: _Known) -> KnownFinding:
    return KnownFinding(
        fingerprint=finding.fingerprint,
        rule=finding.rule,
        state=finding.state,
        severity=finding.severity,
        grade=finding.grade,
        excess=finding.excess,
        subject_kind=finding.subject.kind,
        subject=finding.subject.id,
        department=finding.department,
        message=Name(finding.message.zh, finding.message.en),
        file=finding.file,
        line=finding.line,
    )
