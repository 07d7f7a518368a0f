// Fetches the script that a part of the page needs, once, when a page has such a part: a page without charts or lists
// loads none of theirs. As script elements, since modules do not load where a site is opened from a folder.
(() => {
  "use strict";
  const PARTS = {
    "figure.chart": "explainer-charts.js",
    ".changes-visit": "explainer-changes.js",
  };
  const here = document.currentScript.src;
  const asked = new Set();

  function setUp() {
    for (const [selector, name] of Object.entries(PARTS)) {
      if (asked.has(name) || !document.querySelector(selector)) continue;
      asked.add(name);
      document.head.append(Object.assign(document.createElement("script"), { src: new URL(name, here).href }));
    }
  }

  setUp();
  // Material's instant navigation puts pages in place without loading them.
  if (window.document$) window.document$.subscribe(setUp);
})();
