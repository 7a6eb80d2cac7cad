import { drawn, el, svg, table } from "./dom.js";
import { clock, count, share, span, tickText, ticks } from "./format.js";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const CURVE = 84;
const TOP = 22;
const BOTTOM = 24;
const MOST_LANES = 48;
const MOST_DRAWN = 160;
const ISLANDS = 6;

/** Nodes of a site that were always alike share a lane; if lanes are too many, quiet ones join. */
function lanes(data) {
  const own = data.nodes.map(() => []);
  for (const [node, from, to, condition, island] of data.spans) {
    own[node].push({ from, to, condition, island });
  }
  const all = [];
  data.nodes.forEach((node, number) => {
    const last = all[all.length - 1];
    const shape = JSON.stringify(own[number]);
    if (last && last.site === node.site && last.shape === shape) {
      last.nodes.push(number);
    } else {
      all.push({ site: node.site, shape, nodes: [number], spans: own[number] });
    }
  });
  if (all.length <= MOST_LANES) {
    return all;
  }
  const groups = new Map();
  for (const lane of all) {
    const found = groups.get(lane.shape);
    if (found) {
      found.nodes.push(...lane.nodes);
      found.sites.add(lane.site);
    } else {
      groups.set(lane.shape, { ...lane, sites: new Set([lane.site]) });
    }
  }
  return [...groups.values()].sort((a, b) => b.nodes.length - a.nodes.length);
}

function laneName(data, lane) {
  if (lane.nodes.length === 1) {
    return data.nodes[lane.nodes[0]].name;
  }
  if (lane.sites && lane.sites.size > 1) {
    return count(lane.nodes.length) + " nodes";
  }
  const site = data.nodes.filter((node) => node.site === lane.site).length;
  return site === lane.nodes.length ? lane.site + " \u00d7" + site
    : lane.site + ", " + lane.nodes.length + " nodes";
}

function fillOf(part) {
  if (part.condition === "paused") {
    return "url(#paused)";
  }
  return part.island === 0 ? "var(--up)" : "var(--i" + (((part.island - 1) % ISLANDS) + 1) + ")";
}

function wordOf(part) {
  if (part.condition === "down" || part.condition === "paused") {
    return part.condition;
  }
  return part.condition === "up" && part.island > 0 ? "cut off" : "";
}

function drawLane(picture, lane, x, y, height) {
  for (const part of lane.spans) {
    const left = x(part.from);
    const width = Math.max(0.75, x(part.to) - left);
    const word = wordOf(part);
    const title = svg("title", {}, (word || part.condition) + ", " + clock(part.from) + " to "
      + clock(part.to));
    if (part.condition === "up" || part.condition === "paused") {
      picture.append(svg("rect", { x: left, y, width, height, fill: fillOf(part) }, title));
    } else if (part.condition === "down") {
      picture.append(svg("rect", { x: left + 0.5, y: y + 0.5, width: Math.max(1, width - 1),
        height: Math.max(1, height - 1), fill: "none", stroke: "var(--violation)",
        "stroke-dasharray": "3 2" }, title));
    } else {
      picture.append(svg("line", { x1: left, x2: left + width, y1: y + height / 2,
        y2: y + height / 2, stroke: "var(--line)" }));
    }
    if (word && height >= 12 && width > word.length * 6.5 + 8) {
      const plain = part.condition === "up";
      picture.append(svg("text", { x: left + 5, y: y + height / 2 + 4, class: plain ? "on" : "" },
        word));
    }
  }
}

function drawRoots(picture, data, x, left) {
  const { time, roots } = data.samples;
  const most = roots.reduce((a, b) => Math.max(a, b), 2);
  const y = (number) => TOP + CURVE - 8 - ((number - 1) / (most - 1)) * (CURVE - 22);
  let path = "M" + x(Math.max(data.start, time[0] ?? 0)) + " " + y(roots[0] ?? 1);
  time.forEach((at, i) => {
    path += "H" + x(at).toFixed(1) + "V" + y(roots[i]).toFixed(1);
  });
  picture.append(
    svg("line", { x1: left, x2: x(data.end), y1: y(1), y2: y(1), stroke: "var(--line)" }),
    svg("path", { d: path, fill: "none", stroke: "var(--mark)", "stroke-width": 1.75 }),
    svg("text", { x: left - 8, y: y(most) + 4, "text-anchor": "end" }, String(most)),
    svg("text", { x: left - 8, y: y(1) + 4, "text-anchor": "end" }, "1")
  );
}

function drawWindows(picture, data, x, bottom) {
  data.windows.forEach((window, i) => {
    const left = x(window.from);
    const width = Math.max(1, x(window.to) - left);
    picture.append(svg("rect", { x: left, y: TOP - 4, width, height: bottom - TOP + 4,
      fill: "var(--shade)" }, svg("title", {}, window.kind + " " + window.what)));
    if (i < LETTERS.length) {
      picture.append(svg("text", { x: left + 1, y: TOP - 8, class: "strong" }, LETTERS[i]));
    }
  });
}

