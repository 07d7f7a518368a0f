// Lists answer to the form above them: they are searched, narrowed and sorted, and the address says how. The page has
// every item and is whole without this file; of a long list the first items are shown, so that a key press costs little.
(() => {
  "use strict";
  const LIMIT = 200;
  const FIRST = 40;
  const NOTE = 12; // How high a footnote is, about, in ems.
  const PAUSE = 250; // Milliseconds without a key.
  const SHOWN = "data-shown"; // On the items to be seen and their groups. They are few: a key press touches no others.
  const UNSEARCHED = "sup, .evidence-edit, [data-search-exclude]";
  const whenIdle = window.requestIdleCallback || setTimeout;
  const paper = matchMedia("print");
  let isPaper = paper.matches;
  let lists = [];

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const param = (field) => (field.name === "q" ? "find" : field.name); // Material's own search reads "q".

  /* An element's text without the numbers of footnotes and what else is no part of what it says. */
  function textOf(element) {
    if (!element.firstElementChild) return `${element.textContent} `;
    let text = "";
    for (let node = element.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === Node.TEXT_NODE) text += node.data;
      else if (node.nodeType === Node.ELEMENT_NODE && !node.matches(UNSEARCHED)) text += textOf(node);
    }
    return `${text} `;
  }

  function make(root, prefix) {
    const form = root.querySelector("form.listing-filter");
    const output = form.querySelector("output");
    const more = root.querySelector(".listing-more");
    const fields = [...form.querySelectorAll("input, select")];
    const items = [...root.querySelectorAll("[data-item]")];
    const heads = [...root.querySelectorAll("th[data-sort]")];
    const language = document.documentElement.lang || undefined;
    const digits = new Intl.NumberFormat(language);
    const collator = new Intl.Collator(language, { numeric: true });
    const groups = new Map([...root.querySelectorAll("[data-group]")].map((group) => [group, withCounts(group)]));
    const groupOf = new Map(items.map((item) => [item, item.closest("[data-group]")]));
    const bars = new Map([...root.querySelectorAll("rect[data-bar]")].map((bar) => [bar.dataset.bar, bar]));
    const texts = new Map();
    let order = items;
    let limit = LIMIT;
    let seen = new Set();
    let typing = 0; // The timer that ends it.
    let pinned = null; // What a link led to: an item, shown whatever the filter says, or a group; no limit cuts them.

    const fill = (template, values) => template.replace(/{(\w+)}/g, (_, name) => digits.format(values[name]));
    const keyOf = (head) => head.dataset.key || String(head.cellIndex + 1);

    /* The link to a group, and where it and the group say how many items it has, with what they say at first. */
    function withCounts(group) {
      const link = root.querySelector(`[data-group-link="${CSS.escape(group.id)}"]`);
      const places = [group, link].flatMap((part) => (part ? [...part.querySelectorAll("[data-group-count]")] : []));
      return { link, counts: new Map(places.map((place) => [place, place.textContent])) };
    }

    function textIn(item) {
      if (!texts.has(item)) texts.set(item, fold(textOf(item)));
      return texts.get(item);
    }

    /* Read the texts before one searches, a few at a time. */
    function readAhead(from) {
      for (const item of items.slice(from, from + 100)) textIn(item);
      if (from + 100 < items.length) whenIdle(() => readAhead(from + 100));
    }

    /* The items that match, in order. */
    function find() {
      const terms = fold(form.elements.q.value).split(/\s+/).filter(Boolean);
      const chosen = fields.filter((field) => field.name !== "q" && field.value);
      const wanted = chosen.map((field) => [`data-${field.name}`, `|${field.value}|`]);
      return order.filter(
        (item) =>
          item === pinned ||
          (wanted.every(([name, value]) => `|${item.getAttribute(name)}|`.includes(value)) &&
            terms.every((term) => textIn(item).includes(term))),
      );
    }

    /* Show what was found, up to the limit; while one types, only as many as a screen has room for come at once. */
    function show(found) {
      const before = seen;
      seen = new Set();
      for (const [index, item] of found.entries()) {
        const group = groupOf.get(item);
        const isCut = index >= limit && !isPaper && item !== pinned && (!group || group !== pinned);
        const isLate = index >= FIRST && typing && !isPaper && !before.has(item);
        if (isCut || isLate) continue;
        seen.add(item);
        if (group) seen.add(group);
      }
      const gone = [...before].filter((element) => !seen.has(element));
      const come = [...seen].filter((element) => !before.has(element));
      const change = () => {
        for (const element of gone) element.removeAttribute(SHOWN);
        for (const element of come) element.setAttribute(SHOWN, "");
      };
      if (gone.length + come.length > 2 * LIMIT) atOnce(change);
      else change();
    }

    /* Firefox takes a table apart row by row, which takes half a minute for thousands: meanwhile it has no table. */
    function atOnce(change) {
      const table = items.length > LIMIT && items[0].closest("table");
      if (!table) return void change();
      table.style.setProperty("display", "none");
      void getComputedStyle(table).display;
      change();
      table.style.removeProperty("display");
    }

    /* How many of the items there are, and how many of those that were found, by what `of` says of an item. */
    function tally(found, of) {
      const counts = new Map();
      for (const item of items) {
        const count = counts.get(of(item)) || { shown: 0, total: 0 };
        count.total += 1;
        counts.set(of(item), count);
      }
      for (const item of found) counts.get(of(item)).shown += 1;
      return counts;
    }

    function apply() {
      const found = find();
      const shown = found.length;
      show(found);
      if (groups.size) {
        for (const [group, { shown, total }] of tally(found, (item) => groupOf.get(item))) {
          const { link, counts } = groups.get(group);
          if (link) link.toggleAttribute("data-empty", !shown);
          for (const [place, words] of counts) place.textContent = shown < total ? fill(output.dataset.template, { shown, total }) : words;
        }
      }
      if (bars.size) {
        // A mark of the picture above the list fades with the events that it stands for.
        for (const [bar, { shown, total }] of tally(found, (item) => item.dataset.bar)) {
          if (bars.has(bar)) bars.get(bar).style.setProperty("opacity", 0.12 + (0.88 * shown) / total);
        }
      }
      output.textContent = fill(output.dataset.template, { shown, total: items.length });
      form.toggleAttribute("data-narrowed", shown < items.length);
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
      stopTyping();
      const given = new URLSearchParams(location.search);
      for (const field of fields) {
        field.value = given.get(prefix + param(field)) || "";
        if (field.selectedIndex < 0) field.selectedIndex = 0; // No such value.
      }
      const key = given.get(`${prefix}sort`) || "";
      sort(heads.find((head) => keyOf(head) === key.replace(/^-/, "")), key.startsWith("-"));
      change();
    }

    /* One has stopped typing: what can wait is done. */
    function settle() {
      stopTyping();
      apply();
      write();
    }

    function stopTyping() {
      clearTimeout(typing);
      typing = 0;
    }

    /* Not for every key: another address costs much on a long page, and some browsers allow so many a minute. */
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
        // Some browsers allow none in a page opened from a folder.
      }
    }

    function change() {
      pinned = null;
      limit = LIMIT;
      apply();
    }

    /* Show what a link leads to, and open what stands behind it; return whether there was anything to do. */
    function reveal(target) {
      const place = target.closest("[data-item], [data-group]");
      if (!place || !root.contains(place)) return false;
      const details = target === place && place.querySelector("details.register-more");
      const isSeen = seen.has(place) && !(details && !details.open);
      if (details) details.open = true;
      if (!seen.has(place)) {
        pinned = place;
        apply();
      }
      return !isSeen;
    }

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(settle, PAUSE);
      change();
    });
    form.addEventListener("change", settle);
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      stopTyping();
      for (const field of fields) field.value = "";
      sort();
      change();
      write();
    });
    for (const head of heads) {
      head.querySelector("button").addEventListener("click", () => {
        sort(head, head.getAttribute("aria-sort") === "ascending");
        settle();
      });
    }
    if (more) {
      more.addEventListener("click", () => {
        settle();
        const next = find().find((item) => !seen.has(item));
        limit = Infinity;
        apply();
        next.tabIndex = -1; // The button that had the focus is gone.
        next.focus();
      });
    }
    // On a slow line a reader may have searched before this script was there: what was entered is kept, and counts.
    const entered = fields.filter((field) => field.value).map((field) => [field, field.value]);
    atOnce(() => {
      read();
      for (const [field, value] of entered) field.value = value;
      if (entered.length) settle();
      root.setAttribute("data-cut", "");
    });
    readAhead(0);
    return { root, apply, read, reveal };
  }

  /* Show what the address leads to, or what a link in the page is about to. */
  function follow(hash, scroll = true) {
    let id = hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // It is no more than a name.
    }
    const target = id && document.getElementById(id);
    if (!target) return;
    const isMoved = lists.map((list) => list.reveal(target)).includes(true);
    if (scroll && isMoved) target.scrollIntoView();
  }

  /* Footnotes out of sight are not laid out, so that the browser has to be told about how high they are. */
  function sizeNotes() {
    for (const notes of document.querySelectorAll(".footnote[data-many] > ol")) {
      notes.style.setProperty("contain-intrinsic-block-size", `auto ${notes.children.length * NOTE}em`);
    }
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
    if (!added) return;
    sizeNotes();
    follow(location.hash);
  }

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    if (link && link.hash && link.pathname === location.pathname && link.host === location.host) follow(link.hash, false);
  });
  window.addEventListener("popstate", () => {
    for (const list of lists) list.read();
    follow(location.hash);
  });
  window.addEventListener("hashchange", () => follow(location.hash));

  // Paper has all that match.
  function setPaper(now) {
    isPaper = now;
    for (const list of lists) list.apply();
  }
  window.addEventListener("beforeprint", () => setPaper(true));
  window.addEventListener("afterprint", () => setPaper(false));
  paper.addEventListener("change", () => setPaper(paper.matches));

  setUp();
  // Material's instant navigation puts pages in place without loading them.
  if (window.document$) window.document$.subscribe(setUp);
})();
