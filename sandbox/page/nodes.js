// Builds nodes. Text only ever becomes text nodes: nothing that anybody wrote is parsed as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** Return an element; attributes by name, `onclick` and the like as listeners, null and false left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const PATHS = {
  send: "M3 12 20 4l-5 16-4-6z M11 14l9-10",
  attach: "M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7L9.8 17a1.7 1.7 0 0 1-2.4-2.4L15 7",
  keys: "M3 6h18v12H3z M7 10h.01 M11 10h.01 M15 10h.01 M8 14h8",
  more: "M12 5h.01 M12 12h.01 M12 19h.01",
  close: "M6 6l12 12 M18 6 6 18",
  check: "M4 12.5l5 5L20 6.5",
  checks: "M1.5 12.5l5 5L17 6.5 M10.5 16.5l1 1L22.5 6.5",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M12 7.5V12l3 2",
  network: "M2.5 9.5a14 14 0 0 1 19 0 M6 13a9 9 0 0 1 12 0 M9.3 16.3a4 4 0 0 1 5.4 0 M12 20h.01",
  list: "M4 6h16 M4 12h16 M4 18h10",
  help: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M9.7 9.3a2.4 2.4 0 1 1 3.4 2.6c-.8.4-1.1.9-1.1 1.7 M12 16.6h.01",
  power: "M12 3v9 M7 6.5a8 8 0 1 0 10 0",
  file: "M6 3h8l5 5v13H6z M14 3v5h5",
  pin: "M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.5C5 14.8 12 21 12 21z M12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4.5 20.5a7.5 7.5 0 0 1 15 0",
  image: "M4 5h16v14H4z M8.5 10a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.4z M5 17l5-5 3.5 3.5L16 13l3 3.5",
  voice: "M12 3a3 3 0 0 1 3 3v6a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3z M5.5 11.5a6.5 6.5 0 0 0 13 0 M12 18v3",
  sticker: "M12 3a9 9 0 1 0 9 9c-5 1-10-4-9-9z M9 10v.5 M8.5 14.5c1 1.5 3 2 5 1",
  down: "M5 9l7 7 7-7",
  edit: "M4 20l1-4L16 5l3 3L8 19z",
  block: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M6 6l12 12",
  link: "M9 15l9-9 M11 6h7v7",
};

/** Return a drawn icon, hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** Return a tool of the strip and the panel that it opens beneath itself. */
export function panel(id, name, label, ...contents) {
  const button = el("button", { type: "button", class: "tool", popovertarget: id, "aria-label": label }, icon(name));
  const place = () => {
    node.style.left = `${Math.max(12, button.getBoundingClientRect().right - 370)}px`;
  };
  const node = el(
    "div",
    { id, class: "panel", popover: "auto", role: "group", "aria-label": label, onbeforetoggle: place },
    el("h2", {}, label),
    ...contents,
  );
  return { button, node };
}

/** Return a button with an icon and, for screen readers and the tooltip, what it does. */
export function iconButton(name, label, onclick, attributes = {}) {
  return el(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...attributes },
    icon(name),
  );
}
