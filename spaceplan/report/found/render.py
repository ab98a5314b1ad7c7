"""A check's findings in one of the formats, as bytes ready to be written."""

from __future__ import annotations

import json
from collections.abc import Callable

from spaceplan.report.found.content import findings_dict
from spaceplan.report.found.junit import findings_junit
from spaceplan.report.found.page import findings_html
from spaceplan.report.found.report import FindingsReport
from spaceplan.report.found.sarif import findings_sarif
from spaceplan.report.found.table import findings_csv
from spaceplan.report.found.text import findings_text
from spaceplan.report.found.workbook import findings_xlsx


def _json(report: FindingsReport, _language: str) -> str:
    return json.dumps(findings_dict(report), ensure_ascii=False, indent=2) + "\n"


def _csv(report: FindingsReport, _language: str) -> str:
    return findings_csv(report)


def _text(report: FindingsReport, language: str) -> str:
    return findings_text(report, language) + "\n"


_WRITERS: dict[str, Callable[[FindingsReport, str], str | bytes]] = {
    "text": _text,
    "json": _json,
    "sarif": findings_sarif,
    "junit": findings_junit,
    "csv": _csv,
    "xlsx": findings_xlsx,
    "html": findings_html,
}
FORMATS = tuple(_WRITERS)
#: What a file is called where a folder was named for it.
FILE_NAMES = {
    "text": "findings.txt",
    "json": "findings.json",
    "sarif": "findings.sarif",
    "junit": "findings.xml",
    "csv": "findings.csv",
    "xlsx": "findings.xlsx",
    "html": "findings.html",
}


def render_findings(report: FindingsReport, form: str, language: str = "en") -> bytes:
    """Return the findings in a format; the same findings give the same bytes.

    Parameters
    ----------
    form
        One of ``FORMATS``; KeyError for another one.
    language
        Of texts, ``zh`` or ``en``; JSON, CSV and the page hold both.
    """
    content = _WRITERS[form](report, language)
    return content if isinstance(content, bytes) else content.encode()
