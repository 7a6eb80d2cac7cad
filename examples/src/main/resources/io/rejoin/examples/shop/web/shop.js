// What a person does, and asking the shop what is the case.
import { actions, draw } from "./view.js";

const POLL_MS = 1000;
const TOAST_MS = 6000;
const get = (id) => document.getElementById(id);

let shop = null; // as the site told last
let tag = ""; // of that
let turn = 0; // answers to what was asked before the last change are old
let toast = 0;
let who = whoFrom(new URLSearchParams(location.search));

function whoFrom(query) {
  if (query.get("customer")) {
    return { customer: query.get("customer") };
  }
  return { guest: query.get("guest") ?? token(8) };
}

/** Letters and digits by chance; two people do not get the same. */
function token(length) {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return [...bytes].map((byte) => (byte % 36).toString(36)).join("");
}

/** The address names who shops, so that it can be reloaded, and opened at another site. */
function become(next) {
  who = next;
  tag = "";
  history.replaceState(null, "", `?${new URLSearchParams(who)}`);
}

function say(text) {
  clearTimeout(toast);
  get("status").textContent = text;
  toast = setTimeout(() => { get("status").textContent = ""; }, TOAST_MS);
}

function redraw() {
  draw(shop, who, (url) => `${url}?${new URLSearchParams(who)}`);
}

async function look() {
  const asked = turn;
  try {
    const answer = await fetch(`/api/shop?${new URLSearchParams(who)}`, {
      cache: "no-store",
      headers: tag ? { "If-None-Match": tag } : {},
      signal: AbortSignal.timeout(10_000),
    });
    if (asked !== turn || answer.status === 304) {
      return;
    }
    const body = await answer.json();
    if (answer.ok && asked === turn) {
      tag = answer.headers.get("ETag") ?? "";
      shop = body;
      redraw();
    } else if (!answer.ok) {
      say(`${body.error}: ${body.hint}`);
    }
  } catch {
    get("pill").dataset.state = "cut";
    get("pill").textContent = "the shop does not answer; asking again";
    tag = "";
  }
}

async function poll() {
  await look();
  setTimeout(poll, POLL_MS);
}

/** Does something at the site; the answer, or nothing if that failed, which is said. */
async function send(path, body) {
  turn++;
  tag = "";
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
    const told = await answer.json();
    if (told.error) {
      say(`${told.error}: ${told.hint}`);
      return null;
    }
    return told;
  } catch {
    say("The shop does not answer. Nothing is known of what you did: look again in a moment.");
    return null;
  } finally {
    turn++;
  }
}

async function change(body, told) {
  const next = await send("/api/cart", { ...who, ...body });
  if (next) {
    shop = next;
    redraw();
    say(told);
  }
}

actions.add = (sku) => change({ op: "add", sku }, `${sku} is in the cart`);
actions.remove = (sku) => change({ op: "remove", sku }, `${sku} is out of the cart`);
actions.set = (sku, quantity) =>
  quantity > 0
    ? change({ op: "set", sku, quantity }, `${sku}: ${quantity}`)
    : actions.remove(sku);

get("searching").addEventListener("submit", (event) => event.preventDefault());
get("search").addEventListener("input", () => shop && redraw());

get("login").addEventListener("submit", async (event) => {
  event.preventDefault();
  const customer = get("name").value.trim();
  const next = customer ? await send("/api/login", { ...who, customer }) : null;
  if (next) {
    become({ customer });
    get("name").value = "";
    shop = next;
    redraw();
    say(`Hello ${customer}. What you chose as a guest is in your cart.`);
    (shop.cart.length > 0 ? get("checkout") : get("search")).focus();
  }
});

get("logout").addEventListener("click", async () => {
  become({ guest: token(8) });
  hideOutcome();
  turn++;
  await look();
  say("Good-bye. Your cart is kept.");
  get("search").focus();
});

// The id stays until it is known what became of the order: then another click is the same order.
let order = "";

get("checkout").addEventListener("click", async () => {
  order ||= token(10);
  const button = get("checkout");
  button.setAttribute("aria-busy", "true");
  const told = await send("/api/checkout", { ...who, order, lines: shop.cart });
  button.removeAttribute("aria-busy");
  if (told) {
    order = "";
    shop = told.shop;
    redraw();
    outcome(told);
  }
});

function outcome(told) {
  const box = get("outcome");
  const lines = told.outcome === "bought" ? bought(told) : refused(told);
  box.dataset.outcome = told.outcome;
  box.replaceChildren(...lines.map((line) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = line;
    return paragraph;
  }));
  box.hidden = false;
  say(lines[0]);
  get("cart").focus();
}

function hideOutcome() {
  get("outcome").hidden = true;
}

function bought(told) {
  const kept = told.kept.length;
  const all = shop.sites.length;
  return [
    `Bought: order ${told.order}.`,
    kept >= all ? "All sites have it."
      : `${told.kept.join(", ") || "This site"} has it so far; the others hear of it as soon as they`
        + " can be reached.",
  ];
}

function refused(told) {
  if (told.outcome === "changed") {
    return ["Not bought: the cart has changed meanwhile. Look at it again."];
  }
  return [
    "Not bought, as this shop has too little. The cart is as it was.",
    ...told.short.map((each) => `${each.sku}: you want ${each.wanted}, ${each.here} can be had here`
      + `, ${each.known} known at all sites.${advice(each)}`),
  ];
}

function advice(each) {
  if (each.known < each.wanted) {
    return each.known === 0 ? " It is sold out." : ` Take ${each.known}.`;
  }
  return " Another site has them: try again when it is heard, or buy there.";
}

for (const [id, cut] of [["cut", true], ["heal", false]]) {
  get(id).addEventListener("click", async () => {
    const next = await send("/api/drill", { ...who, cut });
    if (next) {
      shop = next;
      redraw();
      say(cut ? `${shop.site} is cut off.` : `${shop.site} is heard again.`);
      get(cut ? "heal" : "cut").focus();
    }
  });
}

document.addEventListener("visibilitychange", () => document.hidden || look());
become(who);
poll();
