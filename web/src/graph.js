// The graph of an entity's neighbours is drawn by cytoscape; kg/serve/web/graph.js uses it.
export { default } from "cytoscape";
