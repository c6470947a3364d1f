// The guided tour: tells what to tap next, marks it, and goes on when it has happened.

import { el, icon, iconButton } from "./nodes.js";
import { POSTS, TOURS } from "./tours.js";
import { digits } from "./words.js";

/** The tour's card: first the choice of a tour, then its steps one by one. */
export class Tour {
  constructor(store, desk, card) {
    Object.assign(this, { store, desk, card });
    this.seats = {};
    for (const [who, post] of Object.entries(POSTS))
      this.seats[who] = { member: store.cast.find((member) => member.name.startsWith(post)), from: 0 };
    const possible = Object.values(this.seats).every((seat) => seat.member);
    this.button = possible
      ? el(
          "button",
          { type: "button", class: "tool guide", "aria-label": "آشنایی", onclick: () => this.toggle() },
          icon("help"),
          el("span", { class: "label" }, "آشنایی"),
        )
      : "";
    document.addEventListener("toggle", () => requestAnimationFrame(() => this.#mark()), true); // a panel draws itself when it opens
    if (possible && innerWidth > 760) this.choose();
  }

  toggle() {
    if (this.card.hidden) this.choose();
    else this.close();
  }

  close() {
    this.tour = null;
    this.card.hidden = true;
    this.#mark();
  }

  /** Offer the tours. */
  choose() {
    this.tour = null;
    this.#mark();
    this.#show(
      "آشنایی در سه گام",
      ...TOURS.map((tour, n) =>
        el(
          "button",
          { type: "button", class: "choice", onclick: () => this.begin(tour) },
          el("span", {}, `${digits(n + 1)}. ${tour.title}`),
        ),
      ),
    );
  }

  begin(tour) {
    Object.assign(this, { tour, at: -1 });
    this.#go();
  }

  /** Look whether what was asked has happened. */
  look() {
    if (!this.tour) return;
    const step = this.tour.steps[this.at];
    if (step && step.done(this.#seat(step))) this.#go();
    else this.#mark();
  }

  async #go() {
    const { steps } = this.tour;
    do this.at += 1;
    while (steps[this.at]?.done(this.#seat(steps[this.at], true)));
    const step = steps[this.at];
    if (!step) return this.#finish();
    const seat = this.seats[step.who];
    const view = await this.desk.open(seat.member, { focus: true });
    this.#seat(step);
    const sample =
      step.sample &&
      el(
        "button",
        {
          type: "button",
          class: "choice",
          onclick: () => {
            view.composer.write(step.sample(view.phone));
          },
        },
        el("span", {}, "نوشتن نمونه"),
        el("small", {}, "سپس «ارسال» را بزنید"),
      );
    const name = el("p", { class: "who" }, `تلفن ${seat.member.name}`);
    this.#show(
      this.tour.title,
      name,
      el("p", { role: "status" }, step.text),
      sample,
      el("progress", { max: String(steps.length), value: String(this.at), "aria-label": "پیشرفت راهنما" }),
    );
    this.#mark();
    document.querySelector(".device .hinted")?.scrollIntoView({ block: "nearest" });
  }

  /** Return who sits where; a new step counts only what comes from now on. */
  #seat(step, anew = false) {
    const seat = this.seats[step.who];
    const view = this.desk.viewOf(seat.member);
    const phone =
      view?.phone ??
      this.store.platforms.map((platform) => this.store.phoneOf(seat.member, platform)).find((one) => one?.started);
    return Object.assign(seat, { phone, from: anew ? (phone?.arrivals ?? 0) : seat.from });
  }

  async #finish() {
    const { title, end, steps } = this.tour;
    this.tour = null;
    this.#mark();
    await this.desk.open(this.seats[steps.at(-1).who].member); // where the outcome is seen
    this.#show(
      title,
      el("p", { role: "status" }, end),
      el("button", { type: "button", class: "choice", onclick: () => this.choose() }, el("span", {}, "گام‌های دیگر")),
    );
  }

  #show(title, ...nodes) {
    this.card.hidden = false;
    this.card.replaceChildren(
      el(
        "header",
        {},
        el("h2", {}, title),
        iconButton("close", "بستن راهنما", () => this.close()),
      ),
      ...nodes.filter(Boolean),
    );
  }

  #mark() {
    for (const old of document.querySelectorAll(".hinted")) old.classList.remove("hinted");
    const step = this.tour?.steps[this.at];
    if (!step) return;
    const view = this.desk.viewOf(this.seats[step.who].member);
    const place = step.strip ? document.querySelector("#strip") : view?.node;
    const found = [...(place?.querySelectorAll(step.strip ?? step.hint) ?? [])];
    for (const node of step.strip ? found : found.slice(-7)) node.classList.add("hinted");
  }
}
