// Lists answer to the form above them: they are searched, narrowed and sorted, and the address says how. The page has
// every item and is whole without this file; of a long list the first items are shown, so that a key press costs little.
(() => {
  "use strict";
  const LIMIT = 200;
  const OUT = "data-out"; // On what is not shown: "filter" (it does not match), "limit" (it is beyond the first).
  const UNSEARCHED = "sup, .evidence-edit, [data-search-exclude]";
  let lists = [];

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const param = (field) => (field.name === "q" ? "find" : field.name); // Material's own search reads "q".

  /* An element's text without the numbers of footnotes and what else is no part of what it says. */
  function textOf(element) {
    let text = "";
    for (let node = element.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === Node.TEXT_NODE) text += node.data;
      else if (node.nodeType === Node.ELEMENT_NODE && !node.matches(UNSEARCHED)) text += textOf(node);
    }
    return `${text} `;
  }

  function mark(element, out) {
    if ((element.getAttribute(OUT) || "") === out) return;
    if (out) element.setAttribute(OUT, out);
    else element.removeAttribute(OUT);
  }

  function make(root, prefix) {
    const form = root.querySelector("form.listing-filter");
    const output = form.querySelector("output");
    const more = root.querySelector(".listing-more");
    const fields = [...form.querySelectorAll("input, select")];
    const items = [...root.querySelectorAll("[data-item]")];
    const groups = [...root.querySelectorAll("[data-group]")];
    const heads = [...root.querySelectorAll("th[data-sort]")];
    const language = document.documentElement.lang || undefined;
    const digits = new Intl.NumberFormat(language);
    const collator = new Intl.Collator(language, { numeric: true });
    const groupOf = new Map(items.map((item) => [item, item.closest("[data-group]")]));
    const bars = new Map([...root.querySelectorAll("rect[data-bar]")].map((bar) => [bar.dataset.bar, bar]));
    const texts = new Map();
    const counts = new Map();
    let order = items;
    let limit = LIMIT;
    let pinned = null; // An item that a link led to, shown whatever the filter says.

    const fill = (template, values) => template.replace(/{(\w+)}/g, (_, name) => digits.format(values[name]));
    const keyOf = (head) => head.dataset.key || String(head.cellIndex + 1);

    function readTexts() {
      if (texts.size) return;
      for (const item of items) texts.set(item, fold(textOf(item)));
    }

    function apply() {
      const terms = fold(form.elements.q.value).split(/\s+/).filter(Boolean);
      const chosen = fields.filter((field) => field.name !== "q" && field.value);
      const wanted = chosen.map((field) => [`data-${field.name}`, `|${field.value}|`]);
      const parts = new Map([...bars.keys()].map((bar) => [bar, { shown: 0, total: 0 }]));
      const tally = new Map(groups.map((group) => [group, { shown: 0, total: 0, seen: 0 }]));
      let shown = 0;
      if (terms.length) readTexts();
      for (const item of order) {
        const takes =
          item === pinned ||
          (wanted.every(([name, value]) => `|${item.getAttribute(name)}|`.includes(value)) &&
            terms.every((term) => texts.get(item).includes(term)));
        if (takes) shown += 1;
        mark(item, takes ? (shown > limit ? "limit" : "") : "filter");
        const part = parts.get(item.dataset.bar);
        if (part) {
          part.total += 1;
          if (takes) part.shown += 1;
        }
        const group = tally.get(groupOf.get(item));
        if (!group) continue;
        group.total += 1;
        if (takes) group.shown += 1;
        if (takes && shown <= limit) group.seen += 1;
      }
      for (const [group, { shown, total, seen }] of tally) {
        const out = seen ? "" : shown ? "limit" : "filter";
        mark(group, out);
        const link = root.querySelector(`[data-group-link="${CSS.escape(group.id)}"]`);
        if (link) link.toggleAttribute("data-empty", !shown);
        for (const place of [group, link].flatMap((part) => (part ? [...part.querySelectorAll("[data-group-count]")] : []))) {
          if (!counts.has(place)) counts.set(place, place.textContent);
          place.textContent = shown < total ? fill(output.dataset.template, { shown, total }) : counts.get(place);
        }
      }
      // A mark of the picture above the list fades with the events that it stands for.
      for (const [bar, { shown, total }] of parts) bars.get(bar).style.setProperty("opacity", 0.12 + (0.88 * shown) / total);
      output.textContent = fill(output.dataset.template, { shown, total: items.length });
      root.toggleAttribute("data-narrowed", shown < items.length);
      if (more) {
        more.hidden = shown <= limit;
        more.firstElementChild.textContent = fill(more.firstElementChild.dataset.template, { total: shown });
      }
    }

    /* What an item is sorted by; null where it has nothing, which stands last either way. */
    function sortKey(item, head) {
      const cell = (item.cells ? item : item.querySelector("tr")).cells[head.cellIndex];
      const time = head.dataset.sort === "date" && cell && cell.querySelector("time[datetime]");
      const text = time ? time.dateTime : cell ? cell.dataset.value ?? textOf(cell).trim() : "";
      if (head.dataset.sort !== "number") return text || null;
      return text === "" || Number.isNaN(Number(text)) ? null : Number(text);
    }

    function sort(head, down) {
      for (const other of heads) other.removeAttribute("aria-sort");
      if (head) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const before = order;
      order = items;
      if (head) {
        const keys = new Map(items.map((item) => [item, sortKey(item, head)]));
        const compare = head.dataset.sort === "text" ? collator.compare : (a, b) => (a < b ? -1 : a > b ? 1 : 0);
        const within = head.dataset.within && `data-${head.dataset.within}`; // Numbers of one unit stand together.
        order = [...items].sort((one, other) => {
          const apart = within ? collator.compare(...[one, other].map((item) => item.getAttribute(within) || "")) : 0;
          if (apart) return apart;
          const [a, b] = [keys.get(one), keys.get(other)];
          if (a === null || b === null) return (a === null) - (b === null);
          return down ? compare(b, a) : compare(a, b);
        });
      }
      if (order === before) return;
      const sorted = document.createDocumentFragment();
      const { parentNode } = items[0];
      for (const item of order) sorted.append(item);
      parentNode.append(sorted);
    }

    function read() {
      const given = new URLSearchParams(location.search);
      for (const field of fields) {
        field.value = given.get(prefix + param(field)) || "";
        if (field.selectedIndex < 0) field.selectedIndex = 0; // No such value.
      }
      const key = given.get(`${prefix}sort`) || "";
      sort(heads.find((head) => keyOf(head) === key.replace(/^-/, "")), key.startsWith("-"));
      change();
    }

    function write() {
      const url = new URL(location.href);
      const set = (name, value) => {
        if (value) url.searchParams.set(prefix + name, value);
        else url.searchParams.delete(prefix + name);
      };
      for (const field of fields) set(param(field), field.value.trim());
      const head = heads.find((other) => other.hasAttribute("aria-sort"));
      set("sort", head && (head.getAttribute("aria-sort") === "descending" ? "-" : "") + keyOf(head));
      try {
        history.replaceState(history.state, "", url);
      } catch {
        // Some browsers allow so many a minute, and some none in a page opened from a folder.
      }
    }

    function change() {
      pinned = null;
      limit = LIMIT;
      apply();
    }

    /* Show what a link leads to. */
    function reveal(target) {
      const place = target.closest("[data-item], [data-group]");
      if (!place || !root.contains(place)) return;
      const isOut = () => place.hasAttribute(OUT);
      if (isOut()) {
        pinned = place;
        apply();
      }
      if (isOut()) {
        limit = Infinity;
        apply();
      }
    }

    form.addEventListener("focusin", readTexts, { once: true });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      change();
      write();
    });
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      for (const field of fields) field.value = "";
      sort();
      change();
      write();
    });
    for (const head of heads) {
      head.querySelector("button").addEventListener("click", () => {
        sort(head, head.getAttribute("aria-sort") === "ascending");
        apply();
        write();
      });
    }
    if (more) {
      more.addEventListener("click", () => {
        const next = order.find((item) => item.getAttribute(OUT) === "limit");
        limit = Infinity;
        apply();
        next.tabIndex = -1; // The button that had the focus is gone.
        next.focus();
      });
    }
    read();
    return { root, read, reveal };
  }

  /* Show what the address leads to, or what a link in the page is about to. */
  function follow(hash, scroll) {
    let id = hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // It is no more than a name.
    }
    const target = id && document.getElementById(id);
    if (!target) return;
    for (const list of lists) list.reveal(target);
    if (scroll && target.closest("[data-listing]")) target.scrollIntoView();
  }

  function setUp() {
    lists = lists.filter((list) => list.root.isConnected);
    const names = new Set();
    let added = false;
    for (const root of document.querySelectorAll("[data-listing]")) {
      const name = root.dataset.listing;
      let prefix = names.size ? `${name}-` : "";
      for (let number = 2; names.has(prefix); number += 1) prefix = `${name}${number}-`;
      names.add(prefix);
      if (lists.some((list) => list.root === root) || !root.querySelector("form.listing-filter")) continue;
      lists.push(make(root, prefix));
      added = true;
    }
    if (added) follow(location.hash, true);
  }

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    if (link && link.hash && link.pathname === location.pathname && link.host === location.host) follow(link.hash);
  });
  window.addEventListener("popstate", () => {
    for (const list of lists) list.read();
    follow(location.hash);
  });
  window.addEventListener("hashchange", () => follow(location.hash));

  setUp();
  // Material's instant navigation puts pages in place without loading them.
  if (window.document$) window.document$.subscribe(setUp);
})();
