// The button on the page of a person or a plant: this browser's reader is this one.
window.erpsiteWidgets = window.erpsiteWidgets || {};
window.erpsiteWidgets.mine = (element, data) => {
  const { remembered, remember, root } = window.erpsiteMine;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "es-mine-button";
  const path = location.href.split(/[?#]/)[0].slice(root.href.length);
  const show = () => {
    const mine = remembered()[data.kind]?.id === data.id;
    button.setAttribute("aria-pressed", String(mine));
    button.textContent = mine ? data.words.forget : data.words.remember;
  };
  button.addEventListener("click", () => {
    const mine = remembered()[data.kind]?.id === data.id;
    remember(data.kind, mine ? undefined : { id: data.id, name: data.name, path });
    show();
  });
  show();
  element.append(button);
  if (data.filtered.length) {
    const line = document.createElement("p");
    line.className = "es-mine-pages";
    line.append(data.words.filtered);
    for (const [page, title] of data.filtered) {
      const link = document.createElement("a");
      link.href = `${data.urls[page]}?${data.kind}=${data.id}`;
      link.textContent = title;
      line.append(" ", link);
    }
    element.append(line);
  }
};
