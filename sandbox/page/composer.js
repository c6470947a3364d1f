// The lower part of a phone: the text field, the reply keyboard, attachments and the commands.

import { postFile } from "./api.js";
import { ask, openMenu } from "./menu.js";
import { el, icon, iconButton } from "./nodes.js";
import { COMMANDS } from "./words.js";

const TEHRAN = { latitude: 35.6892, longitude: 51.389 };

/** Draws and serves what is below the conversation; `view` gives the phone, its device and `run`. */
export class Composer {
  constructor(view) {
    this.view = view;
    this.shut = false;
    this.field = el("textarea", {
      rows: "1",
      dir: "auto",
      placeholder: "پیام",
      "aria-label": "متن پیام",
      enterkeyhint: "send",
      oninput: () => this.grow(),
      onkeydown: (event) => this.#key(event),
    });
    this.keysButton = iconButton("keys", "صفحه‌کلید پاسخ", () => this.toggle(), { "aria-expanded": "true" });
    this.commandsButton = el(
      "button",
      {
        type: "button",
        class: "icon-button slash",
        "aria-label": "دستورها",
        title: "دستورها",
        "aria-haspopup": "menu",
        onclick: () => this.commands(),
      },
      "/",
    );
    this.attachButton = iconButton("attach", "پیوست", () => this.attachments(), { "aria-haspopup": "menu" });
    this.sendButton = el(
      "button",
      { type: "submit", class: "icon-button send", "aria-label": "ارسال پیام", title: "ارسال" },
      icon("send"),
    );
    this.editing = el(
      "div",
      { class: "editing", hidden: true },
      icon("edit"),
      el("span", {}, "ویرایش پیام"),
      iconButton("close", "انصراف از ویرایش", () => this.edit(null)),
    );
    this.form = el(
      "form",
      {
        class: "write",
        onsubmit: (event) => {
          event.preventDefault();
          this.send();
        },
      },
      this.attachButton,
      this.field,
      this.commandsButton,
      this.keysButton,
      this.sendButton,
    );
    this.keys = el("div", { class: "keys", role: "group", "aria-label": "صفحه‌کلید پاسخ" });
    this.big = el("button", { type: "button", class: "big", onclick: () => this.view.run("start") });
    this.file = el("input", { type: "file", hidden: true, tabindex: "-1", "aria-hidden": "true" });
    this.node = el("div", { class: "composer" }, this.editing, this.form, this.keys, this.big, this.file);
  }

  /** Draw what fits the phone's state: the start button, or the field with the reply keyboard. */
  draw() {
    const { phone } = this.view;
    const away = phone.blocked || !phone.started;
    this.big.hidden = !away;
    this.big.textContent = phone.blocked ? "رفع انسداد و شروع دوباره" : "شروع";
    this.form.hidden = away;
    const rows = phone.keyboard ?? [];
    this.keysButton.hidden = !rows.length;
    this.keys.hidden = away || !rows.length || this.shut;
    this.keysButton.setAttribute("aria-expanded", String(!this.shut));
    this.keys.replaceChildren(
      ...rows.map((row) => el("div", { class: "row" }, ...row.map((button) => this.#replyKey(button)))),
    );
  }

  /** Show or hide the reply keyboard. */
  toggle() {
    this.shut = !this.shut;
    this.draw();
  }

  /** Begin to change one's own message; null goes back to writing. */
  edit(message) {
    this.edited = message;
    this.editing.hidden = !message;
    this.write(message?.text ?? "");
  }

  /** Put a text into the field. */
  write(text) {
    this.field.value = text;
    this.grow();
    this.field.focus();
  }

  /** Send what stands in the field. */
  async send() {
    const text = this.field.value.trim();
    if (!text) return;
    const wish = this.edited ? ["edit", { message_id: this.edited.message_id, text }] : ["say", { text }];
    this.edit(null);
    await this.view.run(...wish);
  }

  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 120)}px`;
    this.form.classList.toggle("empty", !this.field.value.trim());
  }

  commands() {
    openMenu(
      this.commandsButton,
      this.node,
      COMMANDS.map(([name, label]) => [
        "list",
        label,
        () => this.view.run(...(name === "start" ? ["start"] : ["say", { text: `/${name}` }])),
        `/${name}`,
      ]),
    );
  }

  attachments() {
    openMenu(this.attachButton, this.node, [
      ["image", "عکس", () => this.#choose("photo", "image/*")],
      ["file", "فایل", () => this.#choose("document", "")],
      ["voice", "پیام صوتی نمونه", () => this.view.run("sample_voice")],
      ["voice", "پیام صوتی (از فایل)", () => this.#choose("voice", "audio/*")],
      ["sticker", "استیکر نمونه", () => this.view.run("sticker")],
      ["pin", "موقعیت مکانی نمونه (تهران)", () => this.view.run("location", TEHRAN)],
    ]);
  }

  #choose(kind, accept) {
    const { phone } = this.view;
    this.file.accept = accept;
    this.file.value = "";
    this.file.onchange = () => {
      const [file] = this.file.files;
      if (file)
        this.view.attempt(() => postFile(`/phones/${encodeURIComponent(phone.id)}/${kind}`, file, { name: file.name }));
    };
    this.file.click();
  }

  #replyKey(button) {
    const name = button.request_contact ? "person" : button.request_location ? "pin" : null;
    return el(
      "button",
      { type: "button", class: "key", "data-label": button.text, onclick: () => this.#press(button) },
      name ? icon(name) : null,
      el("span", { dir: "auto" }, button.text),
    );
  }

  async #press(button) {
    const question = button.request_contact
      ? "شمارهٔ همراه شما برای این سامانه ارسال شود؟"
      : button.request_location
        ? "موقعیت مکانی شما برای این سامانه ارسال شود؟"
        : null;
    if (question && (await ask(this.view.device, question, ["ارسال", "انصراف"])) !== "ارسال") return;
    await this.view.run("menu", { label: button.text });
  }

  #key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    }
    if (event.key === "Escape" && this.edited) this.edit(null);
  }
}
