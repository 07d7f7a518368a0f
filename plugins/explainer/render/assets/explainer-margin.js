// Notes and disputes in the margin beside their line, where the style sheet leaves room for one. Each is a copy of what
// the footnote says, without its sources; where there is no room for it, the card and the footnote have it all the same.
(() => {
  "use strict";
  const { make } = window.explainer;
  const GAP = 16; // Pixels between two notes.
  const DRIFT = 320; // Pixels by which a note may stand below its line: further down it is no longer beside it.
  let article = null;
  let notes = []; // Of the page: aside, words (what it is of), in the order of the page.

  /* The text of a footnote: no links, marks or sources, which are for the card. */
  function copyText(item) {
    const copy = item.querySelector(".evidence").cloneNode(true);
    for (const part of copy.querySelectorAll(".citations, .evidence-more, sup")) part.remove();
    for (const part of copy.querySelectorAll("a, .reference, .fact")) part.replaceWith(...part.childNodes);
    return copy.childNodes;
  }

  function setUp() {
    const list = document.querySelector(".footnote");
    if (article && list && list.parentElement === article) return;
    article = list && list.parentElement;
    watch.disconnect();
    notes = [];
    if (!article) return;
    for (const item of list.querySelectorAll("li:has(.evidence-text, .evidence-sides)")) {
      const mark = document.getElementById(item.id.replace("fn:", "fnref:"));
      const words = mark && mark.closest(".reference");
      if (!words || list.contains(words)) continue;
      const aside = make("aside", "margin-note");
      aside.setAttribute("role", "note");
      aside.hidden = true; // Until it has its place: a frame may come in between, and what is seen must not move.
      aside.append(...copyText(item));
      let block = words;
      while (block.parentElement !== article) block = block.parentElement;
      while (block.nextElementSibling.matches(".margin-note")) block = block.nextElementSibling;
      block.after(aside);
      notes.push({ aside, words });
    }
    watch.observe(article);
  }

  /* Give each note its place: beside its line, below the one before, and on nothing that is as wide as the page. */
  function arrange() {
    for (const { aside } of notes) aside.hidden = false;
    if (!notes.length || getComputedStyle(notes[0].aside).display === "none") return;
    const frame = article.getBoundingClientRect();
    const edge = notes[0].aside.getBoundingClientRect();
    // All is measured before anything moves.
    const wide = [...article.children]
      .filter((block) => !block.matches(".margin-note"))
      .map((block) => block.getBoundingClientRect())
      .filter((box) => box.width && box.left < edge.right && box.right > edge.left);
    const sizes = notes.map(({ aside, words }) => [aside.offsetHeight, words.getClientRects()[0], aside.scrollHeight]);
    let free = frame.top;
    notes.forEach(({ aside }, index) => {
      const [height, line, whole] = sizes[index];
      let top = line ? Math.max(line.top, free) : Infinity;
      for (const box of wide) if (top < box.bottom + GAP && top + height + GAP > box.top) top = box.bottom + GAP;
      aside.hidden = !line || top - line.top > DRIFT || top + height > frame.bottom;
      if (aside.hidden) return;
      aside.classList.toggle("margin-note-cut", whole > height + 1);
      aside.style.setProperty("top", `${top - frame.top}px`);
      free = top + height + GAP;
    });
  }

  // Whatever moves lines also changes the article's size: the window, fonts, what is unfolded.
  const watch = new ResizeObserver(arrange);
  setUp();
  // Material's instant navigation puts pages in place without loading them.
  if (window.document$) window.document$.subscribe(setUp);
})();
