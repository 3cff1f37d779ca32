// Build the chart script and its style sheet: `npm ci --ignore-scripts && npm run build`.
import { createRequire } from "node:module";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bracketed } from "./brackets.mjs";

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "../../plugins/erpsite_mkdocs/assets/charts");
const version = require("plotly.js/package.json").version;

const bundle = await build({
  entryPoints: [join(here, "entry.js")],
  outfile: join(target, "plotly.js"),
  write: false,
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
const code = bundle.outputFiles[0].text;
const hash = (content) => createHash("sha256").update(content).digest("hex");
// `--plain FILE` writes what `python -m tools.drawn_functions` watches.
if (process.argv[2] === "--plain") {
  writeFileSync(process.argv[3], code);
  process.exit();
}
const drawn = JSON.parse(readFileSync(join(here, "drawn.json"), "utf8"));
if (drawn.bundle !== hash(code)) {
  throw new Error("drawn.json is of another bundle: run `python -m tools.drawn_functions SITE` with a built sample");
}
mkdirSync(target, { recursive: true });
writeFileSync(join(target, "plotly.js"), bracketed(code, drawn.functions));

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
const inputs = ["package.json", "package-lock.json", "core.cjs", "entry.js", "brackets.mjs", "drawn.json", "build.mjs"];
const outputs = ["plotly.js", "plotly.css"];
const hashes = (folder, names) => Object.fromEntries(names.map((name) => [name, hash(readFileSync(join(folder, name)))]));
const record = { inputs: hashes(here, inputs), outputs: hashes(target, outputs) };
writeFileSync(join(here, "built.json"), JSON.stringify(record, null, 2) + "\n");
