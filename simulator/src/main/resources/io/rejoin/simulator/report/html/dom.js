// Elements from plain data: text is always set as text, so no name can become markup.

export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  fill(element, attributes, children);
  return element;
}

export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  fill(element, attributes, children);
  return element;
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) {
      element.addEventListener(key.slice(2), value);
    } else if (value !== false && value !== undefined) {
      element.setAttribute(key, value === true ? "" : value);
    }
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== "") {
      element.append(child);
    }
  }
}

export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

/** Draws now, and again whenever the width or the colours have changed. */
export function drawn(box, draw) {
  let width = 0;
  const again = () => {
    width = box.clientWidth;
    if (width > 0) {
      draw(width);
    }
  };
  new ResizeObserver(() => {
    if (box.clientWidth !== width) {
      requestAnimationFrame(again);
    }
  }).observe(box);
  for (const query of ["(prefers-color-scheme: dark)", "print"]) {
    matchMedia(query).addEventListener("change", again);
  }
}

/** A table; cells are texts, elements, or {text, ...attributes}. */
export function table(caption, heads, rows, attributes = {}) {
  const cell = (name, value, head) => {
    if (value === null || typeof value !== "object" || value instanceof Node) {
      return el(name, head ? { scope: "col" } : {}, value);
    }
    const { text, ...rest } = value;
    return el(name, head ? { scope: "col", ...rest } : rest, text);
  };
  return el(
    "table",
    attributes,
    el("caption", { class: "quiet small", style: "text-align:left", hidden: !caption }, caption),
    el("thead", {}, el("tr", {}, heads.map((head) => cell("th", head, true)))),
    el("tbody", {}, rows.map((row) => el("tr", {}, row.map((each) => cell("td", each, false)))))
  );
}
