// Brings a list to what it should show. Elements stay who they are, so that the focus does.

/** Makes a copy of what a template has inside. */
export function copyOf(template) {
  return document.getElementById(template).content.firstElementChild.cloneNode(true);
}

/**
 * @param list the parent of the elements
 * @param items what to show, in order
 * @param key gives each item's own name
 * @param make makes an element for an item, once
 * @param fill writes into the element what the item has now
 */
export function show(list, items, key, make, fill) {
  const left = new Map([...list.children].map((element) => [element.dataset.key, element]));
  let next = list.firstElementChild;
  for (const item of items) {
    const name = key(item);
    const element = left.get(name) ?? make(item);
    element.dataset.key = name;
    left.delete(name);
    fill(element, item);
    if (element === next) {
      next = next.nextElementSibling;
    } else {
      list.insertBefore(element, next);
    }
  }
  left.forEach((element) => element.remove());
}

/** Writes a text only if it is another: a screen reader hears no change where there is none. */
export function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}
