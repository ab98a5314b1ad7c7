// Names under things: in as many lines as they need to be read whole; said whole on asking too.

const LINE_PX = 14;
const MOST_LINES = 3;
const NAME_PX = [12, 11, 10];
// A name that would take more than this, pixels, is broken inside its words.
const MOST_NAME_PX = 110;

// Words under one name: it is said whole to who points at them or has them read out.
function called(name, ...words) {
  const title = svg("title");
  title.textContent = name;
  return svg("g", { role: "img", "aria-label": name }, title, ...words);
}

// A name in lines that are not wider than its place, as few as they can be.
function broken(name, most, width, inWords) {
  const lines = [];
  for (const word of inWords ? name.split(/\s+/) : [...name]) {
    const longer = lines.length ? `${lines.at(-1)}${inWords ? " " : ""}${word}` : word;
    if (lines.length && width(longer) <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.length <= MOST_LINES && lines.every((line) => width(line) <= most) ? lines : null;
}

// A name in lines at the first size at which all of it fits; broken inside its words, else cut.
function linesOf(name, most, width) {
  const whole = name.trim();
  for (const inWords of /\s/.test(whole) ? [true, false] : [false]) {
    for (const size of NAME_PX) {
      const lines = broken(whole, most, (text) => width(text, size), inWords);
      if (lines) return { size, lines: lines.map((line) => line.trim()) };
    }
  }
  return { size: 11, lines: [cutTo(whole, most, (part) => width(part, 11))] };
}

// The least width, pixels, in which a name stands whole and, where it is not too long, in whole words.
function leastWide(name, width) {
  const whole = name.trim();
  const of = (text) => width(text, NAME_PX.at(-1));
  const isWords = /^[\x00-\x7f]*$/.test(whole);
  for (let most = 12; most <= MOST_NAME_PX; most += 3) if (broken(whole, most, of, isWords)) return most;
  return MOST_NAME_PX;
}

function cutTo(text, most, width) {
  if (width(text) <= most) return text;
  let kept = text;
  while (kept && width(`${kept}…`) > most) kept = kept.slice(0, -1);
  return kept ? `${kept}…` : "";
}
