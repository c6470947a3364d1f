// What the page knows of phones, clock and queues, and the one long poll that keeps it fresh.

import { get, post } from "./api.js";

/** A phone's screen as it stands: messages in order, keyboard, unread count. */
export class PhoneState {
  constructor(store, member, card) {
    Object.assign(this, { store, member, id: card.id, platform: card.platform, bot: card.bot });
    this.unread = 0;
    this.arrivals = 0;
    this.presses = new Map();
    this.answered = new Set();
    this.messages = new Map();
  }

  /** Take over a whole screen. */
  take(screen) {
    this.messages = new Map(screen.messages.filter((m) => !m.deleted).map((m) => [m.message_id, m]));
    for (const message of this.messages.values()) message.arrival = this.arrivals;
    Object.assign(this, {
      keyboard: screen.keyboard,
      started: screen.started,
      blocked: screen.blocked,
      next: screen.next,
      action: null,
    });
  }

  /** Take over one event; deleted messages are forgotten. */
  apply({ kind, data }) {
    if (kind === "message" || kind === "edit") {
      data.arrival = ++this.arrivals;
      this.messages.set(data.message_id, data);
      this.started = true;
      if (data.from_bot) this.action = null;
      else this.blocked = false;
    }
    if (kind === "delete") this.messages.delete(data.message_id);
    if (kind === "keyboard") this.keyboard = data;
    if (kind === "action") this.action = data;
    if (kind === "toast" && !this.presses.delete(data.press_id)) this.answered.add(data.press_id);
  }

  /** Tell whether the service has taken what this person sent. */
  taken(message) {
    message.taken ||= message.update_id === null || message.update_id < (this.store.queues[this.platform]?.oldest ?? 0);
    return message.taken;
  }

  /** Tell whether a button waits for the answer to its press. */
  waits(messageId, data) {
    return [...this.presses.values()].some((press) => press.messageId === messageId && press.data === data);
  }

  /** Do something on this phone, by name. */
  act(name, wish = {}) {
    return post(`/phones/${encodeURIComponent(this.id)}/${name}`, wish);
  }

  get last() {
    return [...this.messages.values()].at(-1);
  }

  get fromBot() {
    return [...this.messages.values()].filter((message) => message.from_bot);
  }
}

/** All phones by id; tells "phone" (with {phone, event}), "clock", "queues" and "line" (the connection). */
export class Store extends EventTarget {
  constructor() {
    super();
    this.phones = new Map();
    this.queues = {};
    this.clock = { version: -1, running: true };
    this.online = true;
    this.visible = () => false;
  }

  async load() {
    const [cast, bots, cards, clock] = await Promise.all([
      get("/cast"),
      get("/platforms"),
      get("/phones"),
      get("/clock"),
    ]);
    this.platforms = bots.map((bot) => bot.platform);
    this.cast = cast.filter((member) => this.platforms.includes(member.platform));
    this.#setClock(clock);
    for (const card of cards) {
      const member = this.cast.find((one) => one.user_id === card.user_id);
      if (member) await this.open(member, card.platform);
    }
  }

  /** Return a member's phone on a platform, switched on if it was not yet. */
  async open(member, platform) {
    const known = this.phoneOf(member, platform);
    if (known) return known;
    const wish = { platform, user_id: member.user_id, first_name: member.name, phone_number: member.phone_number };
    const phone = new PhoneState(this, member, await post("/phones", wish));
    phone.take(await get(`/phones/${encodeURIComponent(phone.id)}`));
    this.phones.set(phone.id, phone);
    this.wake?.abort();
    return phone;
  }

  phoneOf(member, platform) {
    return this.phones.get(`${platform}-${member.user_id}`);
  }

  /** Return the present instant of the demo's clock as a Date. */
  now() {
    return new Date(this.clock.at + (this.clock.running ? performance.now() - this.clock.since : 0));
  }

  /** Follow everything for ever; a messenger that is away is tried again. */
  async follow() {
    for (;;) {
      this.wake = new AbortController();
      try {
        await this.#watch(this.wake.signal);
        this.#setOnline(true);
      } catch (problem) {
        if (problem.name === "AbortError") continue;
        this.#setOnline(false);
        this.clock.version = -1; // whatever comes back may tell another time
        await new Promise((done) => setTimeout(done, 1500));
      }
    }
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  async #watch(signal) {
    const phones = Object.fromEntries([...this.phones.values()].map((phone) => [phone.id, phone.next]));
    const queues = Object.fromEntries(Object.entries(this.queues).map(([name, queue]) => [name, queue.version]));
    const news = await post(
      `/watch?timeout=${this.online ? 25 : 0}`,
      { phones, queues, clock: this.clock.version },
      signal,
    );
    this.queues = news.queues;
    for (const id of Object.keys(phones)) await this.#take(this.phones.get(id), news.phones[id]);
    this.tell("queues");
    if (news.clock.version !== this.clock.version || !this.clock.running) this.#setClock(news.clock);
  }

  async #take(phone, news) {
    if (!news || news.missed) return this.#readAnew(phone, !news);
    phone.next = news.next;
    for (const event of news.events) {
      phone.apply(event);
      const counts = event.kind === "message" && event.data.from_bot && !this.visible(phone);
      if (counts) phone.unread += 1;
      this.tell("phone", { phone, event });
    }
  }

  async #readAnew(phone, gone) {
    const { member, platform, id } = phone;
    const wish = { platform, user_id: member.user_id, first_name: member.name, phone_number: member.phone_number };
    if (gone) await post("/phones", wish);
    phone.take(await get(`/phones/${encodeURIComponent(id)}`));
    this.tell("phone", { phone, event: null });
  }

  #setClock(clock) {
    this.clock = { ...clock, at: Date.parse(clock.now), since: performance.now() };
    this.tell("clock");
  }

  #setOnline(online) {
    if (online === this.online) return;
    this.online = online;
    this.tell("line");
  }
}
