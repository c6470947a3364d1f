// Puts the page together: the desk with its phones, the strip and the tour.

import { Desk, narrow } from "./desk.js";
import { Store } from "./store.js";
import { Strip } from "./strip.js";
import { Tour } from "./tour.js";

async function begin() {
  const store = new Store();
  await store.load();
  const desk = new Desk(store);
  const strip = new Strip(store, document.querySelector("#strip"));
  const tour = new Tour(store, desk, document.querySelector("#tour"));
  await strip.draw(tour);
  await desk.lay();
  store.addEventListener("phone", ({ detail: { phone, event } }) => {
    for (const view of desk.views)
      if (view.phone === phone) view.take(event);
      else if (view.member === phone.member) view.read();
    desk.drawPeople();
    tour.look();
  });
  store.addEventListener("queues", () => desk.views.forEach((view) => view.conversation.drawMarks()));
  store.addEventListener("line", () => {
    document.querySelector("#offline").hidden = store.online;
  });
  narrow.addEventListener("change", () => desk.views.forEach((view) => view.read()));
  document.documentElement.dataset.ready = "true";
  await store.follow();
}

begin();
