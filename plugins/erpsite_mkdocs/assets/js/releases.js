// Between releases: an old one names the latest, and a change of language stays with the alias in the address.
// The pages of a release never change; so what is newer is read from the list beside it.
(() => {
  const place = document.querySelector("[data-es-release]");
  const config = document.getElementById("__config");
  if (!place || !config) return;
  const root = new URL(`${JSON.parse(config.textContent).base}/`, location);
  const name = root.pathname.split("/").filter(Boolean).pop();
  const own = place.dataset.esRelease;

  function keepAlias() {
    if (name === own) return;
    for (const link of document.querySelectorAll(".es-languages a")) {
      link.href = link.href.replace(`/${link.hreflang}/${own}/`, `/${link.hreflang}/${name}/`);
    }
  }

  function anchor(text, path) {
    const link = document.createElement("a");
    link.textContent = text;
    link.href = new URL(path, root).href;
    return link;
  }

  function banner(current, latest) {
    const [before, after] = place.dataset.esOld.replace("{this}", current.title).split("{latest}");
    const note = document.createElement("aside");
    note.className = "es-outdated";
    note.setAttribute("aria-label", place.dataset.esLabel);
    const text = document.createElement("p");
    text.append(before, anchor(latest.title, "../latest/"), after, " ");
    const since = `?from=${current.version.slice(0, 7)}&to=${latest.version.slice(0, 7)}#any`;
    text.append(anchor(place.dataset.esChanges, `../latest/data/changes/${since}`));
    note.append(text);
    document.querySelector(".md-container").prepend(note);
  }

  keepAlias();
  fetch(new URL("../versions.json", root))
    .then((answer) => (answer.ok ? answer.json() : []))
    .then((versions) => {
      const current = versions.find((one) => one.version === own);
      const latest = versions.find((one) => one.aliases.includes("latest"));
      if (current && latest && current !== latest) banner(current, latest);
    })
    .catch(() => {}); // opened from a file share, there is no list to read: the page says nothing of others
})();
