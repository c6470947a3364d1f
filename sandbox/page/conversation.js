// The messages of one phone as they scroll: by day, edited in place, followed while one is at the end.

import { bubble, mark } from "./bubble.js";
import { el, iconButton } from "./nodes.js";
import { BOT_NAME, dayOf } from "./words.js";

const NEAR = 60; // pixels from the end that still count as being there

/** Draws messages; `acts` is what a person may do with one: say, tap, edit. */
export class Conversation {
  constructor(label, acts) {
    this.acts = acts;
    this.stays = true;
    this.awaits = false;
    this.list = el("div", {
      class: "chat",
      role: "log",
      "aria-live": "polite",
      "aria-label": label,
      tabindex: "0",
      onscroll: () => this.#scrolled(),
    });
    this.jump = iconButton("down", "رفتن به آخرین پیام", () => this.#toEnd(true), { hidden: true });
    this.jump.classList.add("jump");
    this.node = el("div", { class: "middle" }, this.list, this.jump);
    this.list.addEventListener("load", () => this.stays && this.#toEnd(), true); // pictures come late
    new ResizeObserver(() => this.stays && this.#toEnd()).observe(this.list);
  }

  /** Draw a phone's whole conversation; it is not read out. */
  draw(phone) {
    this.phone = phone;
    this.lastDay = "";
    this.list.setAttribute("aria-live", "off");
    this.list.replaceChildren(...(phone.messages.size ? [] : [welcome()]));
    for (const message of phone.messages.values()) this.#append(message);
    this.list.setAttribute("aria-live", "polite");
    this.#toEnd();
  }

  /** Draw an event of the screen that concerns messages. */
  take({ kind, data }) {
    if (kind === "message") this.#arrive(data);
    if (kind === "edit") this.redraw(data.message_id);
    if (kind === "delete") this.#find(data.message_id)?.remove();
  }

  /** Follow what answers one's own tap, wherever one has scrolled to. */
  expect() {
    this.awaits = true;
  }

  /** Draw one message anew, where it stands; without an id all whose button waits. */
  redraw(messageId) {
    const waiting = this.list.querySelectorAll(".message:has(.waits)");
    if (!messageId) return waiting.forEach((node) => this.redraw(Number(node.dataset.id)));
    const message = this.phone.messages.get(messageId);
    const old = this.#find(messageId);
    if (!message || !old) return;
    const focused = old.contains(document.activeElement) ? document.activeElement.dataset.label : undefined;
    const fresh = bubble(this.phone, message, this.acts);
    old.replaceWith(fresh);
    if (focused) fresh.querySelector(`[data-label="${CSS.escape(focused)}"]`)?.focus();
    if (this.stays) this.#toEnd();
  }

  /** Put the second tick where the service has taken a message. */
  drawMarks() {
    for (const old of this.list.querySelectorAll(".mark:not(.taken)")) {
      const message = this.phone.messages.get(Number(old.closest(".message").dataset.id));
      if (message && this.phone.taken(message)) old.replaceWith(mark(true));
    }
  }

  #append(message) {
    const day = dayOf(new Date(message.date * 1000));
    if (day !== this.lastDay) this.list.append(el("div", { class: "day" }, el("span", {}, day)));
    this.lastDay = day;
    this.list.append(bubble(this.phone, message, this.acts));
  }

  #arrive(message) {
    const follow = this.stays || this.awaits || !message.from_bot;
    this.awaits = false;
    this.list.querySelector(".welcome")?.remove();
    this.#append(message);
    if (follow) this.#toNewest(message);
    else this.jump.hidden = false;
  }

  /** Go to the end, but not past the beginning of a message that is higher than the screen. */
  #toNewest(message) {
    this.#toEnd();
    const above = this.list.getBoundingClientRect().top - this.#find(message.message_id).getBoundingClientRect().top;
    if (message.from_bot && above > 0) this.list.scrollTop -= above;
  }

  #find(messageId) {
    return this.list.querySelector(`[data-id="${messageId}"]`);
  }

  #toEnd(focus = false) {
    this.stays = true;
    this.list.scrollTop = this.list.scrollHeight;
    this.jump.hidden = true;
    if (focus) this.list.focus();
  }

  #scrolled() {
    const { clientHeight, scrollHeight, scrollTop } = this.list;
    this.stays = !clientHeight || scrollHeight - scrollTop - clientHeight < NEAR;
    if (this.stays) this.jump.hidden = true;
  }
}

const welcome = () =>
  el(
    "div",
    { class: "welcome" },
    el("span", { class: "avatar bot", "aria-hidden": "true" }, "م"),
    el("strong", {}, BOT_NAME),
    el("p", {}, "برای آغاز گفت‌وگو، دکمهٔ «شروع» را بزنید."),
  );
