// Charts: loaded when one comes into view, drawn in the page's language and colour scheme.
// Without JavaScript the table under each chart says the same.

const COLOURS = {
  "light": {
    "@ink": "#1d2733",
    "@soft": "#5b6877",
    "@line": "#d5dce4",
    "@paper": "#ffffff",
    "@blue": "#0b5c94",
    "@blue-soft": "#9cc3de",
    "@green": "#00785a",
    "@amber": "#b36b00",
    "@red": "#b3261e",
    "@grey": "#8a96a3",
    "@purple": "#8a4f7d",
    "@band": "rgba(0,120,90,0.12)"
  },
  "dark": {
    "@ink": "#e7edf3",
    "@soft": "#a9b6c3",
    "@line": "#3a4652",
    "@paper": "#1b232c",
    "@blue": "#6cb6e8",
    "@blue-soft": "#35607e",
    "@green": "#4cc9a4",
    "@amber": "#f0b04a",
    "@red": "#ff8a80",
    "@grey": "#7d8a97",
    "@purple": "#d79bc9",
    "@band": "rgba(76,201,164,0.16)"
  }
};

const SETTINGS = {
  displaylogo: false,
  displayModeBar: false,
  responsive: false,
  showSendToCloud: false,
  showEditInChartStudio: false,
  showLink: false,
  plotlyServerURL: "",
  scrollZoom: false,
};

const home = new URL(".", document.currentScript.src);
let library;

function loadLibrary() {
  if (!library) {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.id = "plotly.js-style-global";
    style.className = "no-inline-styles";
    style.href = new URL("plotly.css", home).href;
    document.head.append(style);
    library = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL("plotly.js", home).href;
      script.onload = () => resolve(window.Plotly);
      script.onerror = () => reject(new Error("the chart library did not load"));
      document.head.append(script);
    });
  }
  return library;
}

function scheme() {
  if (window.matchMedia("print").matches) return "light";
  return document.body.dataset.mdColorScheme === "slate" ? "dark" : "light";
}

// Replace every colour name by its colour in the scheme of the page.
function themed(value, colours) {
  if (typeof value === "string") return colours[value] || value;
  if (Array.isArray(value)) return value.map((item) => themed(item, colours));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, themed(item, colours)]));
  }
  return value;
}

function read(chart) {
  if (!chart.spec) chart.spec = JSON.parse(chart.querySelector("script[type='application/json']").textContent);
  return chart.spec;
}

// The first drawing carries the text alternative; the layers above it are for the eye only.
function describe(chart) {
  const [first, ...others] = chart.querySelectorAll("svg.main-svg");
  if (first) {
    first.setAttribute("role", "img");
    first.setAttribute("aria-label", chart.dataset.alt);
  }
  for (const layer of others) layer.setAttribute("aria-hidden", "true");
}

async function draw(chart, colours = COLOURS[scheme()]) {
  const plotly = await loadLibrary();
  if (!chart.isConnected) return;
  const figure = themed(read(chart), colours);
  const narrow = chart.clientWidth < 480;
  const layout = {
    ...figure.layout,
    width: chart.clientWidth,
    height: chart.clientHeight,
    font: { ...figure.layout.font, family: getComputedStyle(document.body).fontFamily, size: narrow ? 11 : 13 },
  };
  if (narrow && layout.margin) layout.margin = { ...layout.margin, r: Math.min(layout.margin.r, 56) };
  const locale = document.documentElement.lang.startsWith("zh") ? "zh-CN" : "en";
  await plotly.react(chart.querySelector(".es-plot") || slot(chart), figure.data, layout, { ...SETTINGS, locale });
  chart.classList.add("es-drawn");
  chart.dataset.scheme = colours === COLOURS.dark ? "dark" : "light";
  describe(chart);
}

function slot(chart) {
  const place = document.createElement("div");
  place.className = "es-plot";
  chart.append(place);
  return place;
}

function drawn() {
  return [...document.querySelectorAll(".es-chart.es-drawn")];
}

const seen = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) {
        seen.unobserve(entry.target);
        draw(entry.target);
      }
    }
  },
  { rootMargin: "200px" },
);

const sized = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.classList.contains("es-drawn") && target.clientWidth && target.clientWidth !== target.drawnWidth) {
      target.drawnWidth = target.clientWidth;
      draw(target);
    }
  }
});

// A click on "download" saves the table under the chart as CSV, with a mark that tells Excel it is UTF-8.
function download(event) {
  const button = event.target.closest(".es-download");
  if (!button) return;
  const figure = button.closest("figure");
  const rows = [...figure.querySelectorAll("table tr")].map((row) =>
    [...row.cells].map((cell) => quoted(cell.textContent.trim())).join(","),
  );
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff" + rows.join("\r\n")], { type: "text/csv" }));
  link.download = `${figure.id.replace(/^figure-/, "")}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// A cell that a spreadsheet would run as a formula is kept as text.
function quoted(text) {
  const safe = /^[=+@\t\r]|^-(?![\d.])/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

function start() {
  for (const chart of document.querySelectorAll(".es-chart:not(.es-watched)")) {
    chart.classList.add("es-watched");
    seen.observe(chart);
    sized.observe(chart);
  }
}

function stop() {
  for (const chart of drawn()) {
    if (!chart.isConnected && window.Plotly) window.Plotly.purge(chart.querySelector(".es-plot"));
  }
}

document.addEventListener("click", download);
new MutationObserver(() => drawn().forEach((chart) => draw(chart))).observe(document.body, {
  attributes: true,
  attributeFilter: ["data-md-color-scheme"],
});

// Paper is light and narrow: draw every chart for it, also those that were never scrolled to.
window.addEventListener("beforeprint", () => {
  for (const chart of document.querySelectorAll(".es-chart")) if (window.Plotly) draw(chart, COLOURS.light);
});
window.addEventListener("afterprint", () => drawn().forEach((chart) => draw(chart)));

if (typeof document$ === "undefined") start();
else
  document$.subscribe(() => {
    stop();
    start();
  });
