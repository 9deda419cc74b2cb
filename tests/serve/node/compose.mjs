// Compose the schema on standard input with a second service that refers to its entities: node compose.mjs
import { readFileSync } from "node:fs";
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";

const other = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external"])
type Query { notes: [Note!]! }
type Note { text: String!, about: Entity!, proof: Statement }
type Entity @key(fields: "iri", resolvable: false) { iri: String! }
type Statement @key(fields: "iri", resolvable: false) { iri: String! }
`;
const services = [
  { name: "kg", url: "http://kg.example/graphql", typeDefs: parse(readFileSync(0, "utf8")) },
  { name: "notes", url: "http://notes.example/graphql", typeDefs: parse(other) },
];
const { errors, supergraphSdl } = composeServices(services);
console.log(errors?.length ? errors.map((each) => each.message).join("\n") : `composed ${supergraphSdl.length}`);
