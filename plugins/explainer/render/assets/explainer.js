// What cards share, and the loader of what only some pages need: a page without charts loads none of theirs. As script
// elements, since modules do not load where a site is opened from a folder.
(() => {
  "use strict";
  const PARTS = {
    "figure.chart": "explainer-charts.js",
    "[data-listing]": "explainer-lists.js",
  };
  const GAP = 8; // Pixels between a card and what it is of, and between the card and the window's edge.
  const here = document.currentScript.src;
  const asked = new Set();

  // Material puts each table into a box that scrolls where the table is too wide: then the keyboard has to get there.
  const sizes = new ResizeObserver((boxes) => {
    for (const { target } of boxes) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });

  function setUp() {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) sizes.observe(box);
    for (const [selector, name] of Object.entries(PARTS)) {
      if (asked.has(name) || !document.querySelector(selector)) continue;
      asked.add(name);
      document.head.append(Object.assign(document.createElement("script"), { src: new URL(name, here).href }));
    }
  }

  const make = (name, className) => Object.assign(document.createElement(name), { className });
  const within = (value, low, high) => Math.max(low, Math.min(value, high));
  const distance = (box, x, y) =>
    Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));

  /* The part of the window that no header covers which stays, and, given an element, in which that is not cut off. */
  function roomAround(element) {
    const root = document.documentElement;
    const room = { left: 0, top: 0, right: root.clientWidth, bottom: root.clientHeight };
    for (const header of document.getElementsByTagName("header")) {
      const box = header.getBoundingClientRect();
      const stays = /sticky|fixed/.test(getComputedStyle(header).position) && box.top <= 0;
      if (stays) room.top = Math.max(room.top, box.bottom);
    }
    for (; element && element !== document.body; element = element.parentElement) {
      if (getComputedStyle(element).overflow === "visible") continue;
      const box = element.getBoundingClientRect();
      room.left = Math.max(room.left, box.left);
      room.top = Math.max(room.top, box.top);
      room.right = Math.min(room.right, box.right);
      room.bottom = Math.min(room.bottom, box.bottom);
    }
    return room;
  }

  /* Above the box where there is room, else below it; by the style's properties, which a strict policy allows. */
  function place(card, box, room) {
    card.style.setProperty("left", "0");
    card.style.setProperty("top", "0");
    const own = card.getBoundingClientRect();
    const [above, below] = [box.top - GAP - own.height, box.bottom + GAP];
    const top = above >= room.top + GAP || below + own.height > room.bottom - GAP ? above : below;
    const left = (box.left + box.right - own.width) / 2;
    const x = within(left, room.left + GAP, Math.max(room.left + GAP, room.right - GAP - own.width));
    const y = within(top, room.top + GAP, Math.max(room.top + GAP, room.bottom - GAP - own.height));
    card.style.setProperty("left", `${x - own.left}px`);
    card.style.setProperty("top", `${y - own.top}px`);
  }

  // What cards of all kinds share.
  window.explainer = { GAP, distance, make, place, roomAround, within };

  setUp();
  // Material's instant navigation puts pages in place without loading them.
  if (window.document$) window.document$.subscribe(setUp);
})();
