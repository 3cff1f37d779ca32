// Charts: each is drawn when it comes into view, in the page's language and colour scheme.
// Without JavaScript the table under each chart says the same.
//
// A page without charts never asks for the library. One whose first chart is near its top has this script behind that
// chart, too, which is drawn while the page is read in, and the page's other scripts wait for it. Others load the
// library when they are complete and the browser is at rest: for paper, since a page that is being printed waits for no
// download.
// Readers who ask to save data are spared it; they get the tables on paper.

(() => {
  // Whichever came first goes on, also after instant navigation.
  if (window.erpsiteCharts) return void window.erpsiteCharts();
  window.erpsiteCharts = start;

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

  // How the page's language writes months and numbers; `axis` holds its months on an axis and beside a value.
  const LANGUAGE = window.erpsiteLanguage;
  const LOCALE = LANGUAGE.plotly ? { locale: LANGUAGE.plotly } : { locale: LANGUAGE.tag, locales: ownLocale() };

  // A4 less the margins of the print style sheet and the frame of a figure, in CSS pixels.
  const PAPER_WIDTH = 640;
  // The height left beside heading and caption; a chart is pressed into it by a third at most.
  const PAPER_HEIGHT = 880;
  const MOST_PRESSED = 1.5;

  // Below this many CSS pixels a figure is drawn in its narrow form.
  const NARROW = 520;

  // A page that is only printed has no reader who scrolls.
  const AT_ONCE = document.body.dataset.esCharts === "at-once";

  const own = document.currentScript || document.querySelector("script[src*='assets/erpsite/charts.js']");
  const home = new URL(".", own.src);
  const known = new Set();
  let library;

  // In the body: instant navigation clears the head.
  function loadLibrary() {
    if (!library) {
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.id = "plotly.js-style-global";
      style.className = "no-inline-styles";
      style.href = new URL("plotly.css", home).href;
      library = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = new URL("plotly.js", home).href;
        script.onload = () => resolve(window.Plotly);
        script.onerror = () => {
          library = undefined;
          reject(new Error("the chart library did not load"));
        };
        document.body.append(style, script);
      });
    }
    return library;
  }

  function scheme() {
    if (window.matchMedia("print").matches) return "light";
    return document.body.dataset.mdColorScheme === "slate" ? "dark" : "light";
  }

  // A locale of the chart library for a language that it does not bring itself.
  function ownLocale() {
    const { months, shortMonths, decimal, group } = LANGUAGE;
    const format = { months, shortMonths, decimal, thousands: group, grouping: [3], currency: ["", ""] };
    return { [LANGUAGE.tag]: { dictionary: {}, format } };
  }

  // Replace names of colours and date formats by what they stand for here.
  function themed(value, names) {
    if (typeof value === "string") return names[value] || value.replace("%{x|@month}", `%{x|${names["@month"]}}`);
    if (Array.isArray(value)) return value.map((item) => themed(item, names));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, themed(item, names)]));
    }
    return value;
  }

  // A template, not a script: instant navigation runs every script of a page.
  function read(chart) {
    if (!chart.spec) chart.spec = JSON.parse(chart.querySelector("template").content.textContent);
    return chart.spec;
  }

  function merged(base, over) {
    if (!over || typeof over !== "object" || Array.isArray(over)) return over;
    if (Array.isArray(base)) return base.map((item, index) => (index in over ? merged(item, over[index]) : item));
    const made = { ...base };
    for (const [key, value] of Object.entries(over)) made[key] = key in made ? merged(made[key], value) : value;
    return made;
  }

  // What a phone or paper needs otherwise stands beside the figure, with its height and width: `layout.meta`.
  function fit(chart, width, onPaper) {
    const spec = read(chart);
    const { narrow, paper } = spec.layout.meta || {};
    const form = (onPaper && paper) || (width < NARROW && narrow) || {};
    chart.fullHeight = chart.fullHeight || parseInt(chart.style.height, 10);
    const height = form.height || chart.fullHeight;
    chart.style.height = `${height}px`;
    const scrolls = form.width > width;
    chart.classList.toggle("es-scrolls", scrolls);
    if (scrolls) chart.tabIndex = 0;
    else chart.removeAttribute("tabindex");
    return {
      dense: form === paper,
      data: merged(spec.data, form.data || {}),
      layout: { ...merged(spec.layout, form.layout || {}), width: scrolls ? form.width : width, height },
    };
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

  // At once, so that it also serves a page that is about to be printed.
  function paint(chart, width = chart.clientWidth, tone = scheme(), most = Infinity) {
    chart.drawnWidth = width;
    if (!width) return;
    const figure = themed(fit(chart, width, AT_ONCE || most < Infinity), { ...COLOURS[tone], ...LANGUAGE.axis });
    const pressed = figure.layout.height > most;
    const small = pressed || figure.dense;
    chart.classList.toggle("es-too-tall", figure.layout.height > most * (figure.dense ? 1 : MOST_PRESSED));
    if (pressed) chart.style.height = `${most}px`;
    const size = width < NARROW ? 11 : small ? 10 : 13;
    const font = { family: getComputedStyle(document.body).fontFamily, size };
    const height = Math.min(figure.layout.height, most);
    const layout = { ...figure.layout, height, font: { ...figure.layout.font, ...font } };
    // The margins make room for every label: none is measured to be hidden.
    const ticks = { ticklabeloverflow: "allow", ...(small && { tickfont: { size } }) };
    for (const axis of ["xaxis", "yaxis"]) if (layout[axis]) layout[axis] = { ...layout[axis], ...ticks };
    layout.margin = roomy(layout);
    window.Plotly.react(chart.querySelector(".es-plot") || slot(chart), figure.data, layout, { ...SETTINGS, ...LOCALE });
    chart.classList.add("es-drawn");
    chart.dataset.scheme = tone;
    describe(chart);
  }

  // The room of labels and titles, measured before: the library draws axes first and draws all again when their labels
  // took more room than was given. What is too little here it still finds by itself.
  function roomy({ margin, showlegend, font, ...layout }) {
    const [across, upright] = [layout.xaxis, layout.yaxis];
    const known = (axis) => axis?.automargin && axis.tickfont && axis.title?.font && axis.title.standoff >= 0;
    if (showlegend !== false || layout.xaxis2 || !known(across) || !known(upright)) return margin;
    const names = namesOf(upright);
    if (!names) return margin;
    pen.font = `${upright.tickfont.size}px ${font.family}`;
    const longest = Math.max(...names.flatMap((name) => name.split("<br>")).map((line) => pen.measureText(line).width));
    const below = namesOf(across) || [String(across.tickformat)];
    const lines = Math.max(...below.map((name) => name.split(/<br>|\n/).length));
    const { size } = across.tickfont;
    const beside = ({ ticks, title }) => (ticks ? 5 : 0) + title.standoff + 0.7 * title.font.size + EDGE;
    const side = across.side === "top" ? "t" : "b";
    return {
      ...margin,
      l: Math.max(margin.l, Math.ceil(longest + 4 + beside(upright))),
      [side]: Math.max(margin[side], Math.ceil(size * (0.15 + 1.3 * lines) + 5 + beside(across))),
    };
  }
  const EDGE = 12; // what the library leaves free behind a title
  const pen = document.createElement("canvas").getContext("2d");

  // What an axis will write; nothing where only the library knows.
  function namesOf({ type, categoryarray, ticktext, range, dtick, tickformat }) {
    if (ticktext || type === "category") return (ticktext || categoryarray)?.map(String);
    const [, digits, short] = /^,?\.(\d)(~?)f$/.exec(tickformat) || [];
    if (!digits || !range || !(dtick > 0)) return undefined;
    const write = (value) => (short ? String(Number(value.toFixed(digits))) : value.toFixed(digits));
    const count = Math.min(40, (range[1] - range[0]) / dtick + 1);
    return Array.from({ length: count }, (_, n) =>
      write(Math.ceil(range[0] / dtick + n) * dtick).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ","),
    );
  }

  function slot(chart) {
    const place = document.createElement("div");
    place.className = "es-plot";
    chart.append(place);
    return place;
  }

  // One chart after the other, so that the first is seen before the next is drawn. Where the library cannot be
  // had, the table says the same.
  let turn = Promise.resolve();
  function draw(chart) {
    turn = Promise.all([loadLibrary(), turn]).then(
      () => {
        if (!chart.isConnected || chart.classList.contains("es-drawn")) return undefined;
        paint(chart);
        goOn();
        return AT_ONCE ? undefined : new Promise((seen) => setTimeout(seen));
      },
      () => {
        chart.hidden = true;
        goOn();
        const table = chart.parentElement.querySelector("details");
        if (table) table.open = true;
      },
    );
  }

  function drawn() {
    return [...known].filter((chart) => chart.classList.contains("es-drawn"));
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

  // A chart in a closed part or an unchosen tab has no width: it is drawn again when it gets one. The browser tells of
  // a width when it has laid out the page: to ask it any earlier would make it lay out the page twice.
  const sized = new ResizeObserver((entries) => {
    if (printing) return;
    for (const { target } of entries) {
      const width = target.clientWidth;
      if (!width || width === target.drawnWidth) continue;
      if (target.classList.contains("es-drawn")) paint(target);
      else fit(target, width);
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

  function watch() {
    for (const chart of document.querySelectorAll(".es-chart:not(.es-watched)")) {
      chart.classList.add("es-watched");
      known.add(chart);
      if (AT_ONCE) draw(chart);
      else seen.observe(chart);
      sized.observe(chart);
    }
  }

  // Behind a first chart: when the library is there, what is in view need not wait for the observer.
  const near = !AT_ONCE && own.parentElement !== document.body;
  function start() {
    watch();
    if (near && !sparing()) loadLibrary().then(drawSeen, goOn);
    if (document.readyState === "complete") warmUp();
    else window.addEventListener("load", warmUp, { once: true });
  }

  function drawSeen() {
    for (const chart of known) {
      const { top, bottom } = chart.getBoundingClientRect();
      if (bottom <= 0 || top >= window.innerHeight || !chart.checkVisibility?.()) continue;
      seen.unobserve(chart);
      draw(chart);
    }
    turn.then(goOn);
  }

  // The other scripts of a page that opens with a chart: when it is drawn, when its reader does something, and at the
  // latest this many milliseconds after the page is read in.
  const PATIENCE = 1000;
  let [going, gone] = [false, false];
  function goOn() {
    going = true;
    if (gone || document.readyState === "loading") return;
    gone = true;
    // In the head: a new element in the body would have the whole page styled anew.
    const begun = [...document.querySelectorAll("script[data-es-later]")].map((place) => {
      const { esLater: src, esKind: type = "" } = place.dataset;
      const script = Object.assign(document.createElement("script"), { src, type, async: false });
      document.head.append(script);
      return new Promise((done) => Object.assign(script, { onload: done, onerror: done }));
    });
    // The theme begins with the page's having been read in, and hears of it now.
    const over = () => document.dispatchEvent(new Event("DOMContentLoaded"));
    if (begun.length) Promise.all(begun).then(over).then(follow);
  }
  for (const deed of ["pointerdown", "keydown"]) window.addEventListener(deed, goOn, { capture: true, once: true });

  const sparing = () => navigator.connection && navigator.connection.saveData;

  function warmUp() {
    if (!known.size || library || sparing()) return;
    const rest = window.requestIdleCallback || ((work) => setTimeout(work, 500));
    rest(() => loadLibrary().catch(() => {}), { timeout: 2000 });
  }

  // Of a page that was left.
  function stop() {
    for (const chart of known) {
      if (chart.isConnected) continue;
      known.delete(chart);
      seen.unobserve(chart);
      sized.unobserve(chart);
      const plot = chart.querySelector(".es-plot");
      if (plot && window.Plotly) window.Plotly.purge(plot);
    }
  }

  document.addEventListener("click", download);
  // The theme writes the scheme as each page opens, changed or not.
  const repaint = () => drawn().forEach((chart) => chart.dataset.scheme === scheme() || paint(chart));
  new MutationObserver(repaint).observe(document.body, {
    attributes: true,
    attributeFilter: ["data-md-color-scheme"],
  });

  // Paper is light and narrow: every chart is drawn for it, also those never scrolled to or folded away, before the
  // event ends. Without the library the tables are printed. Some browsers tell of printing by the media query alone.
  let printing = false;
  function toPaper() {
    if (printing || !window.Plotly) return;
    printing = true;
    watch();
    for (const chart of known) paint(chart, PAPER_WIDTH, "light", PAPER_HEIGHT);
  }
  function fromPaper() {
    if (!printing) return;
    printing = false;
    drawn().forEach((chart) => paint(chart));
  }
  window.addEventListener("beforeprint", toPaper);
  window.addEventListener("afterprint", fromPaper);
  window.matchMedia("print").addEventListener("change", (media) => (media.matches ? toPaper() : fromPaper()));

  // The theme, whose script comes later, tells of instant navigation.
  function follow() {
    if (!window.document$) return;
    window.document$.subscribe(() => {
      stop();
      start();
    });
  }
  start();
  const readIn = () => {
    follow();
    if (going || sparing()) goOn();
    else setTimeout(goOn, PATIENCE);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", readIn, { once: true });
  else readIn();
})();
