// Ask a server by the clients that people use: node clients.mjs URL TOKEN; prints what each got as one JSON object.
import { createHash } from "node:crypto";
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { Client as UrqlClient, fetchExchange, subscriptionExchange } from "@urql/core";
import { createClient as createSse } from "graphql-sse";
import { createClient as createWs } from "graphql-ws";
import WebSocket from "ws";

const [url, token] = process.argv.slice(2);
const headers = token ? { authorization: `Bearer ${token}` } : {};
const QUERY = `query Names($name: String!) { entity(label: $name) { id label(lang: ["ar"]) { value } } }`;
const MUTATION = `mutation Add($entity: String!, $alias: String!) { addAlias(entity: $entity, alias: $alias) { aliases } }`;
const CURSOR = `{ changes(first: 1) { cursor } }`;
const FOLLOW = `subscription Follow($after: String) { statements(after: $after) { kind cursor statement { id subject { id } } } }`;
const variables = { name: "Mali" };
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const aliasOf = (name) => ({ entity: "mali", alias: `Mali by ${name}` });

async function first(iterable, count) {
  const found = [];
  for await (const each of iterable) {
    found.push(each);
    if (found.length === count) break;
  }
  return found;
}

const out = {};
const apollo = (link) => new ApolloClient({ link, cache: new InMemoryCache() });
const http = new HttpLink({ uri: url, headers });
const plain = apollo(http);
out.apollo = (await plain.query({ query: gql(QUERY), variables })).data;
if (token) out.apolloMutation = (await plain.mutate({ mutation: gql(MUTATION), variables: aliasOf("apollo") })).data;

const persisted = apollo(new PersistedQueryLink({ sha256, useGETForHashedQueries: true }).concat(http));
out.persisted = (await persisted.query({ query: gql(QUERY), variables, fetchPolicy: "no-cache" })).data;
out.persistedAgain = (await persisted.query({ query: gql(QUERY), variables, fetchPolicy: "no-cache" })).data;

const ws = createWs({ url: url.replace(/^http/, "ws"), webSocketImpl: WebSocket, connectionParams: headers });
const forwardSubscription = (request) => ({
  subscribe: (sink) => ({ unsubscribe: ws.subscribe({ query: request.query ?? "", variables: request.variables }, sink) }),
});
const exchanges = [fetchExchange, subscriptionExchange({ forwardSubscription })];
const urql = new UrqlClient({ url, exchanges, fetchOptions: { headers }, preferGetMethod: false });
const asked = await urql.query(QUERY, variables).toPromise();
out.urql = asked.data ?? String(asked.error);
if (token) out.urqlMutation = (await urql.mutation(MUTATION, aliasOf("urql")).toPromise()).data;

const { cursor: after } = (await (await fetch(url, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ query: CURSOR }),
})).json()).data.changes[0];

/** The first two changes that a client is told of by its own kind of observable. */
const two = (subscribe) =>
  new Promise((resolve, reject) => {
    const found = [];
    const handle = subscribe((each) => {
      if (each.error || each.errors) return reject(each.error ?? each.errors);
      if (found.length < 2) found.push(each.data.statements);
      if (found.length === 2) setTimeout(() => (handle.unsubscribe(), resolve(found)));
    }, reject);
  });
const apolloFollow = apollo(new GraphQLWsLink(ws)).subscribe({ query: gql(FOLLOW), variables: { after } });
out.apolloFollow = await two((next, error) => apolloFollow.subscribe({ next, error }));
out.urqlFollow = await two((next) => urql.subscription(FOLLOW, { after }).subscribe(next));

out.ws = (await first(ws.iterate({ query: QUERY, variables }), 1))[0].data;
out.wsFollow = (await first(ws.iterate({ query: FOLLOW, variables: { after } }), 2)).map((each) => each.data.statements);
if (token) out.wsMutation = (await first(ws.iterate({ query: MUTATION, variables: aliasOf("ws") }), 1))[0].data;
await ws.dispose();

const sse = createSse({ url, headers });
out.sse = (await first(sse.iterate({ query: QUERY, variables }), 1))[0].data;
out.sseFollow = (await first(sse.iterate({ query: FOLLOW, variables: { after } }), 2)).map((each) => each.data.statements);
if (token) out.sseMutation = (await first(sse.iterate({ query: MUTATION, variables: aliasOf("sse") }), 1))[0].data;
sse.dispose();

console.log(JSON.stringify(out));
process.exit(0);
