// What plotly.js's own core brings, less what no chart of a handbook may have: pictures, sliders, menus, 3D.
// `handed_in.py` refuses charts that ask for them.
const registry = require("plotly.js/src/registry");
require("plotly.js/build/plotcss");
const methods = require("plotly.js/src/plot_api");

const core = { version: require("plotly.js/src/version").version, register: registry.register };
for (const [name, method] of Object.entries(methods)) {
  // One that begins with a line is for the library itself.
  if (!name.startsWith("_")) core[name] = method;
  core.register({ moduleType: "apiMethod", name, fn: method });
}
core.register(require("plotly.js/src/traces/scatter"));
core.register([
  require("plotly.js/src/components/annotations"),
  require("plotly.js/src/components/selections"),
  require("plotly.js/src/components/shapes"),
  require("plotly.js/src/components/rangeslider"),
  require("plotly.js/src/components/rangeselector"),
  require("plotly.js/src/components/grid"),
  require("plotly.js/src/components/errorbars"),
  require("plotly.js/src/components/colorscale"),
  require("plotly.js/src/components/colorbar"),
  require("plotly.js/src/components/legend"),
  require("plotly.js/src/components/fx"),
  require("plotly.js/src/components/modebar"),
]);
core.register([require("plotly.js/src/locale-en"), require("plotly.js/src/locale-en-us")]);
module.exports = core;
