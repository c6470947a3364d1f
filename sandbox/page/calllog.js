// The log of Bot API calls, with their JSON; it is read only while it is open.

import { get } from "./api.js";
import { el, icon, iconButton } from "./nodes.js";
import { platformName, secondsOf } from "./words.js";

const KEPT = 300;

/** The button and the drawer of calls. */
export class CallLog {
  constructor() {
    this.after = 0;
    this.list = el("div", {
      class: "calls",
      tabindex: "0",
      role: "log",
      "aria-live": "off",
      "aria-label": "فراخوانی‌ها",
    });
    this.polls = el("input", {
      type: "checkbox",
      onchange: () => this.drawer.classList.toggle("with-polls", this.polls.checked),
    });
    this.button = el(
      "button",
      {
        type: "button",
        class: "tool",
        "aria-expanded": "false",
        "aria-label": "فراخوانی‌ها",
        onclick: () => this.toggle(),
      },
      icon("list"),
      el("span", { class: "label" }, "فراخوانی‌ها"),
    );
    this.drawer = el(
      "aside",
      { class: "drawer", "aria-label": "فراخوانی‌های Bot API", hidden: true },
      el(
        "header",
        {},
        el("h2", {}, "فراخوانی‌های Bot API"),
        iconButton("close", "بستن فراخوانی‌ها", () => this.toggle()),
      ),
      el("label", { class: "choice" }, this.polls, el("span", {}, "نمایش getUpdates")),
      this.list,
    );
    document.querySelector("#desk").append(this.drawer);
  }

  toggle() {
    this.drawer.hidden = !this.drawer.hidden;
    this.button.setAttribute("aria-expanded", String(!this.drawer.hidden));
    if (this.drawer.hidden) {
      this.stop?.abort();
      this.button.focus();
    } else this.#follow();
  }

  async #follow() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    while (!signal.aborted) {
      try {
        const { calls } = await get(`/log?after=${this.after}&timeout=25`, signal);
        for (const call of calls) this.list.prepend(entry(call));
        this.after = calls.at(-1)?.n ?? this.after;
        while (this.list.children.length > KEPT) this.list.lastChild.remove();
      } catch {
        if (!signal.aborted) await new Promise((done) => setTimeout(done, 1500));
      }
    }
  }
}

function entry(call) {
  const good = call.outcome === "ok";
  const poll = call.method.toLowerCase() === "getupdates";
  const detail = el("pre", { dir: "ltr" });
  const draw = () => {
    detail.textContent ||= `${pretty(unfold(call.params))}\n\n→ ${pretty(parsed(call.answer))}`;
  };
  return el(
    "details",
    { class: `call ${poll ? "poll" : ""}`, ontoggle: draw },
    el(
      "summary",
      { dir: "ltr" },
      el("span", { class: `outcome ${good ? "good" : "bad"}` }, call.outcome),
      el("b", {}, call.method),
      el("span", { class: "where", dir: "rtl" }, `${platformName(call.platform)}، ${secondsOf(new Date(call.at))}`),
    ),
    detail,
  );
}

const pretty = (value) => (typeof value === "string" ? value : JSON.stringify(value, null, 2));
const unfold = (params) =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === "string" && /^[[{]/.test(value) ? parsed(value) : value,
    ]),
  );

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
