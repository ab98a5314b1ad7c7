// All storeys small, building by building, on common ground: pointed at, opened, dimmed.

const MOST_PX_A_METRE = 2.4;
const LEAST_PX_A_METRE = 0.7;
const BUILDING_GAP_PX = 18;
const NUMBER_PX = 20;

class Mosaic {
  constructor(parent, drawing, report) {
    Object.assign(this, { drawing, report, words: drawing.words, chosen: new Set(), storeys: [], ground: [], paths: [] });
    this.defs = svg("svg", { class: "defs", "aria-hidden": "true" }, patterns(drawing.fills));
    this.city = html("div", { class: "city", role: "group", "aria-label": this.words.storeys }, ...drawing.sites.map((site) => this.site(site)));
    this.stage = html("div", { class: "sheet" }, this.defs, this.city);
    this.card = new Card(this.stage);
    this.legend = new Legend(drawing.legend, drawing.fills, this.words, (entries) => this.filter(entries));
    this.root = html("div", { class: "mosaic" }, this.head(), this.stage, this.legend.element);
    parent.append(this.root);
    this.listen();
    this.stand(0);
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(this.root);
  }

  head() {
    const { drawing } = this;
    return html("header", {}, html("h3", {}, drawing.title), html("p", {}, drawing.when), html("p", { class: "numbers" }, drawing.facts));
  }

  site(site) {
    const below = (building) => building.storeys.filter((storey) => storey.level < 0).length;
    const deepest = Math.max(...site.buildings.map(below));
    const buildings = html("div", { class: "buildings" }, ...site.buildings.map((building) => this.building(building, deepest - below(building))));
    return html("section", { class: "site" }, buildings, html("h4", {}, site.name));
  }

  // Stands on common ground: as much earth below as the deepest basement of the site needs.
  building(building, earth) {
    const storeys = building.storeys.map((storey) => this.storey(storey, building));
    const ground = Array.from({ length: earth }, () => this.earth(building.storeys.at(-1)));
    return html("div", { class: "building" }, ...storeys, ...ground, html("div", { class: "name" }, building.name));
  }

  earth(storey) {
    const picture = html("div", {});
    this.ground.push({ picture, storey });
    return html("div", { class: "earth" }, picture);
  }

  storey(storey, building) {
    const picture = svg("svg", { viewBox: `0 0 ${storey.width} ${storey.height}`, "aria-hidden": "true" },
      ...storey.rooms.map((room) => {
        const path = svg("path", { d: room[2], style: `fill: ${shadeOf(this.drawing.fills, room[1])}`, class: "small", "data-i": this.paths.length });
        this.paths.push({ path, room, storey });
        return path;
      }));
    const element = html("button", { type: "button", class: "storey", "data-s": this.storeys.length, tabindex: "-1",
      "aria-label": `${storey.title}: ${storey.facts}` }, html("span", { class: "level" }, storey.number), picture);
    this.storeys.push({ element, picture, storey, building });
    return element;
  }

  listen() {
    const storeyOf = (event) => this.storeys[event.target.closest?.(".storey")?.dataset.s];
    this.city.addEventListener("click", (event) => {
      const found = storeyOf(event);
      if (found) this.report(this.selected ?? [], found.storey.id);
    });
    this.city.addEventListener("pointermove", (event) => this.point(event));
    this.city.addEventListener("pointerleave", () => this.card.hide());
    this.city.addEventListener("keydown", (event) => this.key(event, storeyOf(event)));
    this.city.addEventListener("focusin", (event) => {
      const found = storeyOf(event);
      if (found) this.stand(Number(found.element.dataset.s));
    });
  }

  point(event) {
    const i = event.target.dataset?.i;
    if (i === undefined || event.pointerType === "touch") return this.card.hide();
    const { room: [number, , , holders, area, people], storey } = this.paths[i];
    const names = holders.map((d) => this.drawing.departments[d].name).join(", ");
    const facts = [[this.words.held, names || this.words.nobody], [this.words.area, `${area} m²`]];
    if (people) facts.push([this.words.people, String(people)]);
    const corner = this.stage.getBoundingClientRect();
    this.shownCard = this.shownCard?.i === i ? this.shownCard : { i, number, use: storey.title, facts, findings: [] };
    this.card.show(this.shownCard, event.clientX - corner.left, event.clientY - corner.top);
  }

  // Up and down within a building, left and right to the nearest storey of the next one.
  key(event, from) {
    if (!from) return;
    const others = this.storeys.filter((to) => to !== from);
    const level = (to) => Math.abs(to.storey.level - from.storey.level);
    const buildings = this.drawing.sites.flatMap((site) => site.buildings);
    const place = buildings.indexOf(from.building);
    const inBuilding = (building) => others.filter((to) => to.building === building);
    let to = null;
    if (event.key === "ArrowUp") to = closest(inBuilding(from.building).filter((s) => s.storey.level > from.storey.level), level);
    else if (event.key === "ArrowDown") to = closest(inBuilding(from.building).filter((s) => s.storey.level < from.storey.level), level);
    else if (event.key === "ArrowRight") to = closest(inBuilding(buildings[place + 1]), level);
    else if (event.key === "ArrowLeft") to = closest(inBuilding(buildings[place - 1]), level);
    else return;
    event.preventDefault();
    to?.element.focus();
  }

  stand(i) {
    this.storeys[this.at]?.element.setAttribute("tabindex", "-1");
    this.at = i;
    this.storeys[i]?.element.setAttribute("tabindex", "0");
  }

  resize() {
    const { sites } = this.drawing;
    const metres = (site) => site.buildings.reduce((sum, building) => sum + building.metres, 0);
    const longest = sites.reduce((a, b) => (metres(b) > metres(a) ? b : a), sites[0]);
    if (!longest) return;
    const free = this.stage.clientWidth - 32 - longest.buildings.length * (BUILDING_GAP_PX + NUMBER_PX);
    const scale = Math.min(Math.max(free / metres(longest), LEAST_PX_A_METRE), MOST_PX_A_METRE);
    this.root.dataset.theme = isDark(this.root) ? "dark" : "light";
    this.legend.arrange();
    if (scale === this.scale) return;
    this.scale = scale;
    const units = this.drawing.units;
    for (const { picture, storey } of [...this.storeys, ...this.ground]) {
      picture.style.width = `${(storey.width / units) * scale}px`;
      picture.style.height = `${(storey.height / units) * scale}px`;
    }
  }

  update() {
    this.resize();
  }

  select(ids) {
    this.selected = ids;
    const numbers = new Map(this.drawing.departments.map((department, i) => [department.id, i]));
    this.chosen = new Set(ids.filter((id) => numbers.has(id)).map((id) => numbers.get(id)));
    this.dim();
  }

  filter(entries) {
    this.entries = entries === null ? null : new Set(entries.flatMap((entry) => entry.rooms));
    this.dim();
  }

  dim() {
    const { chosen, entries } = this;
    this.paths.forEach(({ path, room }, i) => {
      const kept = (!chosen.size || room[3].some((d) => chosen.has(d))) && (!entries || entries.has(i));
      path.classList.toggle("dim", !kept);
    });
  }

  remove() {
    this.watch.disconnect();
    this.root.remove();
  }
}

function closest(some, cost) {
  return some.reduce((best, one) => (best === null || cost(one) < cost(best) ? one : best), null);
}

export default (component) => mount(component, Mosaic);
