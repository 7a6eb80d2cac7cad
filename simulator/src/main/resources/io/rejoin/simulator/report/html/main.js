import { el } from "./dom.js";
import { checks, footer, runHead } from "./head.js";
import { past } from "./past.js";
import { plots } from "./plots.js";
import { ribbon } from "./ribbon.js";
import { swarm } from "./seeds.js";

const data = JSON.parse(document.getElementById("data").textContent);

function runReport() {
  const how = [ribbon(data), plots(data)];
  const body = data.history?.violation ? [past(data), ...how] : [...how, past(data)];
  return [runHead(data), checks(data), ...body,
    data.omitted.length > 0 ? el("section", {}, el("h2", {}, "Left out"),
      data.omitted.map((each) => el("p", {}, each))) : "",
    footer("Rejoin " + data.run.version + " \u00b7 trace " + data.run.trace
      + " \u00b7 the same scenario, seed and version give this run again, event by event")];
}

const parts = data.kind === "swarm" ? swarm(data) : runReport();
document.getElementById("report").append(...parts.filter((part) => part !== ""));
