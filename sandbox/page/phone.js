// One phone on the desk: its owner and platform, the conversation, and what appears over it.

import { bubble, mark } from "./bubble.js";
import { Composer } from "./composer.js";
import { ask, openMenu } from "./menu.js";
import { el, icon, iconButton } from "./nodes.js";
import { BOT_NAME, dayOf, digits, mannerOf, platformName } from "./words.js";

const PRESS_WAITS = 20000;
const TOAST_STAYS = 4000;

/** Shows a member's phone; `show(platform)` changes between their phones. */
export class PhoneView {
  constructor(store, member, onClose, onSwitch) {
    Object.assign(this, { store, member, onSwitch });
    this.switch = el("div", { class: "switch", role: "group", "aria-label": "پیام‌رسان" });
    this.status = el("small", {});
    this.moreButton = iconButton("more", "گزینه‌های گفت‌وگو", () => this.#more(), { "aria-haspopup": "menu" });
    this.bar = el("div", { class: "bar" }, el("span", { class: "avatar bot", "aria-hidden": "true" }, "م"), el("div", { class: "who" }, el("strong", {}, BOT_NAME), this.status), this.moreButton);
    this.chat = el("div", { class: "chat", role: "log", "aria-live": "polite", "aria-label": `گفت‌وگوی ${member.name}`, tabindex: "0", onscroll: () => this.#scrolled() });
    this.jump = iconButton("down", "رفتن به آخرین پیام", () => this.#toEnd(true), { hidden: true });
    this.jump.classList.add("jump");
    this.toast = el("div", { class: "toast", role: "status" });
    this.composer = new Composer(this);
    this.device = el("div", { class: "device" }, this.bar, el("div", { class: "middle" }, this.chat, this.jump, this.toast), this.composer.node);
    this.node = el("section", { class: "phone", "aria-label": `تلفن ${member.name}`, "data-user": member.user_id },
      el("header", { class: "owner" }, el("h2", {}, member.name), this.switch, iconButton("close", `بستن تلفن ${member.name}`, () => onClose(this))), this.device);
    this.stays = true;
    this.chat.addEventListener("load", () => this.stays && this.#toEnd(), true); // pictures come late
    new ResizeObserver(() => this.stays && this.#toEnd()).observe(this.chat);
    this.acts = { say: (text) => this.run("say", { text }), tap: (message, button) => this.#tap(message, button), edit: (message) => this.composer.edit(message) };
  }

  /** Show this member's phone of a platform, switching it on if need be. */
  async show(platform) {
    this.phone = await this.store.open(this.member, platform);
    this.node.dataset.manner = mannerOf(platform);
    this.node.dataset.phone = this.phone.id;
    this.read();
    this.draw();
    this.onSwitch(this);
  }

  /** Count everything as read, if the person can see it. */
  read() {
    if (!this.phone) return;
    if (this.store.visible(this.phone)) this.phone.unread = 0;
    this.drawSwitch();
  }

  /** Draw the whole phone. */
  draw() {
    this.chat.replaceChildren();
    this.lastDay = "";
    this.chat.setAttribute("aria-live", "off");
    if (!this.phone.messages.size) this.chat.append(this.#welcome());
    for (const message of this.phone.messages.values()) this.#append(message);
    this.chat.setAttribute("aria-live", "polite");
    this.#drawRest();
    this.#toEnd();
  }

  /** Draw the switch between platforms, with what waits unread on the other. */
  drawSwitch() {
    const buttons = this.store.platforms.map((platform) => {
      const unread = this.store.phoneOf(this.member, platform)?.unread;
      const chosen = platform === this.phone.platform;
      return el("button", { type: "button", class: mannerOf(platform), "aria-pressed": String(chosen), onclick: () => chosen || this.show(platform) },
        platformName(platform), unread && !chosen ? el("span", { class: "badge" }, digits(unread)) : null);
    });
    const focused = [...this.switch.children].indexOf(document.activeElement);
    this.switch.replaceChildren(...buttons);
    buttons[focused]?.focus();
  }

  /** Draw one event; null means that the whole screen is new. */
  take(event) {
    if (!event) return this.draw();
    const { kind, data } = event;
    if (kind === "message") this.#arrive(data);
    if (kind === "edit") this.redraw(data.message_id);
    if (kind === "delete") this.#find(data.message_id)?.remove();
    if (kind === "toast") this.#answer(data);
    this.read();
    this.#drawRest();
  }

  /** Draw one message anew, where it stands. */
  redraw(messageId) {
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
    for (const old of this.chat.querySelectorAll(".mark:not(.taken)")) {
      const message = this.phone.messages.get(Number(old.closest(".message").dataset.id));
      if (message && this.phone.taken(message)) old.replaceWith(mark(true));
    }
  }

  /** Do something on this phone by name, and say so if it cannot be done. */
  run(name, wish) {
    return this.attempt(() => this.phone.act(name, wish));
  }

  async attempt(act) {
    try {
      return await act();
    } catch {
      this.#notice("انجام نشد؛ ارتباط با پیام‌رسان محلی را بررسی کنید.");
      return null;
    }
  }

  #welcome() {
    return el("div", { class: "welcome" }, el("span", { class: "avatar bot", "aria-hidden": "true" }, "م"), el("strong", {}, BOT_NAME),
      el("p", {}, "برای آغاز گفت‌وگو، دکمهٔ «شروع» را بزنید."));
  }

  #append(message) {
    const day = dayOf(new Date(message.date * 1000));
    if (day !== this.lastDay) this.chat.append(el("div", { class: "day" }, el("span", {}, day)));
    this.lastDay = day;
    this.chat.append(bubble(this.phone, message, this.acts));
  }

  #arrive(message) {
    const follow = this.stays || this.awaits || !message.from_bot;
    this.awaits = false;
    this.chat.querySelector(".welcome")?.remove();
    this.#append(message);
    if (follow) this.#toEnd();
    else this.jump.hidden = false;
  }

  #drawRest() {
    const { phone } = this;
    const manner = mannerOf(phone.platform) === "bale" ? "بازوی بله" : "تلگرام";
    this.status.textContent = phone.blocked ? "مسدود شده" : phone.action ? "در حال نوشتن…" : manner;
    this.status.classList.toggle("typing", Boolean(phone.action));
    this.composer.draw();
  }

  async #tap(message, button) {
    const { phone } = this;
    this.awaits = true; // what answers one's own tap is followed, wherever one has scrolled to
    const waiting = { messageId: message.message_id, data: button.data };
    const press = await this.run("tap", { label: button.label, message_id: message.message_id, data: button.data });
    if (!press || phone.answered.delete(press.press_id)) return;
    phone.presses.set(press.press_id, waiting);
    this.redraw(message.message_id);
    setTimeout(() => { if (phone.presses.delete(press.press_id)) this.redraw(message.message_id); }, PRESS_WAITS);
  }

  #answer({ text, alert }) {
    for (const node of this.chat.querySelectorAll(".message:has(.waits)")) this.redraw(Number(node.dataset.id));
    if (text && alert) ask(this.device, text, ["متوجه شدم"]);
    else if (text) this.#notice(text);
  }

  #notice(text) {
    this.toast.textContent = text;
    this.toast.classList.add("on");
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => this.toast.classList.remove("on"), TOAST_STAYS);
  }

  #more() {
    const { phone } = this;
    const block = phone.blocked
      ? ["block", "رفع انسداد", () => this.#setBlocked(false)]
      : ["block", "مسدود کردن سامانه", () => this.#setBlocked(true)];
    openMenu(this.moreButton, this.bar, [block]);
  }

  async #setBlocked(blocked) {
    if (!(await this.run(blocked ? "block" : "unblock"))) return;
    this.phone.blocked = blocked;
    this.#drawRest();
  }

  #find(messageId) {
    return this.chat.querySelector(`[data-id="${messageId}"]`);
  }

  #atEnd() {
    return !this.chat.clientHeight || this.chat.scrollHeight - this.chat.scrollTop - this.chat.clientHeight < 60;
  }

  #toEnd(focus = false) {
    this.stays = true;
    this.chat.scrollTop = this.chat.scrollHeight;
    this.jump.hidden = true;
    if (focus) this.chat.focus();
  }

  #scrolled() {
    this.stays = this.#atEnd();
    if (this.stays) this.jump.hidden = true;
  }
}
