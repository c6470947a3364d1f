// One message as a bubble, with its file, its time and mark, and its inline keyboard.

import { el, icon } from "./nodes.js";
import { render } from "./text.js";
import { digits, sizeOf, timeOf } from "./words.js";

/** Return the node of a message. `phone` is its state, `acts` what a person may do: tap, say, edit. */
export function bubble(phone, message, acts) {
  const mine = !message.from_bot;
  const body = el(
    "div",
    { class: "bubble" },
    quote(phone, message),
    ...contents(phone, message),
    words(message, acts),
    foot(phone, message),
  );
  if (mine && message.kind === "text") {
    body.append(
      el(
        "button",
        {
          type: "button",
          class: "edit",
          "aria-label": "ویرایش این پیام",
          title: "ویرایش",
          onclick: () => acts.edit(message),
        },
        icon("edit"),
      ),
    );
  }
  return el(
    "article",
    { class: `message ${mine ? "mine" : "theirs"} ${message.kind}`, "data-id": message.message_id },
    el("span", { class: "hidden" }, mine ? "شما:" : "سامانه:"),
    body,
    keyboard(phone, message, acts),
  );
}

function quote(phone, message) {
  const to = message.reply_to && phone.messages.get(message.reply_to);
  return to ? el("blockquote", { class: "reply", dir: "auto" }, to.text.slice(0, 120)) : null;
}

function words(message, acts) {
  if (!message.text) return null;
  return el("div", { class: "text", dir: "auto" }, render(message.text, message.formats, acts.say));
}

function foot(phone, message) {
  const time = new Date(message.date * 1000);
  const foot = el(
    "div",
    { class: "foot" },
    message.edited ? el("span", {}, "ویرایش‌شده") : null,
    el("time", { datetime: time.toISOString() }, timeOf(time)),
  );
  if (!message.from_bot) foot.append(mark(phone.taken(message)));
  return foot;
}

/** Return the delivery mark: one tick when the messenger has it, two when the service took it. */
export function mark(taken) {
  const label = taken ? "دریافت شد" : "ارسال شد";
  return el(
    "span",
    { class: `mark ${taken ? "taken" : ""}`, title: label },
    icon(taken ? "checks" : "check"),
    el("span", { class: "hidden" }, label),
  );
}

function contents(phone, message) {
  const { file, kind } = message;
  if (kind === "location") return [place(message.location)];
  if (kind === "contact") return [contact(message.contact)];
  if (!file) return [];
  const address = `/phones/${encodeURIComponent(phone.id)}/files/${encodeURIComponent(file.id)}`;
  if (kind === "sticker") return [el("img", { class: "sticker", src: address, alt: "استیکر" })];
  if (kind === "photo")
    return [
      el(
        "a",
        { class: "photo", href: address, target: "_blank", rel: "noopener" },
        el("img", { src: address, alt: message.text || "عکس" }),
      ),
    ];
  if (kind === "voice")
    return [el("audio", { controls: true, preload: "none", src: address, "aria-label": "پیام صوتی" })];
  return [document_(address, file)];
}

const document_ = (address, file) =>
  el(
    "a",
    { class: "card", href: address, download: file.name },
    el("span", { class: "round" }, icon("file")),
    el("span", {}, el("bdi", {}, file.name), el("small", {}, `دریافت فایل، ${sizeOf(file.size)}`)),
  );

const place = ({ latitude, longitude }) =>
  el(
    "div",
    { class: "card" },
    el("span", { class: "round" }, icon("pin")),
    el("span", {}, "موقعیت مکانی", el("small", {}, `${digits(latitude.toFixed(4))}، ${digits(longitude.toFixed(4))}`)),
  );

const contact = ({ first_name: name, phone_number: number }) =>
  el(
    "div",
    { class: "card" },
    el("span", { class: "round" }, icon("person")),
    el("span", {}, el("bdi", {}, name), el("small", {}, el("bdi", { dir: "ltr" }, digits(`+${number}`)))),
  );

function keyboard(phone, message, acts) {
  if (!message.buttons.length) return null;
  const rows = message.buttons.map((row) =>
    el("div", { class: "row" }, ...row.map((button) => inlineButton(phone, message, button, acts))),
  );
  return el("div", { class: "inline", role: "group", "aria-label": "دکمه‌های پیام" }, ...rows);
}

function inlineButton(phone, message, button, acts) {
  const label = el("span", { dir: "auto" }, button.label);
  if (button.url && /^https?:\/\//i.test(button.url)) {
    return el(
      "a",
      { class: "key", href: button.url, target: "_blank", rel: "noopener noreferrer" },
      label,
      icon("link"),
    );
  }
  const waits = phone.waits(message.message_id, button.data);
  return el(
    "button",
    {
      type: "button",
      class: `key ${waits ? "waits" : ""}`,
      "data-label": button.label,
      "aria-busy": waits ? "true" : null,
      onclick: () => acts.tap(message, button),
    },
    label,
  );
}
