// Tells a reader what was added, changed and withdrawn since the last visit. What was seen is kept in this browser alone:
// nothing is sent, and the file of all facts is fetched only where it may differ. Every word comes from the page.
(() => {
  "use strict";
  const KINDS = ["changed", "added", "withdrawn"];

  /* What is remembered; nothing where it is damaged. */
  function read(storage, key) {
    try {
      const kept = JSON.parse(storage.getItem(key));
      return kept.facts.constructor === Object && Object.values(kept.facts).every(Array.isArray) ? kept : null;
    } catch {
      return null;
    }
  }

  /* The facts that differ, by what became of them: each with what it was and what it is. */
  function compare(before, now) {
    const found = { changed: [], added: [], withdrawn: [] };
    for (const [id, fact] of Object.entries(now)) {
      const old = Object.hasOwn(before, id) ? before[id] : null;
      if (!old) found.added.push([fact, fact]);
      else if (old[0] !== fact[0]) found.changed.push([old, fact]);
    }
    for (const id of Object.keys(before)) if (!Object.hasOwn(now, id)) found.withdrawn.push([before[id], null]);
    return found;
  }

  function list(found, words, root) {
    const all = document.createElement("ul");
    for (const kind of KINDS) {
      for (const [old, fact] of found[kind]) {
        const [, title, address, text] = fact || old;
        const name = document.createElement(fact && address ? "a" : "span");
        if (name.href !== undefined) name.href = new URL(address, root).href;
        name.textContent = title;
        const item = document.createElement("li");
        const [before, after] = words[kind].split("{fact}");
        item.append(before, name, after || "");
        if (old[3] !== text) item.append(" ", words.now.replace("{was}", () => old[3]).replace("{now}", () => text));
        all.append(item);
      }
    }
    return all;
  }

  async function visit(place) {
    const words = place.dataset;
    const file = new URL(words.facts, location.href);
    // Where the site was opened from a folder, a browser gives no page another file.
    if (!file.protocol.startsWith("http")) return void (place.hidden = true);
    const root = new URL("..", file);
    const key = `explainer:${root.pathname}`; // Another site on this host has another path.
    const summary = place.querySelector("summary");
    const title = summary.textContent;
    const status = place.querySelector("[role=status]");
    let kept, base;
    try {
      kept = read(localStorage, key);
      // Until the window is closed, what is new stays so.
      base = read(sessionStorage, key) || kept;
      place.querySelector("button").addEventListener("click", () => {
        localStorage.removeItem(key);
        sessionStorage.removeItem(key);
        for (const found of place.querySelectorAll("ul")) found.remove();
        summary.textContent = title;
        status.textContent = words.forgotten;
      });
    } catch {
      status.textContent = words.off;
      return;
    }
    const known = [base, kept].find((seen) => seen && seen.version === words.version);
    const now = known || (await (await fetch(file)).json());
    try {
      localStorage.setItem(key, JSON.stringify(now));
      sessionStorage.setItem(key, JSON.stringify(base || now));
    } catch {
      // Full, or not allowed: the next visit is the first again.
    }
    if (!base) return;
    const found = compare(base.facts, now.facts);
    const counts = KINDS.filter((kind) => found[kind].length);
    if (!counts.length) return void (summary.textContent = words.same);
    const total = counts.reduce((sum, kind) => sum + found[kind].length, 0);
    summary.textContent = words.found.replace("{count}", total.toLocaleString(document.documentElement.lang || []));
    summary.after(list(found, words, root));
  }

  function setUp() {
    for (const place of document.querySelectorAll(".changes-visit:not([data-visited])")) {
      place.dataset.visited = "";
      visit(place).catch(() => {}); // Without a network there is nothing to tell.
    }
  }

  // Nothing of this is needed to read the page.
  if (document.readyState === "complete") setUp();
  else addEventListener("load", setUp);
  // Material's instant navigation puts pages in place without loading them.
  if (window.document$) window.document$.subscribe(() => document.readyState === "complete" && setUp());
})();
