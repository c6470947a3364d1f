// Formatted text as nodes: Telegram's entities, and what Bale made of its Markdown (offsets in UTF-16 units).

import { el } from "./nodes.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

/** Return a text with its formats as a fragment; `onCommand(text)` is called for a tapped command. */
export function render(text, formats, onCommand) {
  const sorted = [...formats].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const fragment = document.createDocumentFragment();
  fragment.append(...build(text, 0, text.length, sorted, onCommand));
  return fragment;
}

function build(text, start, end, formats, onCommand) {
  const nodes = [];
  let at = start;
  formats.forEach((format, index) => {
    const from = Math.max(format.offset, start);
    const to = Math.min(format.offset + format.length, end);
    if (from < at || to <= from) return;
    if (from > at) nodes.push(text.slice(at, from));
    const inner = formats.slice(index + 1).filter((other) => other.offset < to);
    nodes.push(wrap(format, text.slice(from, to), build(text, from, to, inner, onCommand), onCommand));
    at = to;
  });
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function wrap(format, words, children, onCommand) {
  switch (format.type) {
    case "text_link":
      return link(format.url, children, onCommand);
    case "url":
      return link(/^[a-z]+:/i.test(words) ? words : `https://${words}`, children, onCommand);
    case "bot_command":
      return command(words, children, onCommand);
    case "spoiler":
      return spoiler(children);
    case "expandable":
      return expandable(format.title, words);
    default:
      return el(TAGS[format.type] ?? "span", {}, ...children);
  }
}

function link(target, children, onCommand) {
  if (target.startsWith("send:")) return command(target.slice(5), children, onCommand);
  if (!/^https?:\/\//i.test(target)) return el("span", { class: "link" }, ...children);
  return el("a", { href: target, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

const command = (words, children, onCommand) =>
  el("button", { type: "button", class: "link", onclick: () => onCommand(words) }, ...children);

const spoiler = (children) =>
  el(
    "button",
    { type: "button", class: "spoiler", onclick: (event) => event.currentTarget.classList.add("open") },
    ...children,
  );

function expandable(title, words) {
  return el("details", {}, el("summary", {}, title), words.slice(title.length).trim());
}