function pattern() {
  return svg("defs", {}, svg("pattern", { id: "paused", width: 6, height: 6,
    patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg("rect", { width: 3, height: 6, fill: "var(--up)" })));
}

function readoutAt(data, at) {
  const { time, roots, attempted, answered } = data.samples;
  let i = time.findIndex((each) => each >= at);
  i = i < 0 ? time.length - 1 : i;
  const words = [el("b", {}, clock(at)), " \u00b7 ", roots[i] === 1 ? "all equal"
    : roots[i] + " different roots"];
  if (attempted[i] > 0) {
    words.push(" \u00b7 answered " + share(answered[i], attempted[i]));
  }
  const running = data.windows.filter((each) => each.from <= at && at <= each.to);
  if (running.length > 0) {
    words.push(" \u00b7 " + running.slice(0, 2).map((each) => each.kind + " " + each.what)
      .join("; ") + (running.length > 2 ? " and " + (running.length - 2) + " more" : ""));
  }
  return words;
}

function draw(box, data, all, readout, width) {
  const left = Math.min(132, Math.round(width * 0.26));
  const right = width - 8;
  const x = (at) => left + ((at - data.start) / (data.end - data.start)) * (right - left);
  const height = all.length <= 24 ? 17 : all.length <= MOST_LANES ? 11 : 6;
  const gap = height > 8 ? 3 : 1;
  const lanesTop = TOP + CURVE + 8;
  const bottom = lanesTop + all.length * (height + gap);
  const picture = svg("svg", { viewBox: "0 0 " + width + " " + (bottom + BOTTOM),
    height: bottom + BOTTOM, role: "img", tabindex: 0,
    "aria-label": "Time ribbon. The same as a table below." }, pattern());
  drawWindows(picture, data, x, bottom);
  drawRoots(picture, data, x, left);
  picture.append(svg("text", { x: left - 8, y: TOP + CURVE / 2, "text-anchor": "end" }, "roots"));
  all.forEach((lane, i) => {
    const y = lanesTop + i * (height + gap);
    drawLane(picture, lane, x, y, height);
    if (height >= 11) {
      const name = laneName(data, lane);
      const room = Math.floor((left - 10) / 6.6);
      picture.append(svg("text", { x: left - 8, y: y + height / 2 + 4, "text-anchor": "end" },
        name.length > room ? "\u2026" + name.slice(1 - room) : name, svg("title", {}, name)));
    }
  });
  for (const at of ticks(data.start, data.end, (right - left) / 76)) {
    picture.append(svg("text", { x: x(at), y: bottom + 17, "text-anchor": "middle" },
      tickText(at)));
  }
  const cross = svg("line", { y1: TOP - 4, y2: bottom, stroke: "var(--mark)",
    "stroke-dasharray": "2 2", visibility: "hidden" });
  picture.append(cross);
  let shown = data.start;
  const show = (at) => {
    shown = Math.min(data.end, Math.max(data.start, at));
    cross.setAttribute("x1", x(shown));
    cross.setAttribute("x2", x(shown));
    cross.setAttribute("visibility", "visible");
    readout.replaceChildren(...readoutAt(data, shown));
  };
  picture.addEventListener("pointermove", (event) => {
    const place = event.clientX - picture.getBoundingClientRect().left;
    show(data.start + ((place - left) / (right - left)) * (data.end - data.start));
  });
  picture.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (way) {
      event.preventDefault();
      show(shown + (way * (data.end - data.start)) / 100);
    }
  });
  box.replaceChildren(picture);
}

function keys() {
  const key = (style, name, extra = "") =>
    el("span", {}, el("i", { class: "swatch " + extra, style }), name);
  return el("div", { class: "keys" }, key("background:var(--up)", "with the others"),
    key("background:var(--i1)", "cut off: each island has a colour"), key("", "paused", "paused"),
    key("", "down", "down"), key("background:var(--shade)", "something befalls them"));
}

function windowList(data) {
  const items = data.windows.slice(0, LETTERS.length).map((window, i) => el("li", {},
    el("b", {}, LETTERS[i]), window.kind + " " + window.what + " ",
    el("span", { class: "quiet" }, clock(window.from)
      + (window.to > window.from ? ", for " + span(window.to - window.from) : ""))));
  const more = data.windows.length - items.length;
  return [el("ol", { class: "windows", style: "margin-top:10px" }, items),
    more > 0 ? el("p", { class: "quiet small" }, "and " + count(more) + " more, shaded") : ""];
}

function transitionTable(data) {
  return el("details", {}, el("summary", {}, "All transitions as a table"),
    el("div", { class: "scroll" }, table("", ["Time", "What", "Whom",
      { text: "Roots", class: "num" }, { text: "Answered before it", class: "num" }],
    data.transitions.map((each) => [clock(each.time), each.kind, each.what,
      { text: String(each.roots), class: "num" },
      { text: each.attempted ? share(each.answered, each.attempted) + " of "
        + count(each.attempted) : "", class: "num" }]))));
}

export function ribbon(data) {
  const box = el("div", { class: "ribbon" });
  const readout = el("p", { class: "readout", role: "status" },
    "Point at a moment, or use the arrow keys.");
  const every = lanes(data);
  const all = every.slice(0, MOST_DRAWN);
  const undrawn = every.slice(MOST_DRAWN).reduce((sum, lane) => sum + lane.nodes.length, 0);
  drawn(box, (width) => draw(box, data, all, readout, width));
  return el("section", { id: "time" }, el("h2", {}, "Over time"),
    el("p", { class: "quiet small" }, "A root is the digest of all that a node holds. Nodes with"
      + " equal roots hold the same, so the curve must fall to 1."),
    el("div", { class: "panel" }, readout, box, keys(),
      undrawn > 0 ? el("p", { class: "quiet small" }, count(undrawn) + " nodes are not drawn.") : ""),
    windowList(data), transitionTable(data));
}
