// Run the audit suite of graphql-http against a server: node audit.mjs URL; prints one line for each rule that is not met.
import { auditServer } from "graphql-http";

const results = await auditServer({ url: process.argv[2] });
for (const { id, name, status, reason } of results) {
  if (status !== "ok") console.log(`${status} ${id} ${name}: ${reason ?? ""}`);
}
console.log(`${results.filter((each) => each.status === "ok").length} of ${results.length} ok`);
