// Every storey a bar of departments by area, buildings side by side: seams, vacancy, entitlement.

const LEAST_WIDE_PX = 900;
const MOST_ROW_PX = 30;
const BAR_SHARE = 0.82;
const SIZES_PX = [12, 11, 10, 9];

class Stack {
  constructor(parent, drawing, report) {
    Object.assign(this, { drawing, report, words: drawing.words, selected: [], bars: [] });
    this.svg = svg("svg", { class: "skyline", role: "group", "aria-label": drawing.title });
    this.stage = html("div", { class: "sheet scrolls" }, this.svg);
    this.wrap = html("div", { class: "wrap" }, this.stage);
    this.card = new Card(this.wrap);
    this.legend = new Legend(drawing.legend, drawing.fills, this.words, (entries) => this.filter(entries));
    this.root = html("div", { class: "stack" }, this.head(), this.wrap, this.legend.element, this.keys());
    parent.append(this.root);
    this.measure = document.createElement("canvas").getContext("2d");
    this.listen();
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(this.root);
  }

  head() {
    const { drawing } = this;
    return html("header", {}, html("h3", {}, drawing.title), html("p", {}, drawing.when), html("p", { class: "numbers" }, drawing.facts));
  }

  keys() {
    if (!this.drawing.entitled) return html("div", { class: "keys" });
    const mark = svg("svg", { class: "sample", viewBox: "0 0 24 14" }, svg("path", { d: "M12 1V13", class: "entitled" }));
    const above = svg("svg", { class: "sample", viewBox: "0 0 24 14" }, svg("path", { d: "M2 7H22", class: "above" }));
    return html("div", { class: "keys" }, html("span", {}, mark, this.words.entitled), html("span", {}, above, this.words.above));
  }

  resize() {
    this.root.dataset.theme = isDark(this.root) ? "dark" : "light";
    this.legend.arrange();
    const wide = Math.max(this.stage.clientWidth, LEAST_WIDE_PX);
    if (wide === this.wide && this.most === this.drawnMost) return;
    Object.assign(this, { wide, drawnMost: this.most });
    this.draw();
  }

  draw() {
    const { sites } = this.drawing;
    this.ground = new Ground(sites, this.wide, (text, size) => this.width(text, size));
    const levels = [...new Set(this.ground.buildings.flatMap((b) => b.bars.map((bar) => bar.level)))].sort((a, b) => a - b);
    this.rows = new Map(levels.map((level, i) => [level, i]));
    this.scale = this.ground.scale;
    this.deep = LINE_PX * Ground.lines(this.ground.names) + 26; // from the foot of the bars to the line over the sites' names
    const foot = this.deep + LINE_PX * Ground.lines(this.ground.siteNames) + 8;
    this.row = Math.min((Math.max(this.most, 200) - foot - 24) / Math.max(levels.length, 1), MOST_ROW_PX);
    const tall = this.row * levels.length + foot + 24;
    this.bars = [];
    this.svg.setAttribute("viewBox", `0 0 ${this.ground.wide} ${tall}`);
    this.svg.style.width = `${this.ground.wide}px`;
    this.svg.style.height = `${tall}px`;
    const buildings = this.ground.buildings.map((building) => this.building(building, this.ground.lefts.get(building)));
    this.svg.replaceChildren(patterns(this.drawing.fills), ...buildings, ...sites.map((site) => this.siteName(site)));
    this.stand(0);
    this.dim();
  }

  top(bar) {
    return 12 + (this.rows.size - 1 - this.rows.get(bar.level)) * this.row + (this.row * (1 - BAR_SHARE)) / 2;
  }

  building(building, left) {
    const name = this.ground.names.get(building);
    const ground = 12 + this.rows.size * this.row;
    const lines = name.lines.map((line, i) => this.text(left, ground + 16 + LINE_PX * i, line, name.size, "start"));
    const people = this.shorter(building.people, 11, this.ground.place(building) + LEVEL_PX);
    return svg("g", {}, ...this.ribbons(building, left), ...building.bars.map((bar) => this.bar(bar, building, left)), ...this.labels(building, left),
      svg("path", { d: `M${left} ${ground + 1}H${left + building.width * this.scale}`, class: "ground" }),
      called(building.name, ...lines),
      called(building.people, this.text(left, ground + 17 + LINE_PX * name.lines.length, people, 11, "start soft")));
  }

