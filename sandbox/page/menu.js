// Small things that open over a phone: a menu at a button, and a question that wants an answer.

import { el, icon } from "./nodes.js";

/** Open a menu of [icon, label, action, hint] beside its button; Escape, a choice or a tap elsewhere closes it. */
export function openMenu(button, place, items) {
  const done = place.querySelector(":scope > .menu");
  if (done) return done.dispatchEvent(new Event("close"));
  const menu = el(
    "div",
    { class: "menu", role: "menu" },
    ...items.map(([name, label, action, hint]) =>
      el(
        "button",
        {
          type: "button",
          role: "menuitem",
          onclick: () => {
            close();
            action();
          },
        },
        icon(name),
        el("span", {}, label),
        hint ? el("code", { dir: "ltr" }, hint) : null,
      ),
    ),
  );
  const outside = (event) => {
    if (!menu.contains(event.target) && !button.contains(event.target)) close();
  };
  function close() {
    menu.remove();
    document.removeEventListener("pointerdown", outside);
    button.setAttribute("aria-expanded", "false");
  }
  menu.addEventListener("close", close);
  menu.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const all = [...menu.children];
    if (step) all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    if (event.key === "Escape") {
      close();
      button.focus();
    }
    if (step || event.key === "Escape") event.preventDefault();
  });
  document.addEventListener("pointerdown", outside);
  button.setAttribute("aria-expanded", "true");
  place.append(menu);
  menu.firstElementChild?.focus();
}

/** Show a question over a phone and return which of the labels was chosen; the last one when it is closed. */
export function ask(device, text, labels) {
  const before = document.activeElement;
  return new Promise((answer) => {
    const choose = (label) => {
      layer.remove();
      before?.focus();
      answer(label);
    };
    const buttons = labels.map((label, n) =>
      el("button", { type: "button", class: n ? "plain" : "strong", onclick: () => choose(label) }, label),
    );
    const box = el(
      "div",
      { class: "box", role: "alertdialog", "aria-modal": "true", "aria-label": text },
      el("p", { dir: "auto" }, text),
      el("div", { class: "choices" }, ...buttons),
    );
    const layer = el("div", { class: "layer" }, box);
    layer.addEventListener("keydown", (event) => {
      if (event.key === "Escape") choose(labels.at(-1));
      if (event.key !== "Tab") return;
      event.preventDefault();
      buttons[
        (buttons.indexOf(document.activeElement) + (event.shiftKey ? -1 : 1) + buttons.length) % buttons.length
      ].focus();
    });
    device.append(layer);
    buttons[0].focus();
  });
}
