// The GraphQL editor: GraphiQL over this server, saved queries in its history, the address bar as a link to what is asked.
// GraphiQL 3 and not a later one: those bring Monaco and its workers, ten megabytes more.

import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import "graphiql/graphiql.css";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

const FAVORITES = "graphiql:favorites"; // where GraphiQL keeps what stays in its history

function remember(name, value) {
  const address = new URL(location);
  if (value) address.searchParams.set(name, value);
  else address.searchParams.delete(name);
  history.replaceState(null, "", address);
}

export function start(place) {
  const given = new URLSearchParams(location.search);
  if (!localStorage.getItem(FAVORITES)) localStorage.setItem(FAVORITES, `{"favorites":${place.dataset.saved}}`);
  const props = {
    fetcher: createGraphiQLFetcher({ url: place.dataset.url }),
    query: given.get("query") ?? place.dataset.query,
    variables: given.get("variables") ?? place.dataset.variables,
    onEditQuery: (query) => remember("query", query),
    onEditVariables: (variables) => remember("variables", variables),
  };
  createRoot(place).render(createElement(GraphiQL, props));
}
