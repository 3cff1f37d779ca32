// Reading and changing the texts of files, in a worker that is started when it is first needed.
(() => {
  const parts = window.erpsiteEditParts;
  const { Trouble } = window.erpsiteEditForges;

  // The way from the top of a file to the value of a change.
  function wayTo(change) {
    const kind = parts.kind(change.kind);
    return kind?.shape === "list" ? [{ [kind.key[0]]: change.record }, ...change.path] : change.path;
  }

  // Where a browser starts no worker, as from a file share, the page itself reads.
  async function inPage(texts, changes) {
    try {
      for (const name of ["yaml", "lines"]) await parts.widget(name);
    } catch {
      throw new Trouble("page");
    }
    return window.erpsiteEditLines.look(texts, changes);
  }

  let worker = null;
  let asked = 0;
  function inWorker(texts, changes) {
    worker ||= new Worker(parts.widgetUrl("lines"));
    const n = (asked += 1);
    return new Promise((resolve, reject) => {
      const end = () => {
        worker?.removeEventListener("message", hear);
        worker?.removeEventListener("error", fail);
      };
      const hear = ({ data }) => {
        if (data.n !== n) return;
        end();
        resolve(data);
      };
      const fail = (event) => {
        event.preventDefault();
        end();
        worker?.terminate();
        worker = null;
        reject(new Error("worker"));
      };
      worker.addEventListener("message", hear);
      worker.addEventListener("error", fail);
      worker.postMessage({ n, texts, changes });
    });
  }

  // What the files say today of what was changed, and their texts with it.
  async function look(texts, changes) {
    const given = changes.map((one) => ({ ...one, way: wayTo(one) }));
    try {
      return await inWorker(texts, given);
    } catch {
      return inPage(texts, given);
    }
  }
  window.erpsiteEditReading = { look };
})();
