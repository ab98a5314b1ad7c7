"""The networkx graph and its files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest

from spaceplan.graph import build_graph, to_json, write_graphml, write_json
from spaceplan.model import Building, Door, Site
from tests.cases import corridor_storey, tiny_portfolio
from tests.graph.plans import city


def test_nodes_are_all_rooms_with_use_storey_and_area() -> None:
    network = build_graph(tiny_portfolio(storeys=2)).network
    assert list(network)[:2] == ["hq-101", "hq-102"]
    assert network.nodes["hq-101"] == {"use": "office", "storey": "hq-L01", "area_m2": 18.0}


def test_edges_have_their_kind_as_key_and_their_evidence() -> None:
    network = build_graph(tiny_portfolio(storeys=2)).network
    assert network.edges["hq-101", "hq-1c", "wall"] == {
        "kind": "wall",
        "facing_m": 3.6,
        "gap_m": 0.2,
        "inferred": False,
    }
    door = network.edges["hq-101", "hq-1c", "door"]
    assert door == {"kind": "door", "length_m": 0.0, "x_m": 1.8, "y_m": 5.1, "inferred": False}
    stair = network.edges["hq-1s", "hq-2s", "stair"]
    assert stair == {"kind": "stair", "length_m": 3.6, "inferred": False}


def test_a_second_door_of_a_pair_has_a_key_of_its_own() -> None:
    storey = corridor_storey()
    second = Door(("hq-1c", "hq-101"), (3.0, 5.1))
    building = Building("hq", "s", (replace(storey, doors=(*storey.doors, second)),))
    network = build_graph(city([building])).network
    assert set(network["hq-101"]["hq-1c"]) == {"wall", "door", "door:2"}


def test_entrances_are_joined_outside_on_a_site_and_between_sites() -> None:
    buildings = [
        Building("a", "s", (corridor_storey("a"),), entrances=("a-1c",)),
        Building("b", "s", (corridor_storey("b"),), entrances=("b-1c",), origin=(0.0, 100.0)),
        Building("c", "t", (corridor_storey("c"),), entrances=("c-1c",)),
    ]
    network = build_graph(city(buildings, [Site("s"), Site("t", at=(300.0, 400.0))])).network
    outdoor = {
        (a, b): data["length_m"]
        for a, b, data in network.edges(data=True)
        if data["kind"] == "outdoor"
    }
    assert outdoor == {("a-1c", "b-1c"): 120.0, ("a-1c", "c-1c"): 650.0, ("b-1c", "c-1c"): 650.0}


def edge_kinds(network: nx.Graph[str]) -> list[str]:
    return sorted(data["kind"] for _, _, data in network.edges(data=True))


def test_graphml_and_json_hold_the_same_graph(tmp_path: Path) -> None:
    graph = build_graph(tiny_portfolio(storeys=2))
    write_graphml(graph, tmp_path / "graph.graphml")
    write_json(graph, tmp_path / "graph.json")
    data = json.loads((tmp_path / "graph.json").read_text(encoding="utf-8"))
    assert data == json.loads(json.dumps(to_json(graph)))
    again = nx.node_link_graph(data, edges="edges")
    assert nx.utils.graphs_equal(again, graph.network)
    read = nx.read_graphml(tmp_path / "graph.graphml")
    assert {id: read.nodes[id] for id in read} == {id: again.nodes[id] for id in again}
    assert edge_kinds(read) == edge_kinds(again)


def test_ids_of_graphml_edges_are_unique(tmp_path: Path) -> None:
    write_graphml(build_graph(tiny_portfolio()), tmp_path / "graph.graphml")
    text = (tmp_path / "graph.graphml").read_text(encoding="utf-8")
    ids = [
        part.split('"')[0] for part in text.split("<edge ")[1:] for part in part.split(' id="')[1:]
    ]
    assert len(ids) == 19
    assert len(set(ids)) == 19


def test_an_unknown_room_is_a_key_error() -> None:
    graph = build_graph(tiny_portfolio())
    with pytest.raises(KeyError):
        graph.neighbours("nowhere")
