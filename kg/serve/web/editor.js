// The editors of /graphql and /sparql: run a query, show what comes back, keep a link to it. Text is never read as HTML.

const form = document.getElementById("editor");
const result = document.getElementById("result");
const permalink = document.getElementById("permalink");
const kind = form.dataset.kind;

const element = (name, text) => {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  return made;
};

const address = () => {
  const here = new URL(`/${kind}`, location.href);
  for (const field of form.elements) {
    if (field.name && field.value) here.searchParams.set(field.name, field.value);
  }
  const lang = document.documentElement.lang;
  if (lang) here.searchParams.set("lang", lang);
  return here;
};

const plain = (text) => {
  const shown = element("pre", text);
  shown.dir = "auto";
  return shown;
};

const cell = (name, term) => {
  const made = element(name);
  const text = element("bdi", term ? term.value : "");
  if (term && term["xml:lang"]) text.lang = term["xml:lang"];
  made.append(text);
  return made;
};

const table = ({ head, results }) => {
  const made = element("table");
  const names = element("tr");
  for (const name of head.vars) names.append(element("th", name));
  made.createTHead().append(names);
  const body = made.createTBody();
  for (const row of results.bindings) {
    const line = body.insertRow();
    for (const name of head.vars) line.append(cell("td", row[name]));
  }
  return made;
};

const ask = {
  async graphql() {
    const variables = form.elements.variables.value.trim();
    const body = JSON.stringify({
      query: form.elements.query.value,
      variables: variables ? JSON.parse(variables) : null,
    });
    const headers = { "Content-Type": "application/json", Accept: "application/json" };
    const answer = await fetch("/graphql", { method: "POST", headers, body });
    return plain(JSON.stringify(await answer.json(), null, 2));
  },
  async sparql() {
    const headers = {
      "Content-Type": "application/sparql-query",
      Accept: "application/sparql-results+json, text/turtle;q=0.9, application/json;q=0.5",
    };
    const answer = await fetch("/sparql", { method: "POST", headers, body: form.elements.query.value });
    const text = await answer.text();
    if (!(answer.headers.get("Content-Type") || "").includes("json")) return plain(text);
    const value = JSON.parse(text);
    return value.results ? table(value) : plain(JSON.stringify(value, null, 2));
  },
};

const run = async () => {
  permalink.href = address();
  result.setAttribute("aria-busy", "true");
  try {
    result.replaceChildren(await ask[kind]());
  } catch (error) {
    result.replaceChildren(plain(String(error)));
  }
  result.removeAttribute("aria-busy");
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  history.replaceState(null, "", address());
  run();
});
form.addEventListener("input", () => {
  permalink.href = address();
});
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
permalink.href = address();
if ("run" in form.dataset) run();
