// Build the script that reads YAML in the editor: `npm ci --ignore-scripts && npm run build`.
import { createRequire } from "node:module";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? join(here, "../../plugins/erpsite_mkdocs/assets/widgets/yaml");
const version = require("yaml/package.json").version;
const licence = readFileSync(join(dirname(require.resolve("yaml/package.json")), "LICENSE"), "utf8").trim();

mkdirSync(target, { recursive: true });
await build({
  entryPoints: [join(here, "entry.js")],
  outfile: join(target, "yaml.js"),
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "erpsiteYaml",
  target: "es2020",
  charset: "utf8",
  legalComments: "none",
  conditions: ["browser"],
  banner: { js: `/* yaml ${version}; built by tools/yaml_bundle.\n\n${licence}\n*/` },
});

// A test compares these, so that nobody edits the built file or forgets to build it again.
const hash = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
const inputs = ["package.json", "package-lock.json", "entry.js", "build.mjs"];
const record = {
  inputs: Object.fromEntries(inputs.map((name) => [name, hash(join(here, name))])),
  outputs: { "yaml.js": hash(join(target, "yaml.js")) },
};
writeFileSync(join(here, "built.json"), JSON.stringify(record, null, 2) + "\n");
