// The desk: the list of people, which of their phones are open, and which one is at hand.

import { el } from "./nodes.js";
import { PhoneView } from "./phone.js";
import { digits } from "./words.js";

const RAIL = 272;
const PHONE = 376;
export const narrow = matchMedia("(max-width: 760px)");

/** Which phones are open, and which one is at hand. */
export class Desk {
  constructor(store) {
    this.store = store;
    this.views = [];
    this.people = document.querySelector("#people");
    this.stage = document.querySelector("#stage");
    store.visible = (phone) =>
      this.views.some((view) => view.phone === phone && (!narrow.matches || view === this.current));
  }

  /** Open the phones that were open before a reload, or as many as fit. */
  async lay() {
    const first = this.store.cast.slice(0, narrow.matches ? 1 : this.#room()).map((member) => [member.user_id, null]);
    const { open, current } = JSON.parse(sessionStorage.getItem("desk")) ?? { open: first, current: first[0]?.[0] };
    const memberOf = (userId) => this.store.cast.find((member) => member.user_id === userId);
    for (const [userId, platform] of open)
      if (memberOf(userId))
        await this.open(memberOf(userId), {
          focus: false,
          platform: this.store.platforms.find((one) => one === platform),
        });
    if (memberOf(current)) await this.open(memberOf(current), { focus: false });
    this.drawPeople();
  }

  #room() {
    return Math.max(1, Math.floor((innerWidth - RAIL) / PHONE));
  }

  /** Close a phone that was never used, when one more would not fit. */
  #makeRoom() {
    const unused = this.views.find((view) => view.phone && !view.phone.started && view !== this.current);
    if (unused && !narrow.matches && this.views.length >= this.#room()) this.close(unused);
  }

  #remember() {
    const open = this.views.map((view) => [view.member.user_id, view.phone?.platform]);
    sessionStorage.setItem("desk", JSON.stringify({ open, current: this.current?.member.user_id }));
  }

  viewOf(member) {
    return this.views.find((view) => view.member === member);
  }

  /** Open a member's phone, or bring it to hand. */
  async open(member, { focus = true, platform } = {}) {
    let view = this.viewOf(member);
    if (!view) {
      this.#makeRoom();
      view = new PhoneView(
        this.store,
        member,
        (one) => this.close(one),
        () => this.drawPeople(),
      );
      this.views.push(view);
      this.stage.append(view.node);
      await view.show(platform ?? this.#lastPlatform(member));
    } else if (platform) await view.show(platform);
    this.#choose(view, focus);
    return view;
  }

  close(view) {
    view.node.remove();
    this.views = this.views.filter((one) => one !== view);
    if (this.current === view) this.current = this.views.at(-1);
    if (this.current) this.#choose(this.current, false);
    this.drawPeople();
  }

  drawPeople() {
    this.#remember();
    const tabs = this.store.cast.map((member) => this.#tab(member));
    const focused = [...this.people.children].indexOf(document.activeElement);
    this.people.replaceChildren(...tabs);
    tabs[focused]?.focus();
  }

  #choose(view, focus) {
    this.current = view;
    for (const one of this.views) one.node.classList.toggle("current", one === view);
    view.read();
    this.drawPeople();
    this.people.querySelector(".current")?.scrollIntoView({ inline: "nearest", block: "nearest" });
    if (!focus) return;
    view.node.scrollIntoView({ inline: "nearest", block: "nearest" });
    if (view.phone.started && !narrow.matches) view.composer.field.focus({ preventScroll: true });
  }

  #tab(member) {
    const phones = this.store.platforms.map((platform) => this.store.phoneOf(member, platform)).filter(Boolean);
    const unread = phones.reduce((sum, phone) => sum + phone.unread, 0);
    const last = phones
      .map((phone) => phone.last)
      .filter(Boolean)
      .sort((a, b) => a.date - b.date)
      .at(-1);
    const view = this.viewOf(member);
    const current = view && view === this.current;
    return el(
      "button",
      {
        type: "button",
        class: `person ${view ? "open" : ""} ${current ? "current" : ""}`,
        "aria-current": current ? "true" : null,
        onclick: () => this.open(member),
      },
      el(
        "span",
        { class: "avatar", "data-hue": String(member.user_id % 6), "aria-hidden": "true" },
        member.name.split(" ").at(-1)[0],
      ),
      el(
        "span",
        { class: "about" },
        el("span", { class: "name" }, member.name),
        el("small", { dir: "auto" }, last ? preview(last) : "هنوز گفت‌وگویی نیست"),
      ),
      unread
        ? el("span", { class: "badge", "aria-label": `${digits(unread)} پیام خوانده‌نشده` }, digits(unread))
        : null,
    );
  }

  #lastPlatform(member) {
    const used = this.store.platforms.filter((platform) => this.store.phoneOf(member, platform)?.started);
    return used.length === 1 ? used[0] : member.platform;
  }
}

const KINDS = {
  photo: "عکس",
  document: "فایل",
  voice: "پیام صوتی",
  location: "موقعیت مکانی",
  sticker: "استیکر",
  contact: "شمارهٔ همراه",
};
const preview = (message) => (message.text || KINDS[message.kind] || "").replace(/\s+/g, " ").slice(0, 60);