  siteName(site) {
    const y = 12 + this.rows.size * this.row + this.deep;
    const { lines, size, start, left, right } = this.ground.siteNames.get(site);
    return svg("g", {}, svg("path", { d: `M${left} ${y}H${right}`, class: "site-line" }),
      called(site.name, ...lines.map((line, i) => this.text(start, y + 16 + LINE_PX * i, line, size, "start"))));
  }

  text(x, y, text, size, kind) {
    return svg("text", { x, y, "font-size": size, class: kind }, text);
  }

  width(text, size) {
    this.measure.font = `${size}px ${getComputedStyle(this.root).fontFamily}`;
    return this.measure.measureText(text).width;
  }

  // A number without its unit, where there is no room for both.
  shorter(text, size, most) {
    return this.width(text, size) <= most ? text : this.cut(text.replace(/[^\d,].*$/, ""), size, most);
  }

  cut(text, size, most) {
    return cutTo(text, most, (part) => this.width(part, size));
  }

  // One band joins what a department has on storeys that follow each other.
  ribbons(building, left) {
    const bands = [];
    const tall = this.row * BAR_SHARE;
    building.bars.slice(1).forEach((upper, i) => {
      const lower = building.bars[i];
      if (this.rows.get(upper.level) !== this.rows.get(lower.level) + 1) return;
      for (const [department, start, area, fill] of upper.segments) {
        const below = lower.segments.find((segment) => segment[0] === department);
        if (!below) continue;
        const at = (m2) => left + m2 * this.scale;
        const [a, b, c, d] = [at(start), at(start + area), at(below[1] + below[2]), at(below[1])];
        if (Math.min(b, c) <= Math.max(a, d)) continue;
        const path = `M${a} ${this.top(upper) + tall}H${b}L${c} ${this.top(lower)}H${d}Z`;
        bands.push(svg("path", { d: path, fill: this.drawing.fills[fill].face, class: "ribbon", "data-d": department }));
      }
    });
    return bands;
  }

  bar(bar, building, left) {
    const y = this.top(bar);
    const tall = this.row * BAR_SHARE;
    const group = svg("g", { class: "bar", role: "button", tabindex: "-1", "data-b": this.bars.length, "aria-label": `${bar.title}: ${bar.facts}` });
    const number = this.text(left - 5, y + tall / 2 + 3.5, bar.number, 10, "level");
    const wide = Math.max(bar.length * this.scale, bar.other ? 56 : 2);
    group.append(number, svg("rect", { x: left - LEVEL_PX, y: y - 1, width: wide + LEVEL_PX, height: tall + 2, class: "reach" }));
    bar.segments.forEach(([department, start, area, fill]) => {
      group.append(svg("rect", { x: left + start * this.scale, y, width: Math.max(area * this.scale - 1, 0.4), height: tall,
        fill: paintOf(this.drawing.fills, fill), class: "piece", "data-d": department, "data-m": area }));
    });
    if (bar.vacant) {
      group.append(svg("rect", { x: left + bar.held * this.scale, y, width: bar.vacant * this.scale, height: tall,
        fill: paintOf(this.drawing.fills, this.drawing.vacant), class: "piece vacant", "data-v": bar.vacant }));
    }
    if (bar.other) group.append(svg("rect", { x: left, y, width: 56, height: tall, class: "other" }), this.text(left + 5, y + tall / 2 + 3.5, this.cut(bar.other, 10, 48), 10, "start soft"));
    if (bar.entitled !== null && bar.segments.length) group.append(...this.entitled(bar, left, y));
    group.append(svg("rect", { x: left - 2, y: y - 2, width: wide + 4, height: tall + 4, class: "ring" }));
    this.bars.push({ element: group, bar, building });
    return group;
  }

  entitled(bar, left, y) {
    const x = left + bar.entitled * this.scale;
    const mark = svg("path", { d: `M${x} ${y - 3}V${y + 6}`, class: "entitled" });
    if (bar.held <= bar.entitled) return [mark];
    return [svg("path", { d: `M${x} ${y - 1.5}H${left + bar.held * this.scale}`, class: "above" }), mark];
  }

  // A department's name once a seam, on its widest piece, where it fits.
  labels(building, left) {
    const tall = this.row * BAR_SHARE;
    const widest = new Map();
    const seam = new Map();
    building.bars.forEach((bar) => bar.segments.forEach(([department, start, area]) => {
      const before = seam.get(department);
      const follows = before && before.row + 1 === this.rows.get(bar.level);
      const key = follows ? before.key : `${department} ${this.rows.get(bar.level)}`;
      seam.set(department, { row: this.rows.get(bar.level), key });
      if (!widest.has(key) || widest.get(key).area < area) widest.set(key, { department, start, area, bar });
    }));
    return [...widest.values()].flatMap(({ department, start, area, bar }) => {
      const name = this.drawing.departments[department].short;
      const size = SIZES_PX.find((px) => this.width(name, px) + 4 <= area * this.scale && px + 2 <= tall);
      if (!size) return [];
      const label = this.text(left + (start + area / 2) * this.scale, this.top(bar) + tall / 2 + 0.36 * size, name, size, "label");
      label.dataset.d = department;
      return [label];
    });
  }

