// Where buildings stand side by side: to scale, and so far apart that the names under them fit.

const EDGE_PX = 14;
const GAP_PX_BUILDING = 14;
const GAP_PX_SITE = 34;
const LEVEL_PX = 18;
const LEAST_BUILDING_PX = 18;

class Ground {
  // Sites with buildings, the pixels that there are, and how wide a text is at a size.
  constructor(sites, wide, width) {
    Object.assign(this, { sites, width });
    this.buildings = sites.flatMap((site) => site.buildings);
    this.need = new Map(this.buildings.map((b) => [b, Math.max(leastWide(b.name, width) - LEVEL_PX - GAP_PX_BUILDING + 4, LEAST_BUILDING_PX)]));
    this.fit(wide);
    // A site with a long name and little on it needs more than its buildings do.
    for (const site of sites.slice(0, -1)) {
      const short = leastWide(site.name, width) + 8 - GAP_PX_SITE - this.widthOf(site);
      const last = site.buildings.at(-1);
      if (short > 0) this.need.set(last, this.place(last) + short);
    }
    this.fit(wide);
    this.stand();
    this.nameSites();
  }

  // Find the scale at which all buildings and what names need beside them fill the width.
  fit(wide) {
    const gaps = 2 * EDGE_PX + LEVEL_PX * this.buildings.length + GAP_PX_BUILDING * (this.buildings.length - this.sites.length) + GAP_PX_SITE * (this.sites.length - 1);
    const least = this.buildings.reduce((sum, b) => sum + this.need.get(b), 0);
    this.wide = Math.max(wide, gaps + least + 50);
    const narrow = new Set();
    for (;;) {
      const rest = this.buildings.filter((b) => !narrow.has(b));
      const area = rest.reduce((sum, b) => sum + b.width, 0) || 1;
      const taken = [...narrow].reduce((sum, b) => sum + this.need.get(b), 0);
      this.scale = (this.wide - gaps - taken) / area;
      const more = rest.filter((b) => b.width * this.scale < this.need.get(b));
      if (!more.length || more.length === rest.length) break;
      more.forEach((b) => narrow.add(b));
    }
  }

  // What a building has from its left edge to the gap after it, pixels.
  place(building) {
    return Math.max(building.width * this.scale, this.need.get(building));
  }

  widthOf(site) {
    return site.buildings.reduce((sum, b) => sum + LEVEL_PX + this.place(b) + GAP_PX_BUILDING, 0) - LEVEL_PX - GAP_PX_BUILDING;
  }

  stand() {
    this.lefts = new Map();
    this.names = new Map();
    let x = EDGE_PX;
    for (const site of this.sites) {
      for (const building of site.buildings) {
        this.lefts.set(building, x + LEVEL_PX);
        this.names.set(building, linesOf(building.name, this.place(building) + LEVEL_PX + GAP_PX_BUILDING - 4, this.width));
        x += LEVEL_PX + this.place(building) + GAP_PX_BUILDING;
      }
      x += GAP_PX_SITE - GAP_PX_BUILDING;
    }
  }

  // The last site may be narrower than its name, and nothing is to its right: its name moves left.
  nameSites() {
    this.siteNames = new Map();
    let taken = 0;
    for (const site of this.sites) {
      const left = this.lefts.get(site.buildings[0]);
      const isLast = site === this.sites.at(-1);
      const place = this.widthOf(site) + (isLast ? EDGE_PX - 4 : GAP_PX_SITE - 8);
      const isShort = isLast && leastWide(site.name, this.width) > place;
      const name = linesOf(site.name, isShort ? this.wide - 4 - taken : place, this.width);
      const widest = Math.max(...name.lines.map((line) => this.width(line, name.size)));
      const start = Math.min(left, this.wide - 4 - widest);
      this.siteNames.set(site, { ...name, start, left, right: left + this.widthOf(site) });
      taken = start + widest + 8;
    }
  }

  // How many lines the longest name has, of buildings or of sites.
  static lines(names) {
    return Math.max(1, ...[...names.values()].map((name) => name.lines.length));
  }
}
