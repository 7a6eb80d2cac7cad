import { colour, drawn, el, table } from "./dom.js";
import { bytes, clock, count, plain, share, span, tickText } from "./format.js";

const HEIGHT = 190;

/** Shades the times during which something befell the grid. */
function shade(data) {
  return (plot) => {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.fillStyle = colour("shade");
    for (const window of data.windows) {
      const left = Math.max(bbox.left, plot.valToPos(window.from / 1e6, "x", true));
      const right = Math.min(bbox.left + bbox.width, plot.valToPos(window.to / 1e6, "x", true));
      if (right >= left) {
        ctx.fillRect(left, bbox.top, Math.max(1, right - left), bbox.height);
      }
    }
    ctx.restore();
  };
}

// Steps between ticks: of what can be counted, and of bytes.
const WHOLE = [1, 2, 5].flatMap((each) => Array.from({ length: 12 }, (any, i) => each * 10 ** i))
  .sort((a, b) => a - b);
const SIZES = Array.from({ length: 40 }, (any, i) => 2 ** i);

/** Ticks at powers of ten. */
function powers(plot, axis, least, most) {
  const all = [];
  for (let at = Math.round(Math.log10(least)); at <= Math.log10(most) + 1e-9; at++) {
    all.push(10 ** at);
  }
  return all;
}

function axis(values, size, more = {}) {
  return { ...more, stroke: colour("quiet"), grid: { stroke: colour("line"), width: 1 },
    ticks: { show: false }, font: "12px system-ui, sans-serif", size, values, gap: 4 };
}

/** One figure: series are {name, values, text, colour, width}. */
function figure(data, title, says, series, options = {}) {
  const box = el("div", {});
  const words = el("span", { class: "quiet" }, says);
  const caption = el("figcaption", {}, title, words);
  const x = data.samples.time.map((at) => at / 1e6);
  const text = series[0].text;
  let plot = null;
  const draw = (width) => {
    plot?.destroy();
    plot = new uPlot({
      width, height: HEIGHT, padding: [8, 8, 0, 0],
      cursor: { sync: { key: "time" }, y: false, points: { size: 6 }, drag: { x: false, y: false } },
      legend: { show: false },
      scales: { x: { time: false, range: [data.start / 1e6, data.end / 1e6] },
        y: { range: options.range ?? ((self, least, most) => [0, most > 0 ? most * 1.08 : 1]),
          distr: options.log ? 3 : 1 } },
      axes: [axis((self, at) => at.map((each) => tickText(each * 1e6)), 30),
        axis((self, at) => at.map((each) => (each === null ? "" : (options.tick ?? text)(each))),
          68,
          options.axis)],
      series: [{}, ...series.map((each) => ({ stroke: colour(each.colour), width: each.width ?? 1.5,
        fill: each.fill ? colour(each.colour) + "33" : undefined, points: { show: false },
        spanGaps: false, paths: uPlot.paths.stepped({ align: -1 }) }))],
      hooks: { drawClear: [shade(data)], setCursor: [(self) => say(self.cursor.idx)] },
    }, [x, ...series.map((each) => each.values)], box);
  };
  const say = (i) => {
    if (i === null || i === undefined || x[i] === undefined) {
      words.replaceChildren(...[says].flat());
      return;
    }
    words.textContent = clock(x[i] * 1e6) + ": " + series.map((each) =>
      (series.length > 1 ? each.name + " " : "")
        + (each.values[i] === null ? "none" : each.text(each.values[i]))).join(", ");
  };
  drawn(box, draw);
  return el("figure", { class: "panel" }, caption, box);
}

function named(series) {
  return series.map((each, i) => [i > 0 ? " \u00b7 " : "", el("span", { class: "series",
    style: "color:var(--" + each.colour + ")" }, each.name)]).flat();
}

function perSecond(data, column) {
  const { time } = data.samples;
  const least = (time[1] - time[0]) / 2e6; // the last one may be much shorter
  return data.samples[column].map((value, i) => {
    const since = (time[i] - (i > 0 ? time[i - 1] : data.start)) / 1e6;
    return since >= least ? value / since : null;
  });
}