  listen() {
    const barOf = (event) => this.bars[event.target.closest?.(".bar")?.dataset.b];
    this.svg.addEventListener("click", (event) => {
      const found = barOf(event);
      if (found) this.report(this.selected, found.bar.storey);
    });
    this.svg.addEventListener("pointermove", (event) => this.point(event, barOf(event)));
    this.svg.addEventListener("pointerleave", () => this.leave());
    this.svg.addEventListener("focusin", (event) => barOf(event) && this.stand(Number(barOf(event).element.dataset.b)));
    this.svg.addEventListener("keydown", (event) => this.key(event, barOf(event)));
  }

  point(event, found) {
    if (!found || event.pointerType === "touch") return this.leave();
    const { d, m, v } = event.target.dataset;
    const name = d === undefined ? null : this.drawing.departments[d].name;
    const facts = name ? [[this.words.held, name], [this.words.area, `${square(m)} m²`]] : v ? [[this.words.nobody, `${square(v)} m²`]] : [];
    const key = `${found.element.dataset.b} ${d} ${v}`;
    if (this.shownCard?.key !== key) this.shownCard = { key, number: found.bar.title, use: found.bar.other, facts: [...facts, ["", found.bar.facts]], findings: [] };
    const corner = this.wrap.getBoundingClientRect();
    this.card.show(this.shownCard, event.clientX - corner.left, event.clientY - corner.top);
    if (this.pointed !== d) {
      this.pointed = d;
      this.dim();
    }
  }

  leave() {
    this.card.hide();
    if (this.pointed === undefined) return;
    this.pointed = undefined;
    this.dim();
  }

  key(event, from) {
    if (!from) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return this.report(this.selected, from.bar.storey);
    }
    const buildings = this.drawing.sites.flatMap((site) => site.buildings);
    const place = buildings.indexOf(from.building);
    const distance = (to) => Math.abs(to.bar.level - from.bar.level);
    const of = (building) => this.bars.filter((to) => to.building === building && to !== from);
    let some = null;
    if (event.key === "ArrowUp") some = of(from.building).filter((to) => to.bar.level > from.bar.level);
    else if (event.key === "ArrowDown") some = of(from.building).filter((to) => to.bar.level < from.bar.level);
    else if (event.key === "ArrowRight") some = of(buildings[place + 1]);
    else if (event.key === "ArrowLeft") some = of(buildings[place - 1]);
    if (some === null) return;
    event.preventDefault();
    some.reduce((best, one) => (best === null || distance(one) < distance(best) ? one : best), null)?.element.focus();
  }

  stand(i) {
    this.bars[this.at]?.element.setAttribute("tabindex", "-1");
    this.at = i;
    this.bars[i]?.element.setAttribute("tabindex", "0");
  }

  update(height) {
    this.most = height;
    this.resize();
  }

  select(ids) {
    this.selected = ids;
    this.dim();
  }

  filter(entries) {
    this.entries = entries;
    this.dim();
  }

  // What is kept in full colour: departments that are pointed at, selected or of chosen entries.
  dim() {
    const { departments } = this.drawing;
    const chosen = new Set(departments.flatMap((department, i) => (this.selected.includes(department.id) ? [i] : [])));
    const listed = this.entries ? new Set(this.entries.flatMap((entry) => entry.departments)) : null;
    const vacant = Boolean(this.entries?.some((entry) => entry.vacant));
    const kept = (d) => (this.pointed !== undefined ? d === Number(this.pointed) : (!chosen.size || chosen.has(d)) && (!listed || listed.has(d)));
    for (const element of this.svg.querySelectorAll("[data-d]")) element.classList.toggle("dim", !kept(Number(element.dataset.d)));
    const dimVacant = this.pointed !== undefined || chosen.size > 0 || (listed && !vacant);
    for (const element of this.svg.querySelectorAll(".vacant")) element.classList.toggle("dim", Boolean(dimVacant));
  }

  remove() {
    this.watch.disconnect();
    this.root.remove();
  }
}

function square(m2) {
  return Number(m2).toLocaleString("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

export default (component) => mount(component, Stack);
