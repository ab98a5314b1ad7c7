"""The project's own YAML and CSV, both ways, with the place of every fault."""

from spaceplan.files.load import LoadedPortfolio, load_portfolio
from spaceplan.files.lookup import find_portfolio, find_rule_set

__all__ = ["LoadedPortfolio", "find_portfolio", "find_rule_set", "load_portfolio"]
