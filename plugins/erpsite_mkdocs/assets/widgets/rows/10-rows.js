// The rows of a long table: which of them are shown, in which order, page by page.
(() => {
  const read = (cell) => cell?.textContent.trim().toLocaleLowerCase() || "";

  // What a row is ordered by in a column: a number where every cell has one, else text; nothing is last.
  function valueOf(row, column) {
    const by = row.cells[column]?.dataset.by;
    if (by === undefined) return read(row.cells[column]);
    const number = Number(by);
    return Number.isNaN(number) ? by : number;
  }

  function compare(one, other, language) {
    const empty = (value) => value === "" || value === "–";
    if (empty(one) || empty(other)) return empty(one) - empty(other);
    if (typeof one === "number" && typeof other === "number") return one - other;
    return String(one).localeCompare(String(other), language, { numeric: true });
  }

  // Return rows in the order of a column; rows without a value stay last both ways.
  function ordered(rows, column, down, language) {
    const values = new Map(rows.map((one) => [one, valueOf(one.row, column)]));
    return [...rows].sort((a, b) => {
      const [one, other] = [values.get(a), values.get(b)];
      const told = compare(one, other, language);
      return down && one !== "" && other !== "" && one !== "–" && other !== "–" ? -told : told;
    });
  }

  function matches(row, text, chosen) {
    if (text && !text.split(/\s+/).every((word) => read(row).includes(word))) return false;
    return [...chosen].every(([column, value]) => read(row.cells[column]) === value);
  }

  // The rows of a part of the table, each with the words of the group that it stands in.
  function rowsOf(body, groups) {
    const found = [];
    let group = null;
    for (const row of [...body.rows]) {
      if (row.classList.contains("es-group")) {
        const name = row.textContent;
        if (!groups.has(name)) groups.set(name, row);
        group = groups.get(name);
      } else found.push({ row, group });
    }
    return found;
  }

  window.erpsiteRowTools = { read, ordered, matches, rowsOf };
})();
