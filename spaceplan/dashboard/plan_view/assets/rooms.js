// The rooms: one of them can be tabbed to, arrow keys walk on; clicks and keys become acts.

const ARROWS = { ArrowRight: 0, ArrowDown: 1, ArrowLeft: 2, ArrowUp: 3 };

class Rooms {
  // `acts` has select(ids), open(id), point(room or null, event), tap(room, event), focus(room or null).
  constructor(drawing, label, acts) {
    Object.assign(this, { rooms: drawing.rooms, acts, at: 0, selected: [] });
    this.elements = drawing.rooms.map((room, i) => this.element_of(room, i, drawing.fills));
    this.element = svg("g", { class: "rooms", role: "listbox", "aria-multiselectable": "true", "aria-label": label }, ...this.elements);
    this.numbers = new Map(drawing.rooms.map((room, i) => [room.id, i]));
    this.listen();
    this.stand(0);
  }

  element_of(room, i, fills) {
    const parts = room.parts.map(([fill, d]) => svg("path", { d, fill: paintOf(fills, fill) }));
    const said = [room.number, room.use, ...room.facts.map((fact) => fact.join(" ")), ...room.findings.map((finding) => finding[1])];
    return svg("g", { class: "room", role: "option", tabindex: "-1", "data-i": i, "data-id": room.id,
      "aria-selected": "false", "aria-label": said.join(", ") }, ...parts);
  }

  pathOf(i) {
    return this.rooms[i].parts.map((part) => part[1]).join("");
  }

  roomOf(event) {
    const element = event.target.closest?.(".room");
    return element ? Number(element.dataset.i) : null;
  }

  listen() {
    const on = (name, act) => this.element.addEventListener(name, (event) => {
      const i = this.roomOf(event);
      if (i !== null) act(i, event);
    });
    on("click", (i, event) => {
      this.pick(i, event.shiftKey || event.ctrlKey || event.metaKey);
      if (event.pointerType === "touch") this.acts.tap(i, event);
    });
    on("dblclick", (i) => this.acts.open(this.rooms[i].id));
    on("pointermove", (i, event) => this.acts.point(i, event));
    on("pointerout", (i, event) => this.acts.point(null, event));
    on("focusin", (i) => { this.stand(i); this.acts.focus(i); });
    on("focusout", () => this.acts.focus(null));
    on("keydown", (i, event) => this.key(i, event));
  }

  key(i, event) {
    if (event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow !== undefined) this.walk(this.rooms[i].steps[arrow]);
    else if (event.key === "Enter") this.acts.open(this.rooms[i].id);
    else if (event.key === " ") this.pick(i, event.shiftKey || event.ctrlKey);
    else if (event.key === "Home") this.walk(0);
    else if (event.key === "End") this.walk(this.rooms.length - 1);
    else if (event.key === "Escape" && this.selected.length) this.acts.select([]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  walk(to) {
    if (to !== null) this.elements[to].focus({ preventScroll: true });
  }

  pick(i, adding) {
    const id = this.rooms[i].id;
    if (!adding) this.acts.select([id]);
    else if (this.selected.includes(id)) this.acts.select(this.selected.filter((other) => other !== id));
    else this.acts.select([...this.selected, id]);
  }

  // Makes one room the one that Tab leads to.
  stand(i) {
    this.elements[this.at]?.setAttribute("tabindex", "-1");
    this.at = i;
    this.elements[i]?.setAttribute("tabindex", "0");
  }

  select(ids) {
    this.selected = ids;
    const chosen = new Set(ids);
    this.elements.forEach((element, i) => element.setAttribute("aria-selected", String(chosen.has(this.rooms[i].id))));
    return ids.filter((id) => this.numbers.has(id)).map((id) => this.numbers.get(id));
  }

  // Shows which rooms are being dragged.
  lift(ids) {
    this.elements.forEach((element, i) => element.classList.toggle("lifted", ids.includes(this.rooms[i].id)));
  }

  // Dims all rooms but some (numbers); null: none is dimmed.
  keep(shown) {
    this.elements.forEach((element, i) => element.classList.toggle("dim", shown !== null && !shown.has(i)));
  }
}
