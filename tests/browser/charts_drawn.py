"""Draw every chart of a page, as a reader who scrolls through all of it."""

DRAW_CHARTS = """async () => {
  for (const part of document.querySelectorAll("details")) part.open = true;
  for (const chart of document.querySelectorAll(".es-chart")) {
    chart.scrollIntoView();
    for (let turn = 0; turn < 1500 && !chart.matches(".es-drawn"); turn += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    if (!chart.matches(".es-drawn")) throw new Error("a chart was not drawn");
  }
}"""
"""Run in the page; it waits for each chart, and fails for one that is not drawn."""
