// Build the chart script and its style sheet: `npm ci --ignore-scripts && npm run build`.
import { createRequire } from "node:module";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? join(here, "../../plugins/erpsite_mkdocs/assets/charts");
const version = require("plotly.js/package.json").version;

// Nearly every module runs as the script starts. One in brackets is compiled while the script is still loading, off
// the page's own thread; one without is only looked through then, and read a second time when it runs.
function bracketed(code) {
  const [head, foot] = [/^( {2}var [\w$]+ = [\w$]+\()(\([\w$, ]*\) => \{)$/, "  });"];
  let [opened, closed] = [0, 0];
  const lines = code.split("\n").map((line) => {
    if (opened === closed && head.test(line)) opened += 1;
    else if (opened > closed && line === foot) closed += 1;
    else return line;
    return opened > closed ? line.replace(head, "$1($2") : "  }));";
  });
  if (opened !== closed || opened < 100) throw new Error(`${opened} modules begin and ${closed} end: esbuild writes otherwise`);
  return lines.join("\n");
}

// The rest is compiled then, too, by browsers that know this line: the functions that draw the first chart are two
// thousand, and each would be read again, on the page's own thread, when it is first called.
const EAGERLY = "//# allFunctionsCalledOnLoad";

mkdirSync(target, { recursive: true });
const bundle = await build({
  entryPoints: [join(here, "entry.js")],
  outfile: join(target, "plotly.js"),
  write: false,
  bundle: true,
  minifySyntax: true,
  minifyIdentifiers: true,
  format: "iife",
  target: "es2018",
  charset: "utf8",
  legalComments: "none",
  alias: { stream: "stream-browserify" },
  define: { global: "window", "define.amd": "false", "process.env.NODE_DEBUG": "false" },
  loader: { ".css": "empty" },
});
const script = await transform(bracketed(bundle.outputFiles[0].text), {
  minifyWhitespace: true,
  charset: "utf8",
  legalComments: "none",
  banner: `${EAGERLY}\n/* plotly.js ${version}, MIT licence, (c) Plotly, Inc.; built by tools/chart_bundle */`,
});
writeFileSync(join(target, "plotly.js"), script.code);

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
const inputs = ["package.json", "package-lock.json", "core.cjs", "entry.js", "build.mjs"];
const outputs = ["plotly.js", "plotly.css"];
const record = {
  inputs: Object.fromEntries(inputs.map((name) => [name, hash(join(here, name))])),
  outputs: Object.fromEntries(outputs.map((name) => [name, hash(join(target, name))])),
};
writeFileSync(join(here, "built.json"), JSON.stringify(record, null, 2) + "\n");
