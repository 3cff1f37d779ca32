// GitHub, GitLab, Gitea and Forgejo by their REST interfaces: what a request needs of each, in the same words.
(() => {
  const OWN = "erpsite-changes/"; // begins the name of every branch that is made here

  // What went wrong: `network`, `token_bad`, `rights`, `moved`, or `refused` with the forge's own words.
  class Trouble extends Error {
    constructor(kind, words = "") {
      super(words);
      this.kind = kind;
    }
  }

  const KINDS = { 401: "token_bad", 403: "rights", 404: "rights", 409: "moved" };
  function caller(forge, headers) {
    return async (path, { method = "GET", body, absent = false } = {}) => {
      let answer;
      try {
        answer = await fetch(forge.api + path, {
          method, credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", redirect: "error",
          headers: { Accept: "application/json", ...headers, ...(body ? { "Content-Type": "application/json" } : {}) },
          body: body ? JSON.stringify(body) : undefined,
        });
      } catch {
        throw new Trouble("network");
      }
      if (absent && answer.status === 404) return null;
      const told = await answer.json().catch(() => null);
      if (answer.ok) return told;
      const words = [told?.message ?? told?.error ?? ""].flat().map((one) => (typeof one === "string" ? one : JSON.stringify(one))).join("; ");
      throw new Trouble(KINDS[answer.status] || "refused", `${answer.status} ${words}`.trim().slice(0, 300));
    };
  }

  const bytesOf = (text) => Uint8Array.from(atob(text.replace(/\s/g, "")), (one) => one.charCodeAt(0));
  const textOf = (content) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytesOf(content));
  const base64 = (text) => btoa(Array.from(new TextEncoder().encode(text), (one) => String.fromCharCode(one)).join(""));
  const way = (path) => path.split("/").map(encodeURIComponent).join("/");
  const same = (one, other) => String(one ?? "").toLowerCase() === String(other ?? "").toLowerCase();

  async function readContents(call, repo, path, ref) {
    const found = await call(`${repo}/contents/${way(path)}?ref=${encodeURIComponent(ref)}`, { absent: true });
    return found ? { text: textOf(found.content), mark: found.sha } : null;
  }
  const pull = (found) => ({ number: found.number, url: found.html_url, branch: found.head.ref, body: found.body || "" });
  const isOwnPull = (forge, login) => (one) => same(one.user?.login, login) && one.head.ref.startsWith(OWN) && same(one.head.repo?.full_name, forge.repository) && one.base.ref === forge.branch;

  function gitHub(forge, token) {
    const call = caller(forge, { Authorization: `Bearer ${token}`, Accept: "application/vnd.github+json" });
    const repo = `/repos/${forge.repository}`;
    return {
      who: async () => (await call("/user")).login,
      mayWrite: async () => (await call(repo)).permissions?.push !== false,
      mine: async (login) => {
        const found = (await call(`${repo}/pulls?state=open&base=${encodeURIComponent(forge.branch)}&per_page=100`)).find(isOwnPull(forge, login));
        return found ? pull(found) : null;
      },
      head: async (branch) => (await call(`${repo}/git/ref/heads/${way(branch)}`)).object.sha,
      read: (path, ref) => readContents(call, repo, path, ref),
      // One commit on what was read: where the branch has moved, its reference is not.
      commit: async ({ branch, fresh, parent, files, message }) => {
        const base = (await call(`${repo}/git/commits/${parent}`)).tree.sha;
        const tree = files.map(({ path, text }) => ({ path, mode: "100644", type: "blob", content: text }));
        const made = await call(`${repo}/git/trees`, { method: "POST", body: { base_tree: base, tree } });
        const commit = await call(`${repo}/git/commits`, { method: "POST", body: { message, tree: made.sha, parents: [parent] } });
        if (fresh) await call(`${repo}/git/refs`, { method: "POST", body: { ref: `refs/heads/${branch}`, sha: commit.sha } });
        else await call(`${repo}/git/refs/heads/${way(branch)}`, { method: "PATCH", body: { sha: commit.sha, force: false } });
      },
      open: async ({ branch, title, body }) => pull(await call(`${repo}/pulls`, { method: "POST", body: { head: branch, base: forge.branch, title, body } })),
      extend: ({ number }, body) => call(`${repo}/pulls/${number}`, { method: "PATCH", body: { body } }),
    };
  }

  function gitLab(forge, token) {
    const call = caller(forge, { "PRIVATE-TOKEN": token });
    const project = `/projects/${encodeURIComponent(forge.repository)}`;
    const request = (found) => ({ number: found.iid, url: found.web_url, branch: found.source_branch, body: found.description || "" });
    return {
      who: async () => (await call("/user")).username,
      mayWrite: async () => {
        const { permissions } = await call(project);
        const levels = [permissions?.project_access, permissions?.group_access].filter(Boolean).map((one) => one.access_level);
        return !levels.length || Math.max(...levels) >= 30;
      },
      mine: async () => {
        const found = (await call(`${project}/merge_requests?state=opened&scope=created_by_me&target_branch=${encodeURIComponent(forge.branch)}&per_page=100`))
          .find((one) => one.source_branch.startsWith(OWN) && one.source_project_id === one.target_project_id);
        return found ? request(found) : null;
      },
      head: async (branch) => (await call(`${project}/repository/branches/${encodeURIComponent(branch)}`)).commit.id,
      read: async (path, ref) => {
        const found = await call(`${project}/repository/files/${encodeURIComponent(path)}?ref=${encodeURIComponent(ref)}`, { absent: true });
        return found ? { text: textOf(found.content), mark: found.last_commit_id } : null;
      },
      commit: ({ branch, fresh, parent, files, message }) => call(`${project}/repository/commits`, { method: "POST", body: {
        branch, commit_message: message, ...(fresh ? { start_sha: parent } : {}),
        actions: files.map(({ path, text, mark }) => ({ action: mark ? "update" : "create", file_path: path, content: text, ...(mark ? { last_commit_id: mark } : {}) })),
      } }),
      open: async ({ branch, title, body }) => request(await call(`${project}/merge_requests`, { method: "POST", body: { source_branch: branch, target_branch: forge.branch, title, description: body, remove_source_branch: true } })),
      extend: ({ number }, body) => call(`${project}/merge_requests/${number}`, { method: "PUT", body: { description: body } }),
    };
  }

  // Gitea, and Forgejo, which kept its interface.
  function gitea(forge, token) {
    const call = caller(forge, { Authorization: `token ${token}` });
    const repo = `/repos/${forge.repository}`;
    return {
      who: async () => (await call("/user")).login,
      mayWrite: async () => (await call(repo)).permissions?.push !== false,
      mine: async (login) => {
        for (let page = 1; page <= 10; page += 1) {
          const all = await call(`${repo}/pulls?state=open&limit=50&page=${page}`);
          const found = all.find(isOwnPull(forge, login));
          if (found) return pull(found);
          if (!all.length) break;
        }
        return null;
      },
      head: async (branch) => (await call(`${repo}/branches/${way(branch)}`)).commit.id,
      read: (path, ref) => readContents(call, repo, path, ref),
      commit: ({ branch, fresh, files, message }) => call(`${repo}/contents`, { method: "POST", body: {
        message, branch: fresh ? forge.branch : branch, ...(fresh ? { new_branch: branch } : {}),
        files: files.map(({ path, text, mark }) => ({ operation: mark ? "update" : "create", path, content: base64(text), ...(mark ? { sha: mark } : {}) })),
      } }),
      open: async ({ branch, title, body }) => pull(await call(`${repo}/pulls`, { method: "POST", body: { head: branch, base: forge.branch, title, body } })),
      extend: ({ number }, body) => call(`${repo}/pulls/${number}`, { method: "PATCH", body: { body } }),
    };
  }

  const forges = { github: gitHub, gitlab: gitLab, gitea, forgejo: gitea };
  window.erpsiteEditForges = { reach: (forge, token) => forges[forge.kind](forge, token), Trouble, OWN };
})();
