// Material puts each table into a box that scrolls where the table is too wide: then the keyboard has to get there.
(() => {
  "use strict";
  const sizes = new ResizeObserver((boxes) => {
    for (const { target } of boxes) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });

  function setUp() {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) sizes.observe(box);
  }

  setUp();
  if (window.document$) window.document$.subscribe(setUp);
})();
