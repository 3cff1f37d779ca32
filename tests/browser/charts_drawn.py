"""Draw every chart of a page, as a reader who scrolls through all of it; turn a page to the other scheme."""

DRAW_CHARTS = """async () => {
  const scheme = document.body.dataset.mdColorScheme === "slate" ? "dark" : "light";
  const drawn = (chart) =>
    chart.matches(".es-drawn") && chart.drawnWidth === chart.clientWidth && chart.dataset.scheme === scheme;
  for (const part of document.querySelectorAll("details")) part.open = true;
  for (const chart of document.querySelectorAll(".es-chart")) {
    chart.scrollIntoView();
    for (let turn = 0; turn < 1500 && !drawn(chart); turn += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    if (!drawn(chart)) throw new Error("a chart was not drawn");
  }
}"""
"""Run in the page; it waits for each chart in its place and scheme, and fails for one that is not drawn."""

OTHER_SCHEME = """() => {
  document.querySelector("[data-md-component=palette] label:not([hidden])").click();
  localStorage.clear();
}"""
"""As a reader does by the sign in the head; the next page begins again with what the system prefers."""
