"""The project's own YAML and CSV, both ways, with the place of every fault."""

from spaceplan.files.allocation import allocation_hashes, load_allocation
from spaceplan.files.atomic import FolderWriter, write_atomically
from spaceplan.files.load import LoadedPortfolio, load_portfolio
from spaceplan.files.lookup import find_portfolio, find_rule_set
from spaceplan.files.save import save_portfolio
from spaceplan.files.schemas import json_schemas

__all__ = [
    "FolderWriter",
    "LoadedPortfolio",
    "allocation_hashes",
    "find_portfolio",
    "find_rule_set",
    "json_schemas",
    "load_allocation",
    "load_portfolio",
    "save_portfolio",
    "write_atomically",
]
