// The page of an article: paint the words of all statements, and put one in focus without a new page.
// The text itself never changes but for the <mark> of the statement in focus.

import { ranger } from "./text.js";

const text = document.getElementById("text");
const spans = JSON.parse(text.dataset.spans);
const links = [...document.querySelectorAll("a.focus")];
const plain = text.textContent;

// Paint all statements but what the one in focus covers: a highlight would hide its <mark>.
const paint = (focused) => {
  if (!CSS.highlights) return;
  const range = ranger(text);
  const pieces = spans.flatMap(({ start, end }) => {
    if (!focused || end <= focused.start || focused.end <= start) return [[start, end]];
    return [[start, focused.start], [focused.end, end]].filter(([from, to]) => from < to);
  });
  CSS.highlights.set("statement", new Highlight(...pieces.map(([from, to]) => range(from, to))));
};

// Put a <mark> around the evidence, and spans around the parts of the statement in it and beside it.
const mark = ({ start, end, parts }) => {
  const letters = [...plain];
  const edges = new Set([0, start, end, letters.length]);
  for (const [, first, last] of parts) edges.add(first).add(last);
  const places = [...edges].sort((a, b) => a - b);
  const around = document.createElement("mark");
  around.id = "evidence";
  around.tabIndex = -1;
  text.replaceChildren();
  places.slice(0, -1).forEach((from, k) => {
    const to = places[k + 1];
    const roles = parts.filter(([, first, last]) => first <= from && to <= last).map(([role]) => `r-${role}`);
    const inside = start <= from && to <= end;
    if (inside && from === start) text.append(around);
    let piece = document.createTextNode(letters.slice(from, to).join(""));
    if (roles.length) {
      const span = document.createElement("span");
      span.className = roles.join(" ");
      span.append(piece);
      piece = span;
    }
    (inside ? around : text).append(piece);
  });
  return around;
};

// Bring an item of the list into view without moving the page.
const reveal = (link) => {
  const item = link.closest("li");
  const list = item.closest(".beside");
  list.scrollTop += item.getBoundingClientRect().top - list.getBoundingClientRect().top - 8;
};

const focus = (id, { move }) => {
  const span = spans.find((each) => each.id === id);
  if (!span) return;
  const around = mark(span);
  paint(span);
  for (const link of links) {
    if (link.dataset.statement === id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    if (link.dataset.statement === id) reveal(link);
  }
  if (!move) return;
  around.scrollIntoView({ block: "center" });
  around.focus({ preventScroll: true });
};

for (const link of links) {
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    focus(link.dataset.statement, { move: true });
  });
}

// A click on painted words leads to the statement they prove, the shortest one if there are several.
text.addEventListener("click", (event) => {
  if (!String(getSelection()) === false) return;
  const at = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  if (!at) return;
  const range = ranger(text);
  const hit = spans
    .filter(({ start, end }) => range(start, end).isPointInRange(at.offsetNode, at.offset))
    .sort((a, b) => a.end - a.start - (b.end - b.start))[0];
  if (hit) document.getElementById(hit.id)?.scrollIntoView({ block: "nearest" });
  if (hit) links.find((link) => link.dataset.statement === hit.id)?.click();
});

addEventListener("popstate", () => focus(new URL(location).searchParams.get("statement"), { move: true }));
paint(spans.find(({ id }) => id === new URL(location).searchParams.get("statement")));
document.getElementById("evidence")?.scrollIntoView({ block: "center" });
document.querySelectorAll("a.focus[aria-current]").forEach(reveal);
