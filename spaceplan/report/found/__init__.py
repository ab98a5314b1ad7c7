"""The findings of a check in every form: for people, for programs, for the tools of others."""

from spaceplan.report.found.baseline import load_baseline
from spaceplan.report.found.content import finding_dict, findings_dict
from spaceplan.report.found.file import findings_schema
from spaceplan.report.found.render import FILE_NAMES, FORMATS, render_findings
from spaceplan.report.found.report import FindingsReport
from spaceplan.report.found.text import findings_text
from spaceplan.report.found.why import find_finding, why_text

__all__ = [
    "FILE_NAMES",
    "FORMATS",
    "FindingsReport",
    "find_finding",
    "finding_dict",
    "findings_dict",
    "findings_schema",
    "findings_text",
    "load_baseline",
    "render_findings",
    "why_text",
]
