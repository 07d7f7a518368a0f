// Buttons that copy: how a page or a figure is cited, as text and for BibTeX, and its permanent address. The texts were
// made with the page; gaps in those of figures are filled from a figure's row, and the address where the site names none.
(() => {
  "use strict";

  /* The citation's text, as the package fills it: a segment without anything in a gap is left out. */
  function fill(pattern, values, escape) {
    const gaps = (words) => words.filter((_, index) => index % 2);
    const filled = pattern.filter((words) => gaps(words).every((gap) => values[gap]));
    return filled.flatMap((words) => words.map((word, index) => (index % 2 ? escape(values[word], word) : word))).join("");
  }

  const words = (element) => (element ? element.textContent.trim().replace(/\s+/g, " ") : "");

  /* What a figure's row says of it, by the names of the gaps. */
  function rowOf(item) {
    const said = (name) => words(item.querySelector(`.figure-${name}`));
    return { key: item.id, label: said("label"), value: words(item.querySelector("[data-fact]")),
      claimant: said("claimant"), date: said("date"), status: said("status") };
  }

  async function copy(button) {
    const data = JSON.parse(document.querySelector("[data-citing]").dataset.citing);
    const item = button.closest("[data-item]");
    const page = data.address || location.href.split(/[?#]/)[0];
    const values = { ...(item && rowOf(item)), address: item ? `${page}#${item.id}` : page };
    const escaped = (text, gap) => (data.verbatim.includes(gap) ? text : text.replace(/./gsu, (sign) => data.escapes[sign] || sign));
    const pattern = data[item ? "figure" : "page"][button.value];
    const text = pattern ? fill(pattern, values, button.value === "bibtex" ? escaped : (value) => value) : values.address;
    const group = button.parentElement;
    const said = group.querySelector("output");
    const old = group.querySelector("textarea");
    if (old) old.remove();
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = said.dataset.copied;
    } catch {
      // Refused, or a page that was opened from a folder: readers copy the text themselves.
      const area = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, rows: text.split("\n").length + 1 });
      area.setAttribute("aria-label", said.dataset.select);
      group.append(area);
      area.select();
      said.textContent = said.dataset.select;
    }
  }

  /* Give an open citation its buttons; only then, since a register may have thousands. */
  function addButtons(details) {
    const template = document.querySelector("[data-citing] > template");
    if (!details.open || !template || details.querySelector(".citing-copy")) return;
    if (!details.matches("[data-citing], [data-item] details.figure-more")) return;
    const buttons = template.content.cloneNode(true);
    if (details.matches("[data-citing]")) buttons.querySelector(".citing-copy").setAttribute("aria-label", words(details.firstElementChild));
    details.append(buttons);
  }

  document.addEventListener("toggle", (event) => addButtons(event.target), true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest(".citing-copy button");
    if (button) copy(button);
  });
  document.querySelectorAll("details[open]").forEach(addButtons);
})();
