// The control strip at the top: clock, network, the service's process, the log of calls, and the tour.

import { get, post } from "./api.js";
import { CallLog } from "./calllog.js";
import { ClockPanel } from "./clockpanel.js";
import { NetworkPanel } from "./network.js";
import { el, panel } from "./nodes.js";

const HOOKS = {
  restart: ["راه‌اندازی دوباره", "سامانه به‌صورت عادی بسته و دوباره اجرا می‌شود.", "سامانه دوباره اجرا شد."],
  kill: [
    "قطع ناگهانی",
    "سامانه در همان لحظه قطع و سپس دوباره اجرا می‌شود؛ هیچ پاسخی نباید گم شود.",
    "سامانه ناگهان قطع و دوباره اجرا شد.",
  ],
};

/** Draws the strip into its header. */
export class Strip {
  constructor(store, header) {
    Object.assign(this, { store, header });
  }

  async draw(tour) {
    const clock = new ClockPanel(this.store);
    const network = new NetworkPanel(this.store);
    const log = new CallLog();
    const hooks = (await get("/hooks")).filter((name) => name in HOOKS);
    const brand = el(
      "div",
      { class: "brand" },
      el("img", { src: "/page/icon.svg", alt: "", width: "30", height: "30" }),
      el("h1", {}, "محور"),
      el(
        "span",
        { class: "demo", title: "هیچ پیامی از این رایانه بیرون نمی‌رود." },
        "نمایشی",
        el("span", { class: "more" }, "؛ هیچ پیامی از این رایانه بیرون نمی‌رود"),
      ),
    );
    const process = hooks.length ? this.#process(hooks) : null;
    const tools = el(
      "div",
      { class: "tools", role: "toolbar", "aria-label": "ابزارهای نمایش" },
      clock.button,
      network.button,
      process?.button,
      log.button,
      tour.button,
    );
    this.header.replaceChildren(brand, tools, clock.node, network.node, process?.node ?? "");
    await network.load();
  }

  #process(hooks) {
    this.status = el("p", { role: "status" });
    const buttons = hooks.map((name) =>
      el(
        "button",
        {
          type: "button",
          class: "choice",
          "data-hook": name,
          onclick: (event) => this.#call(name, event.currentTarget),
        },
        el("span", {}, HOOKS[name][0]),
        el("small", {}, HOOKS[name][1]),
      ),
    );
    const made = panel(
      "process-panel",
      "power",
      "اجرای سامانه",
      el("div", { class: "choices" }, ...buttons),
      this.status,
    );
    made.button.append(el("span", { class: "label" }, "اجرا"));
    return made;
  }

  async #call(name, button) {
    button.disabled = true;
    this.status.textContent = "در حال انجام…";
    this.status.textContent = await post(`/hooks/${name}`).then(
      () => HOOKS[name][2],
      () => "انجام نشد.",
    );
    button.disabled = false;
  }
}
