// The roadmap by keyboard: one stop on the way of the Tab key, arrows from row to row and from sign to sign.
window.erpsiteRoadmapKeys = (() => {
  const isMark = (item) => item.getAttribute("role") === "link";

  function items(row) {
    return [...row.querySelectorAll("a, button, [role='link']")].filter((item) => item.getClientRects().length);
  }

  function along(view, item, step) {
    const all = items(item.closest("tr"));
    goTo(view, all[Math.min(Math.max(all.indexOf(item) + step, 0), all.length - 1)]);
  }

  function move(view, item, step) {
    const rows = [...view.table.tBodies].filter((body) => !body.hidden).flatMap((body) => [...body.rows]);
    let index = rows.indexOf(item.closest("tr")) + step;
    while (rows[index] && !items(rows[index]).length) index += step;
    if (!rows[index]) return;
    const all = items(rows[index]);
    const marks = all.filter(isMark);
    if (!marks.length || !isMark(item)) {
      goTo(view, all.find((one) => one.matches("th > a")) || all[0]);
      return;
    }
    const x = item.getBoundingClientRect().left;
    const far = (one) => Math.abs(one.getBoundingClientRect().left - x);
    goTo(view, marks.reduce((best, one) => (far(one) < far(best) ? one : best)));
  }

  // The head and the labels cover part of the window that scrolls.
  function goTo(view, item) {
    const { scroll, table } = view;
    item.focus({ preventScroll: true });
    const head = table.tHead.getBoundingClientRect();
    const label = table.tHead.rows[0].cells[0].offsetWidth;
    const frame = scroll.getBoundingClientRect();
    const at = item.getBoundingClientRect();
    if (at.top < frame.top + head.height + 4) scroll.scrollTop -= frame.top + head.height + 12 - at.top;
    if (at.bottom > frame.bottom - 12) scroll.scrollTop += at.bottom - frame.bottom + 24;
    if (item.closest("td")) {
      if (at.left < frame.left + label) scroll.scrollLeft -= frame.left + label + 24 - at.left;
      else if (at.left > frame.right - 24) scroll.scrollLeft += at.left - frame.right + 120;
    }
    scroll.scrollIntoView({ block: "nearest" });
    view.show(null);
    view.show(item.closest("[role='link']"));
  }

  function escape(view, event) {
    if (view.note) view.show(null);
    else if (view.wanted.full) view.change({ full: "" });
    else return;
    event.stopPropagation();
  }

  function foldBySign(view, item, lane, sign) {
    if (lane.body.classList.contains("open") === (sign === "-")) view.fold(lane);
    if (!view.isShown(item)) lane.link.focus();
  }

  return function onKey(view, event) {
    if (event.key === "Escape") {
      escape(view, event);
      return;
    }
    const item = event.target.closest("tbody a, tbody button, tbody [role='link']");
    if (!item || event.ctrlKey || event.altKey || event.metaKey) return;
    const lane = view.byId.get(item.closest("tbody").dataset.id);
    const moves = {
      ArrowDown: () => move(view, item, 1), ArrowUp: () => move(view, item, -1),
      ArrowRight: () => along(view, item, 1), ArrowLeft: () => along(view, item, -1),
      Home: () => along(view, item, -Infinity), End: () => along(view, item, Infinity),
    };
    if (event.key in moves) moves[event.key]();
    else if (event.key === "Enter" && isMark(item)) lane.link.click();
    else if (/^[-+=]$/.test(event.key) && lane?.toggle) foldBySign(view, item, lane, event.key);
    else return;
    event.preventDefault();
  };
})();
