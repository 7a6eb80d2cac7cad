// Draws what the shop has told. Knows no addresses and asks nothing.
import { copyOf, show, write } from "./list.js";

const get = (id) => document.getElementById(id);
const plural = (number, one, many) => `${number} ${number === 1 ? one : many}`;
const listed = (lines) => lines.map((line) => `${line.quantity} ${line.sku}`).join(", ");

/** What a person can do with a line of the cart or an article; set by shop.js. */
export const actions = { add() {}, set() {}, remove() {} };

/** Draws all of it. */
export function draw(shop, who, address) {
  drawTop(shop, who);
  drawArticles(shop.articles);
  drawCart(shop.cart, who);
  drawOrders(shop.orders, shop.overlaps);
  drawSites(shop, address);
}

function drawTop(shop, who) {
  document.title = `${shop.site} · Rejoin shop`;
  const place = shop.sites.findIndex((site) => site.site === shop.site);
  document.documentElement.dataset.place = String(place);
  write(get("here"), shop.site);
  write(get("who"), who.customer ? who.customer : "A guest");
  get("logout").hidden = !who.customer;
  const [state, text] = condition(shop);
  get("pill").dataset.state = state;
  write(get("pill"), text);
}

function condition(shop) {
  if (shop.cut) {
    return ["cut", "cut off, and open all the same"];
  }
  const silent = others(shop).filter((site) => !site.linked).map((site) => site.site);
  if (silent.length > 0) {
    return ["cut", `${silent.join(" and ")} not heard`];
  }
  return shop.converged ? ["same", "all sites have the same"] : ["wait", "catching up"];
}

const others = (shop) => shop.sites.filter((site) => site.site !== shop.site);

function drawArticles(articles) {
  const text = get("search").value.trim().toLowerCase();
  const found = articles.filter((article) => article.sku.includes(text));
  write(get("count"), `${found.length} of ${articles.length}`);
  get("nothing").hidden = found.length > 0;
  show(get("articles"), found, (article) => article.sku, makeArticle, fillArticle);
}

function makeArticle(article) {
  const element = copyOf("article");
  element.querySelector(".name").textContent = article.sku;
  element.querySelector(".share").textContent =
    article.percent > 0 ? `in ${article.percent} % of baskets` : "in few baskets";
  const button = element.querySelector(".add");
  button.setAttribute("aria-label", `Add ${article.sku}`);
  button.addEventListener("click", () => actions.add(article.sku));
  return element;
}

function fillArticle(element, article) {
  const stock = element.querySelector(".stock");
  stock.dataset.level = level(article);
  write(stock, article.known === 0 ? "sold out" : `${article.here} here, ${article.known} known`);
}

function level({ here, known }) {
  if (known === 0) {
    return "none";
  }
  return here === 0 ? "elsewhere" : known === 1 ? "last" : "some";
}

function drawCart(lines, who) {
  const pieces = lines.reduce((sum, line) => sum + line.quantity, 0);
  const text = pieces === 0 ? "" : plural(pieces, "piece", "pieces");
  write(get("pieces"), text);
  write(get("to-cart-pieces"), text || "empty");
  get("empty").hidden = lines.length > 0;
  get("login").hidden = Boolean(who.customer);
  get("checkout").hidden = !who.customer;
  get("checkout").disabled = lines.length === 0;
  const list = get("lines");
  const hadFocus = list.contains(document.activeElement);
  show(list, lines, (line) => line.sku, makeLine, fillLine);
  if (hadFocus && !list.contains(document.activeElement)) {
    get("cart").focus();
  }
}

function makeLine({ sku }) {
  const element = copyOf("line");
  element.querySelector(".name").textContent = sku;
  const input = element.querySelector("input");
  const less = element.querySelector(".less");
  const more = element.querySelector(".more");
  const remove = element.querySelector(".remove");
  input.setAttribute("aria-label", `Quantity of ${sku}`);
  less.setAttribute("aria-label", `One ${sku} less`);
  more.setAttribute("aria-label", `One ${sku} more`);
  remove.setAttribute("aria-label", `Remove ${sku}`);
  input.addEventListener("change", () => {
    if (input.checkValidity()) {
      actions.set(sku, Number(input.value));
    } else {
      input.reportValidity();
    }
  });
  less.addEventListener("click", () => actions.set(sku, Number(element.dataset.quantity) - 1));
  more.addEventListener("click", () => actions.add(sku));
  remove.addEventListener("click", () => actions.remove(sku));
  return element;
}

function fillLine(element, { quantity }) {
  element.dataset.quantity = quantity;
  const input = element.querySelector("input");
  if (input !== document.activeElement || input.value === "") {
    input.value = quantity;
  }
}

function drawOrders(orders, overlaps) {
  write(get("order-count"), orders.length > 0 ? String(orders.length) : "");
  get("no-orders").hidden = orders.length > 0;
  show(get("orders"), orders, (order) => order.id, () => copyOf("order"), (element, order) => {
    write(element.querySelector(".id"), `Order ${order.id}`);
    write(element.querySelector(".what"), listed(order.lines));
    write(element.querySelector(".twice"), overlaps
      .filter((both) => both.first === order.id || both.second === order.id)
      .map((both) => {
        const other = both.first === order.id ? both.second : both.first;
        return `Bought twice: ${listed(both.lines)}, also in order ${other}. Two sites sold the`
          + " same cart while they did not hear each other. Ask the shop to cancel one.";
      })
      .join(" "));
  });
}

function drawSites(shop, address) {
  show(get("site-list"), shop.sites, (site) => site.site, makeSite, (element, site) => {
    const here = site.site === shop.site;
    const name = element.querySelector(".name");
    name.textContent = site.site;
    if (!here) {
      name.href = address(site.url);
    }
    element.dataset.state = here ? "here" : site.linked && !shop.cut ? "heard" : "silent";
    write(element.querySelector(".state"), here ? "this shop" : hearing(shop, site));
  });
  get("cut").disabled = shop.cut;
  get("heal").disabled = !shop.cut;
}

const makeSite = () => copyOf("site");

function hearing(shop, site) {
  const news = site.behind > 0
    ? `; ${plural(site.behind, "change", "changes")} not known there` : "";
  return (site.linked && !shop.cut ? "heard" : "not heard") + news;
}
