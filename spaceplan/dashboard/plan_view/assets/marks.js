// Outlines above everything: what is selected, what has the focus, what has changed.

class Marks {
  constructor() {
    this.changed = svg("g", { class: "changed" });
    this.layers = svg("g", { class: "layers" });
    this.selected = svg("g", { class: "selected" });
    this.focus = svg("g", { class: "focus" });
    this.target = svg("g", { class: "aim" });
    this.element = svg("g", { class: "marks", "aria-hidden": "true" }, this.layers, this.changed, this.selected, this.focus, this.target);
  }

  // The edges and nodes of the spatial graph; a department's zones and its hub.
  lay(graph, marked) {
    const edges = (graph?.edges ?? []).map(([kind, d]) => svg("path", { d, class: `edge ${kind}` }));
    const nodes = (graph?.nodes ?? []).map(([cx, cy]) => svg("circle", { cx, cy, r: 1.7, class: "node" }));
    const long = graph ? [svg("path", { d: graph.long, class: "edge long" })] : [];
    this.layers.replaceChildren(...long, ...edges, ...nodes);
    if (!marked) return;
    this.layers.append(svg("path", { d: marked.zones, class: "halo" }), svg("path", { d: marked.zones, class: "zone-line" }));
    if (marked.hub) this.layers.append(hubAt(...marked.hub));
  }

  draw(layer, paths) {
    const halos = paths.map((d) => svg("path", { d, class: "halo" }));
    const lines = paths.map((d) => svg("path", { d, class: "line" }));
    layer.replaceChildren(...halos, ...lines);
  }
}

function hubAt(x, y) {
  const mark = svg("g", { class: "hub", transform: `translate(${x} ${y})` });
  mark.append(svg("circle", { r: 6.5, class: "hub-ground" }), svg("path", { d: "M0 -4.6L1.4 -1.4L4.6 0L1.4 1.4L0 4.6L-1.4 1.4L-4.6 0L-1.4 -1.4Z" }));
  return mark;
}

// What the lines of the layers mean.
function keysOf(graph, marked) {
  const sample = (kind) => svg("svg", { class: `sample ${kind}`, viewBox: "0 0 24 10", "aria-hidden": "true" }, svg("path", { d: "M1 5H23", class: `edge ${kind}` }));
  const keys = (graph?.edges ?? []).map(([kind, , label]) => html("span", {}, sample(kind), label));
  if (marked) {
    keys.push(html("span", {}, sample("zone-line"), marked.label));
    if (marked.hub_label) keys.push(html("span", {}, svg("svg", { class: "sample", viewBox: "-8 -8 16 16" }, hubAt(0, 0)), marked.hub_label));
  }
  return html("div", { class: "keys" }, ...keys);
}
