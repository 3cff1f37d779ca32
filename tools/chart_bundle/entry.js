// The trace types that erpsite's charts use, and nothing else of plotly.js.
import Plotly from "./core.cjs";
import bar from "plotly.js/lib/bar";
import heatmap from "plotly.js/lib/heatmap";
import indicator from "plotly.js/lib/indicator";
import scatterpolar from "plotly.js/lib/scatterpolar";
import chinese from "plotly.js/lib/locales/zh-cn";

Plotly.register([bar, heatmap, indicator, scatterpolar, chinese]);
window.Plotly = Plotly;
