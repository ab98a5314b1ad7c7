"""Long work in a process of its own, with a folder that says how it goes: it outlives the page."""

from spaceplan.jobs.control import (
    cancel_job,
    clean_jobs,
    end_job,
    jobs_folder,
    list_jobs,
    read_job,
    start_job,
)
from spaceplan.jobs.folder import best_plan, read_answer, read_curve, read_result, result_folder
from spaceplan.jobs.job import CurvePoint, Job, JobProgress, JobState
from spaceplan.jobs.request import (
    AllocateRequest,
    CureRequest,
    ExportFile,
    ExportRequest,
    RemediesRequest,
    Request,
    RulesRequest,
    ShortRequest,
)
from spaceplan.jobs.switched import Switched, SwitchedFinding, SwitchedRule, read_switched

__all__ = [
    "AllocateRequest",
    "CureRequest",
    "CurvePoint",
    "ExportFile",
    "ExportRequest",
    "Job",
    "JobProgress",
    "JobState",
    "RemediesRequest",
    "Request",
    "RulesRequest",
    "ShortRequest",
    "Switched",
    "SwitchedFinding",
    "SwitchedRule",
    "best_plan",
    "cancel_job",
    "clean_jobs",
    "end_job",
    "jobs_folder",
    "list_jobs",
    "read_answer",
    "read_curve",
    "read_job",
    "read_result",
    "read_switched",
    "result_folder",
    "start_job",
]
