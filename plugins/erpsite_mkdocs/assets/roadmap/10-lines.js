// Dependency lines of the roadmap. Each row gets its own piece of every line that crosses it, so that lines
// stay whole when rows between are hidden, and when a printed page ends between two rows.
window.erpsiteRoadmapLines = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const TIPS = { d: "calc(50% - 0.33rem)", u: "calc(50% + 0.33rem)", l: "50%", r: "50%" };

  function pieces(rows, days) {
    const plain = new Map();
    const at = (row) => {
      if (!plain.has(row)) plain.set(row, { n: "", c: "", arrows: [] });
      return plain.get(row);
    };
    return {
      rows: plain,
      draw: (row, kind, path) => { at(row)[kind] += path; },
      arrow: (row, shape, x) => { at(row).arrows.push([shape, (100 * x) / days]); },
    };
  }

  // One vertical stretch from a height in one row to a height in another, row by row.
  function fall(out, kind, x, from, y1, to, y2) {
    if (from === to) { out.draw(from, kind, `M${x} ${y1}V${y2}`); return; }
    const step = to > from ? 1 : -1;
    const [leave, enter] = step > 0 ? [100, 0] : [0, 100];
    out.draw(from, kind, `M${x} ${y1}V${leave}`);
    for (let row = from + step; row !== to; row += step) out.draw(row, kind, `M${x} 0V100`);
    out.draw(to, kind, `M${x} ${enter}V${y2}`);
  }

  function level(out, kind, row, y, x1, x2) {
    if (x1 !== x2) out.draw(row, kind, `M${x1} ${y}H${x2}`);
  }

  // Finish to start: out to the right and down upon the bar, which hides the end; back along the row's edge where it starts earlier.
  function fs(out, kind, a, b, stub) {
    const down = b.row > a.row;
    const x = b.start + Math.min(stub, (b.finish - b.start) / 2);
    if (x >= a.finish) {
      level(out, kind, a.row, 50, a.finish, x);
      fall(out, kind, x, a.row, 50, b.row, 50);
    } else {
      const turn = a.finish + stub;
      const edge = down ? 96 : 4;
      level(out, kind, a.row, 50, a.finish, turn);
      fall(out, kind, turn, a.row, 50, a.row, edge);
      level(out, kind, a.row, edge, turn, x);
      fall(out, kind, x, a.row, edge, b.row, 50);
    }
    out.arrow(b.row, down ? "d" : "u", x);
  }

  function side(out, kind, a, b, x1, x2, turn, shape) {
    level(out, kind, a.row, 50, x1, turn);
    fall(out, kind, turn, a.row, 50, b.row, 50);
    level(out, kind, b.row, 50, turn, x2);
    out.arrow(b.row, shape, x2);
  }

  function route(out, kind, type, a, b, stub) {
    if (type === "FS") fs(out, kind, a, b, stub);
    else if (type === "SS") side(out, kind, a, b, a.start, b.start, Math.min(a.start, b.start) - stub, "r");
    else if (type === "FF") side(out, kind, a, b, a.finish, b.finish, Math.max(a.finish, b.finish) + stub, "l");
    else side(out, kind, a, b, a.start, b.finish, Math.max(a.start, b.finish) + stub, "l");
  }

  function path(kind, d) {
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("class", kind);
    line.setAttribute("d", d);
    return line;
  }

  function put(track, piece, days) {
    const made = [];
    if (piece.n || piece.c) {
      const svg = document.createElementNS(SVG, "svg");
      svg.setAttribute("class", "es-gd");
      svg.setAttribute("viewBox", `0 0 ${days} 100`);
      svg.setAttribute("preserveAspectRatio", "none");
      svg.setAttribute("aria-hidden", "true");
      if (piece.n) svg.append(path("n", piece.n));
      if (piece.c) svg.append(path("c", piece.c));
      made.push(svg);
    }
    for (const [shape, x] of piece.arrows) {
      const tip = document.createElement("i");
      tip.className = `es-ga ${shape}`;
      tip.style.left = `${x}%`;
      tip.style.top = TIPS[shape];
      made.push(tip);
    }
    track.append(...made);
    return made;
  }

  // Draw `links` ({type, critical, from, to}, each end with row, start and finish) over the tracks of `rows`.
  return function drawLines(rows, links, days, zoom) {
    const out = pieces(rows, days);
    const stub = (days * 0.006) / zoom;
    for (const link of links) {
      if (link.from.row !== link.to.row) {
        route(out, link.critical ? "c" : "n", link.type, link.from, link.to, stub);
      }
    }
    const made = [];
    for (const [row, piece] of out.rows) made.push(...put(rows[row].querySelector("td > div"), piece, days));
    return made;
  };
})();
