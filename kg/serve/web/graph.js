// The neighbourhood of an entity, drawn by cytoscape from what the page holds; more is asked for when a node is expanded.
// The table below the picture holds the same; here a claim opens its proofs, a node its neighbours.

import { graphml, svg, download } from "./picture.js";

const place = document.getElementById("graph");
const MOST = 150;

// Directional isolates keep a label in order whatever the direction of the page (canvas knows no <bdi>).
const apart = (text) => `\u2068${text}\u2069`;
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name);

const element = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });

const elements = ({ nodes, edges }) => [
  ...nodes.map(({ type, ...data }) => ({ group: "nodes", classes: type, data: { ...data, shown: apart(data.label) } })),
  ...edges.map(({ class: classes, ...data }) => ({
    group: "edges",
    classes,
    data: { ...data, shown: apart(data.proofs.length > 1 ? `${data.label} ×${data.proofs.length}` : data.label) },
  })),
];

// A colour of the page as the canvas can use it: light-dark() must be computed first.
const resolved = (name) => {
  const probe = document.createElement("i");
  probe.style.color = `var(--${name})`;
  place.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
};

const style = () => {
  const [ink, quiet, accent, denied, open, sheet] = ["ink", "quiet", "accent", "denied", "open", "sheet"].map(resolved);
  const font = getComputedStyle(document.documentElement).getPropertyValue("--text");
  return [
    { selector: "node", style: { label: "data(shown)", color: ink, "font-family": font, "font-size": 18, "text-wrap": "wrap", "text-max-width": 150, "text-valign": "bottom", "text-margin-y": 4, "background-color": quiet, width: 20, height: 20, "text-outline-color": sheet, "text-outline-width": 2 } },
    { selector: "node.country", style: { shape: "round-rectangle", "background-color": accent } },
    { selector: "node.person", style: { shape: "ellipse" } },
    { selector: "node.organization, node.government", style: { shape: "hexagon" } },
    { selector: "node.centre", style: { width: 34, height: 34, "border-width": 4, "border-color": open, "font-weight": 700, "text-valign": "top", "text-margin-y": -4 } },
    { selector: "edge", style: { label: "data(shown)", color: ink, "font-family": font, "font-size": 15, "text-rotation": "autorotate", "text-background-color": sheet, "text-background-opacity": 0.9, "text-background-padding": 2, "curve-style": "bezier", "control-point-step-size": 60, "target-arrow-shape": "triangle", "line-color": quiet, "target-arrow-color": quiet, width: 1.6 } },
    { selector: "edge.negated", style: { "line-color": denied, "target-arrow-color": denied, "target-arrow-shape": "tee", "line-style": "dashed", "line-dash-pattern": [8, 4], width: 2.2 } },
    { selector: "edge.planned, edge.possible, edge.requested, edge.conditional", style: { "line-color": open, "target-arrow-color": open, "line-style": "dotted" } },
    { selector: ":selected", style: { "overlay-color": open, "overlay-opacity": 0.25 } },
  ];
};

const proofs = (words, { label, manner, source, target, proofs: found }, names) => {
  const box = document.getElementById("claim");
  const lines = found.map(({ href, quote, lang, source: outlet }) => {
    const line = element("li", "");
    line.append(element("bdi", quote, { lang }), " — ", element("bdi", outlet), " ", element("a", words.evidence, { href }));
    return line;
  });
  const claim = element("p", "");
  claim.append(element("bdi", names(source)), " ", element("b", label), " ", element("bdi", names(target)), ` · ${manner}`);
  const list = element("ul", "");
  list.append(...lines);
  box.replaceChildren(claim, list);
};

const node = (words, data, expand) => {
  const box = document.getElementById("claim");
  const more = element("button", words.expand, { type: "button" });
  more.addEventListener("click", () => expand(data.id));
  const line = element("p", "");
  line.append(element("bdi", data.label), ` · ${data.kind} · `, element("a", words.open, { href: data.href }), " ", more);
  box.replaceChildren(line);
};

const draw = async () => {
  const { default: cytoscape } = await import("/bundle/graph.js");
  // cytoscape would add a <style>, which the page's policy forbids; it does not where one of this id is there.
  place.append(Object.assign(document.createElement("i"), { id: "__________cytoscape_stylesheet", hidden: true }));
  await document.fonts.load(`13px ${colour("--text")}`, "م");
  const words = JSON.parse(place.dataset.words);
  const content = JSON.parse(place.dataset.graph);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const layout = { name: "cose", animate: false, randomize: false, nodeRepulsion: 1e6, idealEdgeLength: 110, padding: 40, fit: true };
  const cy = cytoscape({ container: place, elements: elements(content), style: style(), layout, minZoom: 0.2, maxZoom: 3 });
  cy.getElementById(place.dataset.centre).addClass("centre");
  const names = (id) => cy.getElementById(id).data("label");
  const counted = document.getElementById("counted");
  const expand = async (id) => {
    const answer = await fetch(`/graph/${encodeURIComponent(id)}?lang=${document.documentElement.lang}`);
    if (!answer.ok) return;
    const found = await answer.json();
    const room = MOST - cy.nodes().length;
    const added = found.nodes.filter((each) => cy.getElementById(each.id).empty()).slice(0, Math.max(room, 0));
    const ids = new Set([...added.map((each) => each.id), ...cy.nodes().map((each) => each.id())]);
    const edges = found.edges.filter((each) => ids.has(each.source) && ids.has(each.target) && cy.getElementById(each.id).empty());
    cy.add(elements({ nodes: added, edges }));
    cy.layout({ ...layout, randomize: false, animate: !still }).run();
    const shown = cy.edges().reduce((sum, edge) => sum + edge.data("proofs").length, 0);
    counted.textContent = `${words.statements}: ${shown} ${words.of} ${Math.max(content.total, shown)}`;
  };
  cy.on("tap", "edge", (event) => proofs(words, event.target.data(), names));
  cy.on("tap", "node", (event) => node(words, event.target.data(), expand));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(style()));
  const save = {
    png: () => cy.png({ full: true, scale: 2, bg: resolved("sheet"), output: "blob" }),
    svg: () => new Blob([svg(cy)], { type: "image/svg+xml" }),
    graphml: () => new Blob([graphml(cy)], { type: "application/xml" }),
  };
  for (const button of document.querySelectorAll("[data-save]")) {
    const kind = button.dataset.save;
    button.addEventListener("click", () => download(save[kind](), `${place.dataset.centre}.${kind}`));
  }
  place.dataset.drawn = cy.nodes().length;
};

if (place) draw();
