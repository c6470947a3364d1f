// The faults of the network between the service and its messengers, chosen by name.

import { get, post } from "./api.js";
import { el, panel } from "./nodes.js";
import { platformName } from "./words.js";

const MODES = [
  ["normal", "عادی", "", {}, {}],
  ["slow", "کند", "هر پیام سامانه سه ثانیه دیر می‌رسد.", { latency: 3 }, {}],
  ["offline", "قطع", "ارتباط سامانه با پیام‌رسان قطع است؛ پیام‌ها در صف می‌ماند.", { offline: true }, {}],
  ["doubled", "تکراری", "هر پیام و هر دکمه دو بار به سامانه می‌رسد.", {}, { repeated: 1 }],
];

/** The button and the panel of the network's state. */
export class NetworkPanel {
  constructor(store) {
    this.store = store;
    this.chosen = { mode: "normal", place: "" };
    this.told = Promise.resolve(); // one choice is told whole before the next
    this.modes = el(
      "fieldset",
      {},
      el("legend", {}, "وضعیت شبکه"),
      ...MODES.map(([name, label, why]) => this.#radio("mode", name, label, why)),
    );
    const places = [
      ["", "همهٔ پیام‌رسان‌ها"],
      ...store.platforms.map((platform) => [platform, `فقط ${platformName(platform)}`]),
    ];
    this.places = el(
      "fieldset",
      {},
      el("legend", {}, "برای"),
      ...places.map(([name, label]) => this.#radio("place", name, label, "")),
    );
    const about = el("p", {}, "شبکهٔ میان سامانه و پیام‌رسان را مختل کنید و ببینید که هیچ پاسخی گم یا تکرار نمی‌شود.");
    Object.assign(this, panel("network-panel", "network", "شبکهٔ سامانه", about, this.modes, this.places));
    this.button.append(el("span", { class: "label" }, "شبکه"));
  }

  /** Learn what is set already. */
  async load() {
    const faults = await get("/faults");
    for (const [place, { sending, polling }] of Object.entries(faults)) {
      const mode = sending.offline ? "offline" : sending.latency ? "slow" : polling.repeated ? "doubled" : null;
      if (mode) this.chosen = { mode, place: place === "all" ? "" : place };
    }
    this.draw();
  }

  draw() {
    for (const input of this.node.querySelectorAll("input")) input.checked = this.chosen[input.name] === input.value;
    this.#alarm(this.chosen.mode);
  }

  #radio(name, value, label, why) {
    return el(
      "label",
      { class: "choice" },
      el("input", { type: "radio", name, value, onchange: () => this.#choose(name, value) }),
      el("span", {}, label),
      why ? el("small", {}, why) : null,
    );
  }

  #choose(name, value) {
    const chosen = (this.chosen = { ...this.chosen, [name]: value });
    this.told = this.told.catch(() => {}).then(() => this.#tell(chosen));
  }

  /** Set what was chosen; the button tells what is set. */
  async #tell(chosen) {
    const [, , , sending, polling] = MODES.find(([mode]) => mode === chosen.mode);
    for (const bot of ["", ...this.store.platforms]) {
      const place = bot ? { bot } : {};
      const here = bot === chosen.place;
      await post("/faults", { ...place, clear: true, ...(here ? sending : {}) });
      await post("/faults", { ...place, poll: true, clear: true, ...(here ? polling : {}) });
    }
    this.#alarm(chosen.mode);
  }

  #alarm(mode) {
    this.button.classList.toggle("alarm", mode !== "normal");
  }
}
