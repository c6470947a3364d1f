// The demo's clock: where it stands, and where it may be moved to (it only goes forward).

import { post } from "./api.js";
import { el, panel } from "./nodes.js";
import { dayOf, fullDayOf, timeOf } from "./words.js";

const TEHRAN = 3.5 * 3600e3; // Tehran has had no summer time since 1401
const MINUTE = 60e3;
const [SUNDAY, MONDAY, TUESDAY, WEDNESDAY, , , SATURDAY] = [0, 1, 2, 3, 4, 5, 6];
const WORKING = [SATURDAY, SUNDAY, MONDAY, TUESDAY, WEDNESDAY];

/** Return the next Date that is on one of these weekdays at this time of Tehran. */
export function next(now, weekdays, hour, minute) {
  const local = new Date(now.getTime() + TEHRAN);
  for (let day = 0; day <= 7; day += 1) {
    const then = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + day, hour, minute);
    if (then > local.getTime() && weekdays.includes(new Date(then).getUTCDay())) return new Date(then - TEHRAN);
  }
  return now;
}

const MOMENTS = [
  ["opening", "آغاز گزارش هفته", [MONDAY], 9, 0],
  ["reminder", "یادآوری", [WEDNESDAY], 8, 30],
  ["last", "آخرین یادآوری", [WEDNESDAY], 11, 30],
  ["deadline", "پایان مهلت", [WEDNESDAY], 13, 0],
  ["digest", "گزارش روزانهٔ ستاد", WORKING, 8, 0],
];

/** The button that shows the time, and its panel. */
export class ClockPanel {
  constructor(store) {
    this.store = store;
    this.day = el("span", { class: "day-name" });
    this.time = el("strong", {});
    this.choices = el("div", { class: "choices" });
    const about = el(
      "p",
      {},
      "ساعت فقط جلو می‌رود. سامانه همین ساعت را دنبال می‌کند؛ یادآوری‌ها و گزارش روزانه در زمان خود ارسال می‌شود.",
    );
    Object.assign(this, panel("clock-panel", "clock", "ساعت نمایش", about, this.choices));
    this.button.classList.add("clock");
    this.button.append(this.day, this.time);
    this.node.addEventListener("toggle", () => this.draw());
    store.addEventListener("clock", () => this.draw());
    setInterval(() => this.tick(), 1000);
    this.draw();
  }

  tick() {
    const now = this.store.now();
    this.day.textContent = fullDayOf(now);
    this.time.textContent = timeOf(now);
  }

  draw() {
    this.tick();
    const now = this.store.now();
    const moments = MOMENTS.map(([name, label, ...when]) => ({ name, label, at: next(now, ...when) })).sort(
      (a, b) => a.at - b.at,
    );
    this.choices.replaceChildren(
      ...moments.map(({ name, label, at }) =>
        this.#choice(name, `${dayOf(at)}، ${timeOf(at)}`, label, () => ({ to: at.toISOString() })),
      ),
      el(
        "div",
        { class: "pair" },
        this.#choice("minutes", "۱۰ دقیقه جلو", "", () => ({ by: 600 })),
        this.#choice("hour", "یک ساعت جلو", "", () => ({ by: (60 * MINUTE) / 1000 })),
      ),
    );
  }

  #choice(name, label, why, wish) {
    return el(
      "button",
      { type: "button", class: "choice", "data-moment": name, onclick: () => this.#move(wish()) },
      el("span", {}, label),
      why ? el("small", {}, why) : null,
    );
  }

  async #move(wish) {
    await post("/clock", wish).catch(() => this.draw());
    this.node.hidePopover();
  }
}
