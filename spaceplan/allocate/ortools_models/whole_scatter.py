"""Storeys, zones, buildings, sites and opened area in the whole model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ortools.sat.python import cp_model

from spaceplan.allocate.ortools_models.whole_sum import PricedSum
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.allocate.problem.problem import Problem


class Scatter:
    """Prices how far each department is scattered."""

    def __init__(
        self,
        model: cp_model.CpModel,
        cost: PricedSum,
        problem: Problem,
        geometry: Geometry,
        held: Sequence[Mapping[int, cp_model.IntVar]],
    ) -> None:
        self.model = model
        self.cost = cost
        self.problem = problem
        self.geometry = geometry
        self.users: dict[int, list[cp_model.IntVar]] = {}
        for rooms in held:
            self._department(rooms)
        self._opened()

    def _department(self, held: Mapping[int, cp_model.IntVar]) -> None:
        """x_dr <= used_ds <= in_db; the first building and the first site cost nothing."""
        if not held:
            return
        prices, table = self.problem.prices, self.problem.storeys
        on_storey: dict[int, list[int]] = {}
        for r in held:
            on_storey.setdefault(self.problem.offices.storey[r], []).append(r)
        used: dict[int, cp_model.IntVar] = {}
        for s, rooms in on_storey.items():
            used[s] = self._any([held[r] for r in rooms])
            self.users.setdefault(s, []).append(used[s])
            self.cost.add(used[s], prices.storey)
            self._zones(rooms, held, used[s])
        anywhere = self._any(list(held.values()))
        for group, price in ((table.building, prices.building), (table.site, prices.site)):
            for place in sorted({group[s] for s in used}):
                inside = self._any([used[s] for s in used if group[s] == place])
                self.cost.add(inside, price)
            self.cost.add(anywhere, -price)

    def _any(self, variables: Sequence[cp_model.IntVar]) -> cp_model.IntVar:
        """Return a variable that is 1 exactly if one of the others is."""
        found = self.model.new_bool_var("")
        self.model.add_max_equality(found, list(variables))
        return found

    def _zones(
        self, rooms: Sequence[int], held: Mapping[int, cp_model.IntVar], used: cp_model.IntVar
    ) -> None:
        """Count zones = Σ x_r − arcs of a forest in the graph of what lies within reach.

        A room has at most one arc to a room held within reach, of a lower level; the best forest
        leaves one root a zone. zones − used is priced.
        """
        price = self.problem.prices.zone
        if not price or len(rooms) < 2:
            return
        level = {r: self.model.new_int_var(0, len(rooms) - 1, "") for r in rooms}
        for r in rooms:
            arcs = []
            for other in rooms:
                if self.geometry.reach[r] & self.geometry.bit[other]:
                    arc = self.model.new_bool_var("")
                    self.model.add_implication(arc, held[r])
                    self.model.add_implication(arc, held[other])
                    self.model.add(level[r] >= level[other] + 1).only_enforce_if(arc)
                    arcs.append(arc)
                    self.cost.add(arc, -price)
            self.model.add_at_most_one(arcs)
            self.cost.add(held[r], price)
        self.cost.add(used, -price)

    def _opened(self) -> None:
        """used_ds <= opened_s, priced by the office area of the storey."""
        for s, users in self.users.items():
            area = self.problem.storeys.opened_dm2[s]
            self.cost.add(self._any(users), self.problem.prices.opened * area, 100)
