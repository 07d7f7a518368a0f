// A chart's marks answer: a card beside the mark that a mouse, a finger or the keyboard is at, with what the row of
// the chart's own table says. Every word and link is a copy from the page, and the page is whole without this file.
(() => {
  "use strict";
  const { distance, make, place, roomAround, within } = window.explainer;
  const REACH = 24; // Pixels from a mark that still mean it: points are small, fingers are not.
  const REST = 250; // Milliseconds at a mark after which the mouse may go into its card, and not only past it.
  const CELLS = ["label", "value", "drawn", "date", "claimant", "status"];
  const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, Home: -Infinity, End: Infinity };

  // To search a page of 5,000 marks at every move would be slow, so what is needed again is kept.
  const parts = new WeakMap(); // Picture -> its card, and the place of what is read out.
  const measured = new WeakMap(); // Picture -> where its marks are; dropped when its size changes.
  let open = null; // The card that is shown: picture, card, spot, since, held (until it is closed), gap (to the mouse).

  const pictureAt = (target) => target instanceof Element && target.closest(".chart-live");

  const factOf = (mark) => mark.getAttribute("data-row") || mark.getAttribute("data-fact");

  /* The marks of the layout that is shown, in pixels from the picture's corner. */
  function spotsOf(picture) {
    const frame = picture.getBoundingClientRect();
    const known = measured.get(picture);
    if (known && known.width === frame.width && known.height === frame.height) return known.spots;
    // An interactive picture lies over the built one, so it is the last.
    const shown = [...picture.querySelectorAll("svg")].reverse().find((svg) => svg.getClientRects().length);
    const spots = [...(shown ? shown.querySelectorAll("[data-fact], [data-row]") : [])].map((mark) => {
      const box = mark.getBoundingClientRect();
      const [left, top] = [box.left - frame.left, box.top - frame.top];
      return { mark, left, top, right: left + box.width, bottom: top + box.height };
    });
    measured.set(picture, { width: frame.width, height: frame.height, spots });
    return spots;
  }

  /* The same in the order of the table's rows, for the keyboard. */
  function spotsInOrder(picture) {
    const byFact = new Map(spotsOf(picture).map((spot) => [factOf(spot.mark), spot]));
    const rows = [...picture.closest("figure").querySelectorAll("tr[data-row]")];
    return rows.map((row) => byFact.get(row.getAttribute("data-row"))).filter(Boolean);
  }

  /* The mark that a pointer means: the one it is on, the upper of two, else the nearest one in reach. */
  function nearest(picture, event) {
    const frame = picture.getBoundingClientRect();
    const [x, y] = [event.clientX - frame.left, event.clientY - frame.top];
    let [best, reach, off] = [null, REACH, Infinity];
    const boxed = [];
    for (const spot of spotsOf(picture)) {
      if (spot.left - x > reach || x - spot.right > reach || spot.top - y > reach || y - spot.bottom > reach) continue;
      const away = distance(spot, x, y);
      if (away > reach) continue;
      const centre = Math.hypot(x - (spot.left + spot.right) / 2, y - (spot.top + spot.bottom) / 2);
      if (away < reach || centre < off) [best, reach, off] = [spot, away, centre];
      if (!away) boxed.push(spot);
    }
    return (boxed.length > 1 && boxed.reverse().find((spot) => covers(spot.mark, event))) || best;
  }

  /* Whether a mark, which may be a group of shapes, is drawn where the pointer is. */
  function covers(mark, event) {
    const shapes = mark.isPointInFill ? [mark] : [...mark.querySelectorAll("*")];
    return shapes.some((shape) => {
      const matrix = shape.isPointInFill && shape.getScreenCTM();
      if (!matrix) return false;
      const point = shape.ownerSVGElement.createSVGPoint();
      [point.x, point.y] = [event.clientX, event.clientY];
      return shape.isPointInFill(point.matrixTransform(matrix.inverse()));
    });
  }

  /* Show a mark's card; `event` is the pointer's, none for the keyboard. */
  function show(picture, spot, event) {
    if (open && open.spot === spot) return;
    hide();
    const row = picture.closest("figure").querySelector(`tr[data-row="${CSS.escape(factOf(spot.mark))}"]`);
    if (!row) return;
    const { card } = parts.get(picture);
    card.replaceChildren(describe(row));
    card.hidden = false;
    spot.mark.classList.add("chart-mark-active");
    open = { picture, card, spot, since: performance.now(), held: !event };
    place(card, anchor(spot.mark, event), roomAround(picture));
    open.gap = event ? distance(card.getBoundingClientRect(), event.clientX, event.clientY) : 0;
  }

  function hide() {
    if (!open) return;
    open.card.hidden = true;
    open.spot.mark.classList.remove("chart-mark-active");
    open = null;
  }

  /* The row's cells under their columns' names. An id stands once in a page, so the copies have none. */
  function describe(row) {
    const list = make("dl", "");
    const names = row.closest("table").tHead.rows[0].cells;
    for (const name of CELLS) {
      const cell = row.querySelector(".row-" + name);
      if (!cell || !cell.textContent.trim()) continue;
      const group = make("div", "chart-card-" + name);
      group.append(make("dt", ""), make("dd", ""));
      group.firstChild.textContent = names[cell.cellIndex].textContent;
      group.lastChild.append(...cell.cloneNode(true).childNodes);
      list.append(group);
    }
    for (const copy of list.querySelectorAll("[id]")) copy.removeAttribute("id");
    return list;
  }

  /* What the card must leave free: the part of the mark around the pointer, and the pointer. */
  function anchor(mark, event) {
    const box = mark.getBoundingClientRect();
    if (!event) return box;
    const [x, y] = [event.clientX, event.clientY];
    return {
      left: Math.min(within(box.left, x - REACH, x + REACH), x),
      right: Math.max(within(box.right, x - REACH, x + REACH), x),
      top: Math.min(within(box.top, y - REACH, y + REACH), y),
      bottom: Math.max(within(box.bottom, y - REACH, y + REACH), y),
    };
  }

  /* Whether the mouse, after a rest at the mark, is in the card or on its way there, past other marks perhaps. */
  function entersCard(event) {
    if (performance.now() - open.since < REST) return false;
    const gap = distance(open.card.getBoundingClientRect(), event.clientX, event.clientY);
    const nearer = gap < open.gap;
    open.gap = gap;
    return nearer || !gap;
  }

  /* Go to a mark by the keyboard, and have it read out: the cells without the footnotes' numbers. */
  function visit(picture, spot) {
    const box = spot.mark.getBoundingClientRect();
    const room = roomAround(picture);
    const seen = box.top >= room.top && box.bottom <= room.bottom;
    if (!seen) spot.mark.scrollIntoView({ block: "center", behavior: "instant" });
    hide();
    show(picture, spot);
    const copy = open.card.cloneNode(true);
    for (const mark of copy.querySelectorAll("sup")) mark.remove();
    const said = [...copy.querySelectorAll("dd")].map((cell) => cell.textContent.trim().replace(/\s+/g, " "));
    parts.get(picture).said.textContent = said.join(", ");
  }

  // Before other listeners: the interactive picture's own see places in its own measure.
  const on = (name, listener) => document.addEventListener(name, listener, true);

  on("pointermove", (event) => {
    if (event.pointerType === "touch" || (open && entersCard(event))) return;
    const picture = pictureAt(event.target);
    const spot = picture && nearest(picture, event);
    if (spot) show(picture, spot, event);
    else if (open && !open.held) hide();
  });

  // A finger that scrolls is cancelled and never gets here.
  on("pointerup", (event) => {
    if (event.button || (open && open.card.contains(event.target))) return;
    const picture = pictureAt(event.target);
    const spot = picture && nearest(picture, event);
    if (!spot) return hide();
    show(picture, spot, event);
    if (open) open.held = event.pointerType !== "mouse";
  });

  on("pointerout", (event) => {
    if (!event.relatedTarget && event.pointerType === "mouse" && open && !open.held) hide();
  });

  on("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const picture = event.target;
    if (event.key === "Escape" && open) {
      if (open.card.contains(picture)) open.picture.focus();
      hide();
    } else if (picture instanceof Element && picture.matches(".chart-live")) {
      const own = open && open.picture === picture ? open : null;
      const spots = event.key in STEPS ? spotsInOrder(picture) : [];
      if (spots.length) {
        const at = spots.findIndex((spot) => own && factOf(spot.mark) === factOf(own.spot.mark));
        visit(picture, spots[within(at + STEPS[event.key], 0, spots.length - 1)]);
      } else if (event.key === "Enter" && own && own.card.querySelector("a")) {
        own.card.querySelector("a").focus();
      } else return;
      event.preventDefault();
    }
  });

  on("focusout", (event) => {
    if (open && event.relatedTarget && !open.picture.contains(event.relatedTarget)) hide();
  });

  // A mark that moved in an interactive picture.
  on("chart-change", (event) => measured.delete(event.target));

  let width = window.innerWidth;
  window.addEventListener("resize", () => {
    // On phones the height changes while scrolling.
    if (window.innerWidth !== width) hide();
    width = window.innerWidth;
  });

  const inView = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        inView.unobserve(target);
        if (location.protocol === "file:") continue; // From a folder a browser loads no module, and complains.
        // Whatever fails, the picture made at build time stands.
        import(new URL(target.dataset.vegaSrc, document.baseURI)).then((vega) => vega.show(target)).catch(() => {});
      }
    },
    { rootMargin: "100px" },
  );

  /* Make each picture one stop of the keyboard, with a place for its card and for what is read out. */
  function setUp() {
    if (open && !open.picture.isConnected) open = null;
    for (const picture of document.querySelectorAll("figure.chart .chart-picture:not(.chart-live)")) {
      const figure = picture.closest("figure");
      if (!figure.querySelector("tr[data-row]")) continue;
      const title = figure.querySelector(".chart-title");
      const card = make("div", "chart-card");
      const said = make("div", "chart-said");
      card.hidden = true;
      said.setAttribute("role", "status");
      picture.classList.add("chart-live");
      picture.tabIndex = 0;
      picture.setAttribute("role", "group");
      const names = [title && title.textContent.trim(), picture.dataset.keys];
      picture.setAttribute("aria-label", names.filter(Boolean).join(". "));
      picture.append(card, said);
      parts.set(picture, { card, said });
      if (picture.dataset.vega) inView.observe(picture);
    }
  }

  setUp();
  // Material's instant navigation puts pages in place without loading them.
  if (window.document$) window.document$.subscribe(setUp);
})();
