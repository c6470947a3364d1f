// The guided tour: tells what to tap next, marks it, and goes on when it has happened.

import { el, icon, iconButton } from "./nodes.js";
import { digits } from "./words.js";

const WORDS = { report: "گزارش این هفته", digest: "گزارش روزانهٔ ستاد", announce: "اطلاعیهٔ جدید" };
const POSTS = { ceo: "مدیرعامل", head: "رئیس", admin: "راهبر" };

const keys = (phone) => (phone?.keyboard ?? []).flat().map((button) => button.text);
const fresh = (seat, test) => seat.phone?.fromBot.some((message) => message.arrival > seat.from && test(message));
const offers = (label) => (message) => message.buttons.flat().some((button) => button.label.startsWith(label));
const says = (words) => (message) => message.text.includes(words);

/** Return the steps in which a person registers; each is over at once for who is registered already. */
function register(who, word) {
  const known = ({ phone }) => keys(phone).includes(word);
  return [
    { who, text: "«شروع» را بزنید.", hint: ".big", done: ({ phone }) => phone?.started },
    { who, text: "شمارهٔ خود را با دکمهٔ پایین بفرستید.", hint: ".keys .key", done: (seat) => known(seat) || [...(seat.phone?.messages.values() ?? [])].some((m) => m.kind === "contact") },
    { who, text: "خطاب خود را برگزینید.", hint: ".message:last-child .inline .key", done: known },
  ];
}

const answerFor = (phone) => (phone.fromBot.at(-1)?.text.includes("درصد)") ? "۴۰ درصد" : "۱۲");
const ANNOUNCEMENT = "نشست هماهنگی مدیران عامل، یکشنبه ساعت ۱۰ به‌صورت ویدئوکنفرانس برگزار می‌شود.";

const TOURS = [
  {
    title: "گزارش هفته را ثبت فرمایید",
    end: "گزارش این محور ثبت شد و رسید آن رسید.",
    steps: [
      ...register("ceo", WORDS.report),
      { who: "ceo", text: `«${WORDS.report}» را بزنید.`, hint: `.keys [data-label="${WORDS.report}"]`, done: (seat) => fresh(seat, offers("تأمین برق")) },
      { who: "ceo", text: "محور «تأمین برق» را برگزینید.", hint: '.inline [data-label^="تأمین برق"]', done: (seat) => fresh(seat, offers("ثبت")) },
      { who: "ceo", text: "به هر پرسش با یک عدد پاسخ دهید؛ «۱۲»، «دوازده و نیم» و «۴۰ درصد» همه خوانده می‌شوند.", sample: answerFor, hint: ".write textarea", done: (seat) => fresh(seat, says("همهٔ شاخص‌ها پاسخ دارند")) },
      { who: "ceo", text: "«ثبت» را بزنید.", hint: '.message:last-child .inline [data-label="ثبت"]', done: (seat) => fresh(seat, says("شمارهٔ رسید")) },
    ],
  },
  {
    title: "صبح ستاد را ببینید",
    end: "گزارش روزانه، سر ساعت ۸ رسید.",
    steps: [
      ...register("head", WORDS.digest),
      { who: "head", text: "ساعت نمایش را باز کنید و به «گزارش روزانهٔ ستاد»، ساعت ۸ صبح کاری بعد ببرید.", strip: '.tool.clock, [data-moment="digest"]', done: (seat) => fresh(seat, says("گزارش روزانهٔ ستاد |")) },
    ],
  },
  {
    title: "اطلاعیه بفرستید",
    end: "اطلاعیه به مدیران عامل عضو رسید.",
    steps: [
      ...register("ceo", WORDS.report),
      ...register("admin", WORDS.announce),
      { who: "admin", text: `«${WORDS.announce}» را بزنید.`, hint: `.keys [data-label="${WORDS.announce}"]`, done: (seat) => fresh(seat, offers("انصراف")) },
      { who: "admin", text: "متن اطلاعیه را بنویسید.", sample: () => ANNOUNCEMENT, hint: ".write textarea", done: (seat) => fresh(seat, offers("ارسال")) },
      { who: "admin", text: "«ارسال» را بزنید.", hint: '.message:last-child .inline [data-label="ارسال"]', done: (seat) => fresh(seat, says("در صف ارسال")) },
      { who: "ceo", text: "اطلاعیه را در تلفن مدیرعامل ببینید.", hint: ".message:last-child .bubble", done: ({ phone }) => phone?.fromBot.some(says("اطلاعیهٔ ستاد")) },
    ],
  },
];

/** The tour's card: first the choice of a tour, then its steps one by one. */
export class Tour {
  constructor(store, desk, card) {
    Object.assign(this, { store, desk, card });
    this.seats = {};
    for (const [who, post] of Object.entries(POSTS)) this.seats[who] = { member: store.cast.find((member) => member.name.startsWith(post)), from: 0 };
    const possible = Object.values(this.seats).every((seat) => seat.member);
    this.button = possible ? el("button", { type: "button", class: "tool guide", "aria-label": "آشنایی", onclick: () => this.toggle() }, icon("help"), el("span", { class: "label" }, "آشنایی")) : "";
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
    this.#show("آشنایی در سه گام", ...TOURS.map((tour, n) => el("button", { type: "button", class: "choice", onclick: () => this.begin(tour) }, el("span", {}, `${digits(n + 1)}. ${tour.title}`))));
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
    do this.at += 1; while (steps[this.at]?.done(this.#seat(steps[this.at], true)));
    const step = steps[this.at];
    if (!step) return this.#finish();
    const seat = this.seats[step.who];
    const view = await this.desk.open(seat.member, { focus: true });
    this.#seat(step);
    const sample = step.sample && el("button", { type: "button", class: "choice", onclick: () => { view.composer.write(step.sample(view.phone)); } }, el("span", {}, "نوشتن نمونه"), el("small", {}, "سپس ارسال را بزنید"));
    const name = el("p", { class: "who" }, `تلفن ${seat.member.name}`);
    this.#show(this.tour.title, name, el("p", { role: "status" }, step.text), sample, el("progress", { max: String(steps.length), value: String(this.at), "aria-label": "پیشرفت راهنما" }));
    this.#mark();
    document.querySelector(".device .hinted")?.scrollIntoView({ block: "nearest" });
  }

  /** Return who sits where; a new step counts only what comes from now on. */
  #seat(step, anew = false) {
    const seat = this.seats[step.who];
    const view = this.desk.viewOf(seat.member);
    const phone = view?.phone ?? this.store.platforms.map((platform) => this.store.phoneOf(seat.member, platform)).find((one) => one?.started);
    return Object.assign(seat, { phone, from: anew ? phone?.arrivals ?? 0 : seat.from });
  }

  async #finish() {
    const { title, end, steps } = this.tour;
    this.tour = null;
    this.#mark();
    await this.desk.open(this.seats[steps.at(-1).who].member); // where the outcome is seen
    this.#show(title, el("p", { role: "status" }, end), el("button", { type: "button", class: "choice", onclick: () => this.choose() }, el("span", {}, "گام‌های دیگر")));
  }

  #show(title, ...nodes) {
    this.card.hidden = false;
    this.card.replaceChildren(el("header", {}, el("h2", {}, title), iconButton("close", "بستن راهنما", () => this.close())), ...nodes.filter(Boolean));
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
