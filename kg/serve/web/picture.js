// A drawn graph as a file: GraphML for other programs, SVG for print.

const escape = (text) => String(text).replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

const key = (id, on) => `<key id="${id}" for="${on}" attr.name="${id}" attr.type="string"/>`;
const data = (name, value) => `<data key="${name}">${escape(value)}</data>`;

// Return the graph as GraphML (graphml.graphdrawing.org), with the quotes that prove each edge.
export const graphml = (cy) => {
  const nodes = cy.nodes().map((node) => {
    const { id, label, kind } = node.data();
    return `<node id="${escape(id)}">${data("label", label)}${data("kind", kind)}</node>`;
  });
  const edges = cy.edges().map((edge) => {
    const { id, source, target, label, manner, proofs } = edge.data();
    const quotes = proofs.map((each) => each.quote).join("\n");
    const told = data("relation", label) + data("manner", manner) + data("quotes", quotes);
    return `<edge id="${escape(id)}" source="${escape(source)}" target="${escape(target)}">${told}</edge>`;
  });
  const keys = ["label", "kind"].map((id) => key(id, "node")).concat(["relation", "manner", "quotes"].map((id) => key(id, "edge")));
  return `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
${keys.join("\n")}
<graph edgedefault="directed">
${[...nodes, ...edges].join("\n")}
</graph>
</graphml>
`;
};

const line = (edge) => {
  const [from, to, middle] = [edge.sourceEndpoint(), edge.targetEndpoint(), edge.midpoint()];
  const bend = { x: 2 * middle.x - (from.x + to.x) / 2, y: 2 * middle.y - (from.y + to.y) / 2 };
  const dash = { dashed: ' stroke-dasharray="8 4"', dotted: ' stroke-dasharray="2 4"' }[edge.style("line-style")] ?? "";
  const path = `M${from.x} ${from.y}Q${bend.x} ${bend.y} ${to.x} ${to.y}`;
  const stroke = edge.style("line-color");
  return `<path d="${path}" fill="none" stroke="${stroke}" stroke-width="${parseFloat(edge.style("width"))}"${dash} marker-end="url(#arrow)"/>
<text x="${middle.x}" y="${middle.y - 4}" font-size="11" text-anchor="middle">${escape(edge.data("label"))}</text>`;
};

const dot = (node) => {
  const { x, y } = node.position();
  return `<circle cx="${x}" cy="${y}" r="${node.width() / 2}" fill="${node.style("background-color")}"/>
<text x="${x}" y="${y + node.height() / 2 + 16}" font-size="13" text-anchor="middle" unicode-bidi="isolate">${escape(node.data("label"))}</text>`;
};

// Return the graph as SVG in the colours of light paper.
export const svg = (cy) => {
  const { x1, y1, w, h } = cy.elements().boundingBox();
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x1 - 20} ${y1 - 20} ${w + 40} ${h + 40}" font-family="Noto Naskh Arabic, sans-serif">
<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>
${cy.edges().map(line).join("\n")}
${cy.nodes().map(dot).join("\n")}
</svg>
`;
};

// Offer a blob as a file.
export const download = (blob, name) => {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};
