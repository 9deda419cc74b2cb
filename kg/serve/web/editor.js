// The editors of /graphql and /sparql and the forms of /queries: run a query, show what comes back, keep a link to it.
// Text is never read as HTML.

const form = document.getElementById("editor");
const result = document.getElementById("result");
const permalink = document.getElementById("permalink");
const formats = document.querySelectorAll("#formats a[href*='format=']");
const kind = form.dataset.kind;
const page = document.documentElement.lang;

const BASE = "https://w3id.org/kg-relations/";
const SHOWN = 1000; // rows; a browser takes seconds to lay out many more
const GRAPHS = ["turtle", "jsonld"];
const TABLE = "application/sparql-results+json, text/turtle;q=0.9, application/json;q=0.5";

const element = (name, text) => {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  return made;
};

const address = () => {
  const here = new URL(form.getAttribute("action"), location.href);
  for (const field of form.elements) {
    if (field.name && field.value) here.searchParams.set(field.name, field.value);
  }
  here.searchParams.set("lang", page);
  return here;
};

const formatOf = (link) => new URL(link.href).searchParams.get("format");

// Shows the links to the formats that fit: rows cannot be had as Turtle, nor triples as CSV.
const offer = (fits) => {
  if (kind !== "sparql") return;
  const links = [...formats].filter((link) => fits(formatOf(link)));
  document.getElementById("formats").replaceChildren(...links.flatMap((link, at) => (at ? [" · ", link] : [link])));
};

const mark = () => {
  permalink.href = address();
  for (const link of formats) {
    const here = address();
    here.searchParams.set("format", formatOf(link));
    link.href = here;
  }
  offer(() => true);
};

const plain = (text) => {
  const shown = element("pre", text);
  shown.dir = "ltr";
  shown.tabIndex = 0; // it scrolls
  return shown;
};

const failure = (lines) => {
  const shown = element("div");
  for (const line of lines) if (line) shown.append(element("p", line));
  shown.className = "error";
  shown.dir = "ltr";
  shown.lang = "en";
  return shown;
};

// An IRI of ours is shown short: an entity leads to its page, a statement to its evidence.
const named = (iri) => {
  const [room, id] = iri.slice(BASE.length).split(/[/#]/, 2);
  const leads = { entity: `/entity/${encodeURIComponent(id)}?`, statement: `/queries/evidence-of?statement=${id}&` }[room];
  const short = { entity: `kge:${id}`, vocab: `kg:${id}`, statement: `${id.slice(0, 7)}…` }[room] || `${room}/${id}`;
  const made = element(leads ? "a" : "span", short);
  if (leads) made.href = `${leads}lang=${page}`;
  made.title = iri;
  return made;
};

const cell = (name, term) => {
  const made = element("td");
  made.dataset.name = name;
  if (!term) return made;
  const ours = term.type === "uri" && term.value.startsWith(BASE);
  const text = element("div");
  text.dir = "auto";
  text.append(ours ? named(term.value) : term.value);
  if (term["xml:lang"]) text.lang = term["xml:lang"];
  const { length } = text.textContent;
  if (length < 24 && !/\s/.test(text.textContent)) text.className = "short";
  if (length > 40) text.className = "long";
  made.append(text);
  return made;
};

const table = ({ head, results }) => {
  if (!results.bindings.length) return element("p", result.dataset.empty);
  const made = element("table");
  const { length } = results.bindings;
  const cut = length > SHOWN ? ` · ${result.dataset.cut}: ${SHOWN}` : "";
  made.createCaption().textContent = `${result.dataset.rows}: ${length}${cut}`;
  const names = element("tr");
  for (const name of head.vars) names.append(element("th", name));
  made.createTHead().append(names);
  const body = made.createTBody();
  for (const row of results.bindings.slice(0, SHOWN)) {
    const line = body.insertRow();
    for (const name of head.vars) line.append(cell(name, row[name]));
  }
  return made;
};

const answered = async (answer) => {
  const text = await answer.text();
  const isGraph = (answer.headers.get("Content-Type") || "").startsWith("text/turtle");
  if (answer.ok) offer((format) => GRAPHS.includes(format) === isGraph);
  if (!(answer.headers.get("Content-Type") || "").includes("json")) return plain(text);
  const value = JSON.parse(text);
  if (value.detail) return failure([value.detail, value.hint, value.code]);
  return value.results ? table(value) : plain(JSON.stringify(value, null, 2));
};

const ask = {
  graphql() {
    const variables = form.elements.variables.value.trim();
    const body = JSON.stringify({
      query: form.elements.query.value,
      variables: variables ? JSON.parse(variables) : null,
    });
    const headers = { "Content-Type": "application/json", Accept: "application/json" };
    return fetch("/graphql", { method: "POST", headers, body });
  },
  sparql() {
    const headers = { "Content-Type": "application/sparql-query", Accept: TABLE };
    return fetch("/sparql", { method: "POST", headers, body: form.elements.query.value });
  },
  saved() {
    return fetch(address(), { headers: { Accept: TABLE } });
  },
};

const run = async () => {
  mark();
  result.setAttribute("aria-busy", "true");
  try {
    result.replaceChildren(await answered(await ask[kind]()));
  } catch (error) {
    result.replaceChildren(failure([String(error)]));
  }
  result.removeAttribute("aria-busy");
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  history.replaceState(null, "", address());
  run();
});
form.addEventListener("input", mark);

// The bundle's editor takes the place of the textarea; without the bundle the textarea stays.
if (form.dataset.editor) {
  const style = element("link");
  style.rel = "stylesheet";
  style.href = form.dataset.style;
  document.head.append(style);
  const prefixes = JSON.parse(form.dataset.prefixes);
  import(form.dataset.editor).then(({ editor }) => editor(form.elements.query, prefixes));
}
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
mark();
if ("run" in form.dataset) run();
