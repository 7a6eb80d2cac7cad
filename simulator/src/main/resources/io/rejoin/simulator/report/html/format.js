// Numbers as people read them. Times are microseconds.

const GLYPHS = { pass: "\u2713", violation: "\u2717", unknown: "?" };
const WORDS = { pass: "Pass", violation: "Violation", unknown: "Unknown" };

export function glyph(verdict) {
  return GLYPHS[verdict];
}

export function verdictText(verdict) {
  return GLYPHS[verdict] + "\u00a0" + WORDS[verdict];
}

export function count(number) {
  return String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

export function clock(micros) {
  const millis = Math.floor(Math.abs(micros) / 1000);
  const two = (number) => String(number).padStart(2, "0");
  const seconds = Math.floor(millis / 1000);
  const minutes = Math.floor(seconds / 60);
  const head = minutes < 60 ? two(minutes) : Math.floor(minutes / 60) + ":" + two(minutes % 60);
  const rest = String(millis % 1000).padStart(3, "0");
  return (micros < 0 ? "\u2212" : "") + head + ":" + two(seconds % 60) + "." + rest;
}

export function span(micros) {
  const units = [["ms", 1e3], ["s", 1e6], ["min", 6e7], ["h", 3.6e9], ["d", 8.64e10]];
  let [name, size] = units[0];
  for (const [nextName, nextSize] of units.slice(1)) {
    if (Math.abs(micros) >= nextSize * (nextName === "s" ? 1 : 1.5)) {
      [name, size] = [nextName, nextSize];
    }
  }
  return plain(micros / size) + "\u00a0" + name;
}

export function plain(number) {
  if (number === 0 || Math.abs(number) >= 100) {
    return count(number);
  }
  return String(Number(number.toPrecision(3)));
}

export function bytes(number) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let unit = 0;
  let size = number;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return plain(size) + "\u00a0" + units[unit];
}

export function share(some, all) {
  if (some === all) {
    return "100.0\u00a0%";
  }
  return (Math.floor((some * 1000) / all) / 10).toFixed(1) + "\u00a0%";
}

/** Ticks of a time axis at round times, at most so many. */
export function ticks(from, to, most) {
  const steps = [1e5, 2e5, 5e5, 1e6, 2e6, 5e6, 1e7, 2e7, 3e7, 6e7, 1.2e8, 3e8, 6e8, 1.2e9, 1.8e9,
    3.6e9, 7.2e9, 1.44e10, 2.16e10, 4.32e10, 8.64e10, 2 * 8.64e10, 7 * 8.64e10, 30 * 8.64e10,
    90 * 8.64e10, 365 * 8.64e10];
  const step = steps.find((each) => (to - from) / each <= most) || (to - from) / most;
  const all = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    all.push(at);
  }
  return all;
}

/** A tick's time without what is zero. */
export function tickText(micros) {
  if (Math.abs(micros) >= 2 * 8.64e10) {
    return plain(micros / 8.64e10) + "\u00a0d";
  }
  return clock(micros).replace(/\.000$/, "");
}