function lag(data) {
  const { seen, lagSum, lagMost, lags } = data.samples;
  const means = lagSum.map((each, i) => (seen[i] > 0 ? each / seen[i] / 1e6 : Infinity));
  const shortest = Math.min(1, Math.max(1e-4, means.reduce((a, b) => Math.min(a, b), Infinity)));
  const least = 10 ** Math.floor(Math.log10(shortest));
  const series = [
    { name: "slowest", colour: "b", text: (each) => span(each * 1e6),
      values: lagMost.map((each, i) => (seen[i] > 0 ? Math.max(least, each / 1e6) : null)) },
    { name: "mean", colour: "a", text: (each) => span(each * 1e6),
      values: lagSum.map((each, i) => (seen[i] > 0 ? Math.max(least, each / seen[i] / 1e6) : null)) },
  ];
  const says = lags.count === 0 ? "Nothing was written." : [...named(series), " \u00b7 half within "
    + span(lags.p50) + ", 99\u00a0% within " + span(lags.p99)];
  const most = lagMost.reduce((a, b) => Math.max(a, b / 1e6), least * 10);
  const range = () => [least, 10 ** Math.ceil(Math.log10(most))];
  return figure(data, "Until an operation is known everywhere", says, series, { log: true, range,
    tick: (each) => (each < 1 ? plain(each * 1e3) + "\u00a0ms" : count(each) + "\u00a0s"),
    axis: { splits: powers, filter: (self, at) => at } });
}

function numbers(data) {
  const { time, roots, attempted, answered, pending, lagMost, delta, repair, membership } =
    data.samples;
  const step = Math.max(1, Math.ceil(time.length / 60));
  const rows = [];
  for (let i = step - 1; i < time.length; i += step) {
    const num = (text) => ({ text, class: "num" });
    rows.push([clock(time[i]), num(String(roots[i])),
      num(attempted[i] ? share(answered[i], attempted[i]) : ""), num(count(pending[i])),
      num(lagMost[i] ? span(lagMost[i]) : ""), num(bytes(delta[i])), num(bytes(repair[i])),
      num(bytes(membership[i]))]);
  }
  const heads = ["Roots", "Answered", "Not everywhere", "Slowest", "Deltas", "Repair", "Membership"];
  return el("details", {}, el("summary", {}, "The numbers behind the pictures"),
    el("div", { class: "scroll" }, table(step > 1 ? "Every " + step + "th sample." : "",
      ["Time", ...heads.map((text) => ({ text, class: "num" }))], rows)));
}

export function plots(data) {
  if (data.samples.time.length < 2) {
    return "";
  }
  const { attempted, answered, pending } = data.samples;
  const traffic = [["delta", "deltas", "a"], ["repair", "repair", "b"],
    ["membership", "membership", "c"]].map(([column, name, shade]) => ({ name, colour: shade,
    values: perSecond(data, column), text: (each) => bytes(each) }));
  const answers = attempted.map((all, i) => (all > 0 ? (answered[i] / all) * 100 : null));
  const failed = data.run.attempted - data.run.ok - data.run.refused;
  return el("section", { id: "plots" }, el("h2", {}, "How it went"), el("div", { class: "plots" },
    lag(data),
    figure(data, "Operations not yet everywhere", "must fall to 0 when the links are back",
      [{ name: "operations", colour: "a", fill: true, values: pending, text: count }],
      { axis: { incrs: WHOLE } }),
    figure(data, "Bytes per second", named(traffic), traffic, { axis: { incrs: SIZES } }),
    figure(data, "Operations answered", failed > 0 ? count(failed) + " were not"
      : "whatever the links do, this must be 100\u00a0%",
    [{ name: "answered", colour: "a", values: answers, width: 2,
      text: (each) => plain(each) + "\u00a0%" }], { range: () => [0, 105] })), numbers(data));
}
