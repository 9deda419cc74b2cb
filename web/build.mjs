// Bundle each file of src/ into a folder of its own making: node build.mjs FOLDER
// Beside the bundles stand licenses.txt and manifest.json, which tells the packages inside, and each file with its SHA-256.

import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;
const out = resolve(process.argv[2] ?? join(here, "..", "kg", "serve", "static"));

const entries = (await readdir(join(here, "src"))).sort().map((name) => join(here, "src", name));
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: entries,
  entryNames: "[name]",
  assetNames: "[name]",
  chunkNames: "part-[hash]",
  outdir: out,
  bundle: true,
  splitting: true,
  minify: true,
  metafile: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none", // licenses.txt holds them all
  loader: { ".woff2": "file", ".ttf": "file" },
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "warning",
});

// What is in a bundle: the packages that its inputs are from.
const inputs = Object.keys(metafile.inputs);
const folders = new Set(inputs.map((path) => path.match(/^(?:.*node_modules\/)(?:@[^/]+\/)?[^/]+/)?.[0]).filter(Boolean));
const packages = [];
const licenses = [];
for (const folder of [...folders].sort()) {
  const { name, version, license } = JSON.parse(await readFile(join(here, folder, "package.json"), "utf8"));
  const file = (await readdir(join(here, folder))).find((each) => /^licen[cs]e/i.test(each));
  const text = file ? await readFile(join(here, folder, file), "utf8") : "";
  packages.push({ name, version, license });
  licenses.push(`${name} ${version} (${license})\n\n${text.trim()}\n`);
}
await writeFile(join(out, "licenses.txt"), licenses.join(`\n${"-".repeat(80)}\n\n`));

const files = {};
for (const name of (await readdir(out)).sort()) {
  files[name] = createHash("sha256").update(await readFile(join(out, name))).digest("hex");
}
await writeFile(join(out, "manifest.json"), `${JSON.stringify({ packages, files }, null, 1)}\n`);
