// The search field of every page as a combobox (ARIA 1.2 pattern, list autocomplete): names while one types.
// Arrow keys choose, Enter opens, Escape closes; without this module the form lists what it finds on the first page.

const field = document.getElementById("q");
const list = document.getElementById("suggestions");
const told = document.getElementById("told");
const WAIT = 120;

let timer = 0;
let asked = 0;
let chosen = -1;

const set = (element, attributes) => {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

const close = () => {
  list.hidden = true;
  told.textContent = "";
  chosen = -1;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
};

const choose = (place) => {
  const options = [...list.children];
  if (!options.length) return;
  chosen = (place + options.length) % options.length;
  options.forEach((option, k) => option.setAttribute("aria-selected", String(k === chosen)));
  field.setAttribute("aria-activedescendant", options[chosen].id);
  options[chosen].scrollIntoView({ block: "nearest" });
};

const piece = (name, text, lang) => {
  const made = document.createElement(name);
  made.textContent = text;
  if (lang) made.lang = lang;
  return made;
};

const option = ({ href, label, lang, kind, count }, k) => {
  const made = set(document.createElement("li"), { id: `suggestion-${k}`, role: "option", "aria-selected": "false" });
  made.dataset.href = href;
  made.append(piece("bdi", label, lang), " ", piece("small", `${kind} · ${count.toLocaleString("en")}`));
  return made;
};

const show = (found) => {
  list.replaceChildren(...found.map(option));
  chosen = -1;
  field.removeAttribute("aria-activedescendant");
  list.hidden = !found.length;
  field.setAttribute("aria-expanded", String(found.length > 0));
  told.textContent = found.length ? `${found.length} ${told.dataset.some}` : told.dataset.none;
};

const ask = async () => {
  const text = field.value.trim();
  const mine = ++asked;
  if (!text) return close();
  const answer = await fetch(`/suggest?${new URLSearchParams({ q: text, lang: document.documentElement.lang })}`);
  if (mine !== asked || document.activeElement !== field) return undefined;
  return answer.ok ? show(await answer.json()) : close();
};

const open = (element) => {
  if (element) location.assign(element.dataset.href);
};

set(field, { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" });
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, WAIT);
});
field.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "ArrowDown" && list.hidden) ask();
  else if (event.key === "ArrowDown") choose(chosen + 1);
  else if (event.key === "ArrowUp" && !list.hidden) choose(chosen - (chosen < 0 ? 0 : 1));
  else if (event.key === "Enter" && chosen >= 0) open(list.children[chosen]);
  else if (event.key === "Escape" && !list.hidden) close();
  else return;
  event.preventDefault();
});
field.addEventListener("blur", close);
list.addEventListener("mousedown", (event) => {
  event.preventDefault(); // the field keeps the focus, so the list stays until the click is done
  open(event.target.closest("[role=option]"));
});
