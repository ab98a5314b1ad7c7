// Elements made one by one: texts from data become text nodes and attributes, never markup.

const SVG_SPACE = "http://www.w3.org/2000/svg";

function put(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children);
  return element;
}

function svg(name, attributes = {}, ...children) {
  return put(document.createElementNS(SVG_SPACE, name), attributes, children);
}

function html(name, attributes = {}, ...children) {
  return put(document.createElement(name), attributes, children);
}

// The lines of a pattern in a square of this side; twice as wide where only two letters ask for it.
const HATCHES = {
  "/": (a) => `M${-a / 4} ${a / 4}L${a / 4} ${-a / 4}M0 ${a}L${a} 0M${0.75 * a} ${1.25 * a}L${1.25 * a} ${0.75 * a}`,
  "\\": (a) => `M${-a / 4} ${0.75 * a}L${a / 4} ${1.25 * a}M0 0L${a} ${a}M${0.75 * a} ${-a / 4}L${1.25 * a} ${a / 4}`,
  "-": (a) => `M0 ${a / 2}H${a}`,
  "|": (a) => `M${a / 2} 0V${a}`,
  x: (a) => HATCHES["/"](a) + HATCHES["\\"](a),
};

function patternOf(fill, id) {
  const side = fill.hatch[0] === "." ? 4 : 14 / fill.hatch.length;
  const ground = svg("rect", { width: side, height: side, fill: fill.face });
  const lines =
    fill.hatch[0] === "."
      ? svg("circle", { cx: side / 2, cy: side / 2, r: 0.5, fill: fill.ink })
      : svg("path", { d: HATCHES[fill.hatch[0]](side), stroke: fill.ink, "stroke-width": Math.max(fill.weight, 0.4), fill: "none" });
  return svg("pattern", { id, width: side, height: side, patternUnits: "userSpaceOnUse" }, ground, lines);
}

function paintOf(fills, number) {
  return fills[number].hatch ? `url(#fill-${number})` : fills[number].face;
}

// A pattern seen from so far that only its shade is left.
function shadeOf(fills, number) {
  const { face, hatch, ink } = fills[number];
  return hatch ? `color-mix(in srgb, ${face} 78%, ${ink})` : face;
}

function patterns(fills) {
  const made = fills.map((fill, i) => (fill.hatch ? patternOf(fill, `fill-${i}`) : null));
  return svg("defs", {}, ...made.filter(Boolean));
}

// Where the middle of a line of figures or Chinese lies above its baseline, in em.
const BASELINE = 0.36;

function textAt(x, y, text, size, colour, halo) {
  const attributes = { x, y: y + BASELINE * size, "font-size": size, fill: colour, "text-anchor": "middle" };
  if (halo) {
    Object.assign(attributes, { stroke: halo, "stroke-width": 0.28 * size, "stroke-linejoin": "round", "paint-order": "stroke" });
  }
  return svg("text", attributes, text);
}

function luminance(colour) {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = colour || "#ffffff";
  probe.fillRect(0, 0, 1, 1);
  const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}

function isDark(element) {
  return luminance(getComputedStyle(element).getPropertyValue("--st-background-color").trim()) < 0.4;
}
