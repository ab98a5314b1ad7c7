// Outlines above everything: what is selected, what has the focus, what has changed.

class Marks {
  constructor() {
    this.changed = svg("g", { class: "changed" });
    this.selected = svg("g", { class: "selected" });
    this.focus = svg("g", { class: "focus" });
    this.element = svg("g", { class: "marks", "aria-hidden": "true" }, this.changed, this.selected, this.focus);
  }

  draw(layer, paths) {
    const halos = paths.map((d) => svg("path", { d, class: "halo" }));
    const lines = paths.map((d) => svg("path", { d, class: "line" }));
    layer.replaceChildren(...halos, ...lines);
  }
}
