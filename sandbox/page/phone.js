// One phone on the desk: its owner and platform, the conversation, and what appears over it.

import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { ask, openMenu } from "./menu.js";
import { el, iconButton } from "./nodes.js";
import { BOT_NAME, digits, mannerOf, platformName } from "./words.js";

const PRESS_WAITS = 20000;
const TOAST_STAYS = 4000;

/** Shows a member's phone; `show(platform)` changes between their phones. */
export class PhoneView {
  constructor(store, member, onClose, onSwitch) {
    Object.assign(this, { store, member, onSwitch });
    this.switch = el("div", { class: "switch", role: "group", "aria-label": "پیام‌رسان" });
    this.status = el("small", {});
    this.moreButton = iconButton("more", "گزینه‌های گفت‌وگو", () => this.#more(), { "aria-haspopup": "menu" });
    this.bar = el(
      "div",
      { class: "bar" },
      el("span", { class: "avatar bot", "aria-hidden": "true" }, "م"),
      el("div", { class: "who" }, el("strong", {}, BOT_NAME), this.status),
      this.moreButton,
    );
    this.toast = el("div", { class: "toast", role: "status" });
    this.composer = new Composer(this);
    this.conversation = new Conversation(`گفت‌وگوی ${member.name}`, {
      say: (text) => this.run("say", { text }),
      tap: (message, button) => this.#tap(message, button),
      edit: (message) => this.composer.edit(message),
    });
    this.conversation.node.append(this.toast);
    this.device = el("div", { class: "device" }, this.bar, this.conversation.node, this.composer.node);
    this.node = el(
      "section",
      { class: "phone", "aria-label": `تلفن ${member.name}`, "data-user": member.user_id },
      el(
        "header",
        { class: "owner" },
        el("h2", {}, member.name),
        this.switch,
        iconButton("close", `بستن تلفن ${member.name}`, () => onClose(this)),
      ),
      this.device,
    );
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
    this.conversation.draw(this.phone);
    this.#drawRest();
  }

  /** Draw the switch between platforms, with what waits unread on the other. */
  drawSwitch() {
    const buttons = this.store.platforms.map((platform) => {
      const unread = this.store.phoneOf(this.member, platform)?.unread;
      const chosen = platform === this.phone.platform;
      return el(
        "button",
        {
          type: "button",
          class: mannerOf(platform),
          "aria-pressed": String(chosen),
          onclick: () => chosen || this.show(platform),
        },
        platformName(platform),
        unread && !chosen ? el("span", { class: "badge" }, digits(unread)) : null,
      );
    });
    const focused = [...this.switch.children].indexOf(document.activeElement);
    this.switch.replaceChildren(...buttons);
    buttons[focused]?.focus();
  }

  /** Draw one event; null means that the whole screen is new. */
  take(event) {
    if (!event) return this.draw();
    this.conversation.take(event);
    if (event.kind === "toast") this.#answer(event.data);
    this.read();
    this.#drawRest();
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

  #drawRest() {
    const { phone } = this;
    const manner = mannerOf(phone.platform) === "bale" ? "بازوی بله" : "تلگرام";
    this.status.textContent = phone.blocked ? "مسدود شده" : phone.action ? "در حال نوشتن…" : manner;
    this.status.classList.toggle("typing", Boolean(phone.action));
    this.composer.draw();
  }

  async #tap(message, button) {
    const { phone } = this;
    this.conversation.expect();
    const waiting = { messageId: message.message_id, data: button.data };
    const press = await this.run("tap", { label: button.label, message_id: message.message_id, data: button.data });
    if (!press || phone.answered.delete(press.press_id)) return;
    phone.presses.set(press.press_id, waiting);
    this.conversation.redraw(message.message_id);
    setTimeout(() => {
      if (phone.presses.delete(press.press_id)) this.conversation.redraw(message.message_id);
    }, PRESS_WAITS);
  }

  #answer({ text, alert }) {
    this.conversation.redraw();
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
}
