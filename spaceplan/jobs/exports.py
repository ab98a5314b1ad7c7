"""Files that take their time to be made: forms, certificates, the report, all plans."""

from __future__ import annotations

from spaceplan.i18n import N_
from spaceplan.jobs.request import ExportRequest
from spaceplan.judging import stage_of
from spaceplan.model import Allocation
from spaceplan.prepared import Prepared
from spaceplan.progress import Progress
from spaceplan.report import ReportData, Stage, render_html
from spaceplan.report.archives import certificates_archive, forms_archive, zip_bytes
from spaceplan.report.forms import FormsData
from spaceplan.results import draw_pictures, report_of


def make_export(
    request: ExportRequest,
    base: Prepared,
    prepared: Prepared,
    allocation: Allocation | None,
    progress: Progress,
) -> bytes:
    """Return the file that is asked for.

    Parameters
    ----------
    base, prepared
        The portfolio as its files say, and as it is changed for the plan.
    allocation
        The plan; None: the status quo.
    """
    stage = stage_of(prepared, allocation)
    progress.step(N_("Writing the file"))
    match request.file:
        case "forms.zip":
            return forms_archive(_forms(prepared, stage, allocation), request.language)
        case "certificates.zip":
            return certificates_archive(_forms(prepared, stage, allocation), request.language)
        case "report.html":
            report = _report(base, prepared, stage, allocation)
            return render_html(report, (), language=request.language).encode()
        case "plans.zip":
            report = _report(base, prepared, stage, allocation)
            pictures = draw_pictures(
                report, prepared.graph, language=request.language, progress=progress
            )
            return zip_bytes((picture.file, picture.svg) for picture in pictures)


def _forms(prepared: Prepared, stage: Stage, allocation: Allocation | None) -> FormsData:
    return FormsData(
        prepared.portfolio,
        prepared.rulebook,
        prepared.entitlements,
        stage.allocation,
        stage.check,
        prepared.as_of,
        planned=allocation is not None,
    )


def _report(
    base: Prepared, prepared: Prepared, stage: Stage, allocation: Allocation | None
) -> ReportData:
    """Return the plan beside the status quo, or the status quo alone."""
    if allocation is None:
        return report_of(prepared, stage)
    return report_of(prepared, stage_of(base), stage)
