import { el, table } from "./dom.js";
import { badge, command, footer, story } from "./head.js";
import { count, glyph, span, verdictText } from "./format.js";

function chosen(seed) {
  return [el("p", {}, el("b", {}, seed.name), " ",
    el("span", { class: "verdict " + seed.verdict }, verdictText(seed.verdict)),
    el("span", { class: "quiet" }, " \u00b7 " + count(seed.nodes) + " nodes \u00b7 "
      + count(seed.attempted) + " operations \u00b7 "
      + (seed.converged < 0 ? "did not catch up" : "caught up in " + span(seed.converged * 1000)))),
  ...seed.checks.map((check) => el("p", { class: "small" }, el("b", {}, check.name), " ",
    check.detail)), command(seed.replay)];
}

/** A button for each seed; the arrow keys go from one to the next that is shown. */
function grid(data, show) {
  const buttons = data.seeds.map((seed) => el("button", { type: "button", class: seed.verdict,
    tabindex: -1, "aria-pressed": "false", title: seed.name + ": " + seed.verdict,
    "aria-label": seed.name + ": " + seed.verdict,
    onclick: (event) => choose(buttons.indexOf(event.currentTarget)) }, glyph(seed.verdict)));
  const choose = (i) => {
    buttons.forEach((button, at) => {
      button.setAttribute("aria-pressed", String(at === i));
      button.tabIndex = at === i ? 0 : -1;
    });
    show(data.seeds[i]);
  };
  const box = el("div", { class: "grid", role: "group", "aria-label": data.what }, buttons);
  box.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    const visible = buttons.filter((button) => !button.hidden);
    const next = visible[visible.indexOf(document.activeElement) + (way ?? 0)];
    if (way && next) {
      event.preventDefault();
      choose(buttons.indexOf(next));
      next.focus();
    }
  });
  const first = data.seeds.findIndex((seed) => seed.verdict === "violation");
  choose(Math.max(0, first));
  return { box, filter: (keeps) => buttons.forEach((button, i) => {
    button.hidden = !keeps(data.seeds[i]);
  }) };
}

function filters(data, apply) {
  const choices = [["All", () => true]];
  for (const verdict of ["violation", "unknown", "pass"]) {
    const number = data.seeds.filter((seed) => seed.verdict === verdict).length;
    if (number > 0 && number < data.seeds.length) {
      choices.push([verdictText(verdict) + " " + count(number),
        (seed) => seed.verdict === verdict]);
    }
  }
  for (const check of data.checks.filter((each) => each.violated > 0)) {
    choices.push([check.name + " " + count(check.violated),
      (seed) => seed.checks.some((each) => each.name === check.name)]);
  }
  const buttons = choices.map(([name, keeps], i) => el("button", { type: "button",
    "aria-pressed": String(i === 0), onclick: (event) => {
      buttons.forEach((each) => each.setAttribute("aria-pressed",
        String(each === event.currentTarget)));
      apply(keeps);
    } }, name));
  return choices.length > 1 ? el("div", { class: "filters" }, buttons) : "";
}

function checkTable(data) {
  const num = (text, label) => ({ text: count(text), class: "num", "data-label": label });
  const rows = [...data.checks].sort((a, b) => b.violated - a.violated).map((check) => [
    { text: check.name, class: "name" },
    el("span", { class: "verdict " + check.verdict }, verdictText(check.verdict)),
    num(check.passed, "passed"), num(check.unknown, "unknown"), num(check.violated, "violated"),
    num(check.evidence, "evidence"),
    { text: check.firstBad ? "first in " + check.firstBad : "", class: "detail" }]);
  const heads = ["Passed", "Unknown", "Violated", "Evidence"];
  return el("section", { id: "checks" }, el("h2", {}, "Checks over all " + data.what),
    table("", ["Check", "Verdict", ...heads.map((text) => ({ text, class: "num" })), ""], rows,
      { class: "stack" }));
}

function failures(data) {
  const wrong = data.seeds.filter((seed) => seed.verdict === "violation");
  if (wrong.length === 0) {
    return "";
  }
  const rows = wrong.slice(0, 100).map((seed) => [{ text: seed.name, class: "name" },
    { text: seed.checks.map((check) => check.name + ": " + check.detail).join("; "),
      class: "detail" }, el("code", {}, seed.replay)]);
  return el("section", { id: "failures" }, el("h2", {}, "Failing " + data.what),
    table(wrong.length > 100 ? "The first 100 of " + count(wrong.length) + "." : "",
      ["Run", "What is wrong", "To see it again"], rows, { class: "stack" }));
}

export function swarm(data) {
  const panel = el("div", { class: "panel chosen", role: "status" });
  const seeds = grid(data, (seed) => panel.replaceChildren(...chosen(seed)));
  return [
    el("header", {}, el("p", { class: "over" }, "Rejoin partition simulator"),
      el("div", { class: "head" }, el("h1", {}, data.scenario), badge(data.verdict)),
      story(data.story)),
    el("section", { id: "seeds" }, el("h2", {}, count(data.seeds.length) + " " + data.what),
      filters(data, seeds.filter), seeds.box, data.left
        ? el("p", { class: "quiet small" }, count(data.left) + " more are left out.") : "", panel),
    checkTable(data), failures(data), footer("Rejoin " + data.version)];
}
