// Names under things: in as many lines as they need to be read whole, else cut; said whole on asking.

const LINE_PX = 14;
const MOST_LINES = 3;
const NAME_PX = [12, 11, 10, 9];

// Words under one name: it is said whole to who points at them or has them read out.
function called(name, ...words) {
  const title = svg("title");
  title.textContent = name;
  return svg("g", { role: "img", "aria-label": name }, title, ...words);
}

// A name in lines that are not wider than its place: at the first size at which all of it fits, else cut.
function linesOf(name, most, width) {
  const isSpaced = /\s/.test(name.trim());
  const words = isSpaced ? name.trim().split(/\s+/) : [...name.trim()];
  for (const size of NAME_PX) {
    const lines = [];
    for (const word of words) {
      const longer = lines.length ? `${lines.at(-1)}${isSpaced ? " " : ""}${word}` : word;
      if (lines.length && width(longer, size) <= most) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    if (lines.length <= MOST_LINES && lines.every((line) => width(line, size) <= most)) return { size, lines };
  }
  return { size: 11, lines: [cutTo(name, most, (part) => width(part, 11))] };
}

function cutTo(text, most, width) {
  if (width(text) <= most) return text;
  let kept = text;
  while (kept && width(`${kept}…`) > most) kept = kept.slice(0, -1);
  return kept ? `${kept}…` : "";
}
