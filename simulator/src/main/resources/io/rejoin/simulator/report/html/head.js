import { el, table } from "./dom.js";
import { bytes, count, span, verdictText } from "./format.js";

export function badge(verdict) {
  return el("span", { class: "verdict badge " + verdict, id: "verdict" }, verdictText(verdict));
}

/** The command and a button that copies it. */
export function command(text) {
  const button = el("button", { type: "button" }, "Copy");
  button.addEventListener("click", async () => {
    button.textContent = (await copied(text)) ? "Copied" : "Select it";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
  return el("div", { class: "command" }, el("code", {}, text), button);
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = el("textarea", { style: "position:fixed;opacity:0" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

export function story(sentences) {
  return el("div", { class: "lead", id: "story" }, sentences.map((each) => el("p", {}, each)));
}

export function facts(pairs) {
  return el(
    "dl",
    { class: "facts" },
    pairs.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)))
  );
}

export function runHead(data) {
  const run = data.run;
  return el(
    "header",
    {},
    el("p", { class: "over" }, "Rejoin partition simulator"),
    el("div", { class: "head" }, el("h1", {}, run.scenario + ", seed " + run.seed),
      badge(run.verdict)),
    story(data.story),
    command(run.replay),
    facts([
      ["Nodes", count(run.nodes)],
      ["Simulated time", span(run.simulated)],
      ["Operations", count(run.attempted)],
      ["Refused", count(run.refused)],
      ["Failed", count(run.failed)],
      ["Caught up in", run.converged < 0 ? "\u2013" : span(run.converged * 1000)],
      ["Bytes sent", bytes(run.bytes)],
      ["Events", count(run.events)],
    ])
  );
}

const ORDER = { violation: 0, unknown: 1, pass: 2 };

export function checks(data) {
  const sorted = [...data.checks].sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict]);
  const rows = sorted.map((check) => [
    { text: check.name, class: "name" },
    el("span", { class: "verdict " + check.verdict }, verdictText(check.verdict)),
    { text: count(check.evidence), class: "num", "data-label": "evidence" },
    { text: check.detail, class: "detail" },
  ]);
  return el(
    "section",
    { id: "checks" },
    el("h2", {}, "Checks"),
    el("p", { class: "quiet small" },
      "Evidence counts what was looked at that could have been wrong. Without any, a check says"
        + " nothing: unknown."),
    table("", ["Check", "Verdict", { text: "Evidence", class: "num" }, "What it found"], rows, {
      class: "stack",
    })
  );
}

export function footer(text) {
  return el("footer", {}, text);
}
