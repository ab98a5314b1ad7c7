"""Many runs at once: portfolios × settings, in processes, resumable, compared.

``plan`` says what is to be run, ``perform`` does one run, an ``Executor`` carries them out,
``runner`` keeps what is finished and has it compared.
"""

from spaceplan.batch.executor import Done, Executor, Lost, Started
from spaceplan.batch.local import LocalProcesses
from spaceplan.batch.manifest import day_of_batch
from spaceplan.batch.outcome import Verdict, verdict_on, verdict_on_all
from spaceplan.batch.parquet import check_parquet
from spaceplan.batch.plan import BatchPlan, Run, plan_batch
from spaceplan.batch.portfolios import PortfolioFolder, find_portfolios
from spaceplan.batch.record import Failure, RunRecord, RunState
from spaceplan.batch.runner import BatchProgress, BatchResult, run_batch
from spaceplan.batch.settings import RunSettings
from spaceplan.batch.sweep import Sweep, load_sweep

__all__ = [
    "BatchPlan",
    "BatchProgress",
    "BatchResult",
    "Done",
    "Executor",
    "Failure",
    "LocalProcesses",
    "Lost",
    "PortfolioFolder",
    "Run",
    "RunRecord",
    "RunSettings",
    "RunState",
    "Started",
    "Sweep",
    "Verdict",
    "check_parquet",
    "day_of_batch",
    "find_portfolios",
    "load_sweep",
    "plan_batch",
    "run_batch",
    "verdict_on",
    "verdict_on_all",
]
