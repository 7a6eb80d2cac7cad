import { drawn, el, svg } from "./dom.js";
import { clock, count } from "./format.js";

const ROW = 44;
const FIRST = 24;

/** To the microsecond: what depends on each other is close in time. */
function exact(micros) {
  return clock(micros) + " " + String(Math.abs(micros) % 1000).padStart(3, "0");
}

function words(data, event) {
  const name = data.nodes[event.node].name;
  const by = event.from >= 0 ? ", from " + data.nodes[event.from].name + " by " + event.lane : "";
  return [el("span", { class: "quiet" }, exact(event.time) + " \u00b7 ", el("b", {}, name), by),
    el("span", { class: "mono" }, event.text)];
}

/** Where on the vertical axis, in rows, a node sent something: at its own event if it was then. */
function place(events, node, at) {
  const own = events.findIndex((event) => event.node === node && event.time === at);
  if (own >= 0) {
    return own;
  }
  let after = events.findIndex((event) => event.time >= at);
  after = after < 0 ? events.length : after;
  if (after === 0) {
    return -0.4;
  }
  const before = events[after - 1].time;
  const next = after < events.length ? events[after].time : before + 1;
  const part = next > before ? (at - before) / (next - before) : 0.5;
  return after - 1 + Math.min(0.8, Math.max(0.2, part));
}

function lines(data, events, columns, step) {
  const x = (node) => columns.indexOf(node) * step + step / 2 + 2;
  const y = (row) => row * ROW + ROW / 2;
  const height = events.length * ROW;
  const width = columns.length * step + 8;
  const picture = svg("svg", { width, height, "aria-hidden": "true" },
    svg("defs", {}, svg("marker", { id: "tip", viewBox: "0 0 8 8", refX: 8, refY: 4,
      markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" },
    svg("path", { d: "M0 0L8 4L0 8z", fill: "var(--a)" }))));
  for (const node of columns) {
    picture.append(svg("line", { x1: x(node), x2: x(node), y1: 0, y2: height,
      stroke: "var(--line)", "stroke-width": 2 }));
  }
  events.forEach((event, row) => {
    const bad = event.kind === "bad";
    if (event.from >= 0 && columns.includes(event.from)) {
      const side = x(event.from) < x(event.node) ? -5 : 5;
      picture.append(svg("line", { x1: x(event.from), y1: y(place(events, event.from, event.sent)),
        x2: x(event.node) + side, y2: y(row), stroke: "var(--a)", "stroke-width": 1.5,
        "marker-end": "url(#tip)" }));
    }
    const mark = event.kind === "ended" || bad
      ? svg("path", { d: "M-4 -4L4 4M-4 4L4 -4", stroke: "var(--violation)", "stroke-width": 2.5,
        transform: "translate(" + x(event.node) + " " + y(row) + ")" })
      : svg("circle", { cx: x(event.node), cy: y(row), r: event.kind === "write" ? 5 : 4,
        fill: event.kind === "write" ? "var(--ink)" : "var(--page)", stroke: "var(--ink)",
        "stroke-width": 1.75 });
    picture.append(mark);
  });
  return { picture, width };
}

function held(data) {
  if (data.history.held.length === 0) {
    return "";
  }
  const alike = data.history.held.length === 1;
  return el("div", { class: "small", style: "margin-top:16px" },
    el("p", {}, alike ? "At the end all nodes that run hold the same:"
      : "At the end the nodes hold " + data.history.held.length + " different things:"),
    data.history.held.map((each) => el("p", {}, el("b", {}, each.nodes.length > 6
      ? each.nodes.slice(0, 5).join(" ") + " and " + (each.nodes.length - 5) + " more"
      : each.nodes.join(" ")), " ", el("code", {}, each.content),
    each.lacks ? el("span", { class: "verdict violation", style: "white-space:normal" },
      " without " + each.lacks) : "")));
}

/** Lamport's diagram, time downwards: a column for each node, an arrow for each frame. */
export function past(data) {
  const history = data.history;
  if (!history || history.events.length === 0) {
    return "";
  }
  const all = [...history.events];
  if (history.violation?.node >= 0) {
    all.push({ ...history.violation, kind: "bad", from: -1, text: history.violation.what });
  }
  const columns = [...new Set(all.map((event) => event.node))].sort((a, b) => a - b);
  const box = el("div", { class: "past" });
  const more = el("button", { type: "button" });
  let hidden = Math.max(0, all.length - FIRST);
  const draw = (width) => {
    const events = all.slice(hidden);
    const step = Math.max(7, Math.min(30, (width * 0.38) / columns.length));
    const graph = lines(data, events, columns, step);
    const list = el("ol", {}, events.map((event) => el("li", {
      class: event.kind === "bad" ? "bad" : "", style: "padding-left:" + (graph.width + 8) + "px",
      title: event.text }, words(data, event))));
    box.replaceChildren(list, graph.picture);
    more.textContent = "Show " + count(hidden) + " earlier events";
    more.hidden = hidden === 0;
  };
  more.addEventListener("click", () => {
    hidden = 0;
    draw(box.clientWidth);
  });
  drawn(box, draw);
  const left = history.left > 0 ? " " + count(history.left) + " earlier events are left out." : "";
  return el("section", { id: "past" },
    el("h2", {}, (history.violation ? "How it came about: " : "History of ") + history.key),
    el("p", { class: "quiet small" }, (history.violation?.node >= 0
      ? "All that can have had an influence on this " : "All that happened to this ")
      + history.type + ", time downwards, a column for each of " + columns.map((node) =>
      data.nodes[node].name).slice(0, 12).join(", ") + ". A filled mark is a write, a ring is news,"
      + " an arrow is the frame that brought it." + left),
    el("div", { class: "panel" }, more, box), held(data));
}
