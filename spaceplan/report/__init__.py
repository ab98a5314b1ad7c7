"""Reports: text for the terminal, JSON and CSV for programs, one page for people."""

from spaceplan.report.data import ReportData, Solution, Stage, gap_of
from spaceplan.report.entitlements import entitlements_dict, entitlements_text
from spaceplan.report.found import (
    FILE_NAMES,
    FORMATS,
    FindingsReport,
    find_finding,
    finding_dict,
    findings_dict,
    findings_schema,
    findings_text,
    load_baseline,
    render_findings,
    why_text,
)
from spaceplan.report.html import render_html
from spaceplan.report.html_pictures import Picture
from spaceplan.report.moves import Move, list_moves, moves_csv
from spaceplan.report.summary import summary_dict
from spaceplan.report.tables import allocation_csv, people_csv
from spaceplan.report.text import run_text

__all__ = [
    "FILE_NAMES",
    "FORMATS",
    "FindingsReport",
    "Move",
    "Picture",
    "ReportData",
    "Solution",
    "Stage",
    "allocation_csv",
    "entitlements_dict",
    "entitlements_text",
    "find_finding",
    "finding_dict",
    "findings_dict",
    "findings_schema",
    "findings_text",
    "gap_of",
    "list_moves",
    "load_baseline",
    "moves_csv",
    "people_csv",
    "render_findings",
    "render_html",
    "run_text",
    "summary_dict",
    "why_text",
]
