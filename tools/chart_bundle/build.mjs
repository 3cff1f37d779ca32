// Build the chart script and its style sheet: `npm ci --ignore-scripts && npm run build`.
import { createRequire } from "node:module";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? join(here, "../../plugins/erpsite_mkdocs/assets/charts");
const version = require("plotly.js/package.json").version;

mkdirSync(target, { recursive: true });
await build({
  entryPoints: [join(here, "entry.js")],
  outfile: join(target, "plotly.js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2018",
  charset: "utf8",
  legalComments: "none",
  alias: { stream: "stream-browserify" },
  define: { global: "window", "define.amd": "false", "process.env.NODE_DEBUG": "false" },
  loader: { ".css": "empty" },
  banner: { js: `/* plotly.js ${version}, MIT licence, (c) Plotly, Inc.; built by tools/chart_bundle */` },
});

// plotly.js adds these rules at run time; as a style sheet they need no exception in a content security policy.
const source = readFileSync(require.resolve("plotly.js/build/plotcss.js"), "utf8");
const rules = new Function(`${source.slice(source.indexOf("var rules"), source.indexOf("};") + 2)} return rules;`)();
const lines = Object.entries(rules).map(([selector, style]) => {
  const full = selector
    .replace(/^,/, " ,")
    .replaceAll("X", ".js-plotly-plot .plotly")
    .replaceAll("Y", ".plotly-notifier");
  return `${full}{${style}}`;
});
writeFileSync(join(target, "plotly.css"), lines.join("\n") + "\n");

// A test compares these, so that nobody edits the built file or forgets to build it again.
const hash = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
const inputs = ["package.json", "package-lock.json", "entry.js", "build.mjs"];
const outputs = ["plotly.js", "plotly.css"];
const record = {
  inputs: Object.fromEntries(inputs.map((name) => [name, hash(join(here, name))])),
  outputs: Object.fromEntries(outputs.map((name) => [name, hash(join(target, name))])),
};
writeFileSync(join(here, "built.json"), JSON.stringify(record, null, 2) + "\n");
