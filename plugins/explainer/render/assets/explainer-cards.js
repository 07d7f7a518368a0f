// A number answers: a card at the fact or the footnote mark that a mouse, a finger or the keyboard is at, with what its
// footnote says. The card stands within the mark, so that Tab leads into it and on; shown above all, it is not cut off.
(() => {
  "use strict";
  const { GAP, make, place, roomAround } = window.explainer;
  const MARK = "a.footnote-ref";
  const REST = 120; // Milliseconds on a number that mean it, and not only the way to somewhere else.
  const LEAVE = 300; // Milliseconds that the mouse has to get from the number into the card.

  let open = null; // The card that is shown: card, mark, host (what it is of), line (of the host), held (until closed).
  let timer = 0;
  let press = {}; // Of the last finger or button: its kind, and the mark whose card was open then.
  let left = null; // The mark that the focus comes back to, without its card.

  /* Whether the theme has cards of its own at footnote marks; ours are then at facts only. */
  function isTheirs() {
    const settings = document.getElementById("__config");
    return Boolean(settings && (JSON.parse(settings.textContent).features || []).includes("content.footnote.tooltips"));
  }

  /* The mark behind a fact, which may be a link in an element of its own. */
  function markOf(fact) {
    const next = fact.nextElementSibling || fact.parentElement.nextElementSibling;
    return next && next.matches("sup") ? next.querySelector(MARK) : null;
  }

  /* What a place in the page is of: a fact with its mark, or a mark alone. Marks in cards lead to their footnotes. */
  function find(target) {
    if (!(target instanceof Element) || target.closest(".number-card, .chart-card")) return null;
    const fact = target.closest(".fact");
    if (fact) return markOf(fact) && { mark: markOf(fact), host: fact };
    const mark = target.closest(MARK);
    if (!mark || isTheirs()) return null;
    const before = (mark.closest("sup") || mark).previousElementSibling;
    const own = before && (before.matches(".fact") ? before : before.querySelector(":scope > .fact"));
    return { mark, host: own || mark };
  }

  /* A copy of the footnote without its ids, which stand once in a page, and without the ways back to its marks. */
  function copyNote(mark) {
    const note = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
    if (!note) return null;
    const copy = note.cloneNode(true);
    for (const link of copy.querySelectorAll(".footnote-backref")) link.remove();
    for (const empty of copy.querySelectorAll("p:empty")) empty.remove();
    for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
    return copy;
  }

  function show({ mark, host }, { held = false, y = -Infinity } = {}) {
    clearTimeout(timer);
    if (open && open.mark === mark) {
      open.held = open.held || held;
      return;
    }
    hide();
    const copy = copyNote(mark);
    if (!copy) return;
    const card = make("div", "number-card");
    card.setAttribute("role", "dialog");
    card.setAttribute("aria-label", host.textContent);
    const list = document.querySelector(".footnote");
    if (list.dataset.close) {
      const button = make("button", "number-card-close");
      button.type = "button";
      button.setAttribute("aria-label", list.dataset.close);
      card.append(button);
    }
    card.append(...copy.childNodes);
    // As large as the page's text, wherever the mark stands.
    card.style.setProperty("font-size", getComputedStyle(list.parentElement).fontSize);
    card.popover = "manual";
    const lifts = Boolean(card.showPopover);
    (lifts ? mark.parentElement : document.body).append(card);
    if (lifts) card.showPopover();
    mark.setAttribute("aria-expanded", "true");
    const line = [...host.getClientRects()].findIndex((box) => y <= box.bottom);
    open = { card, mark, host, line, held };
    settle();
    if (open && card.scrollHeight > card.clientHeight) card.tabIndex = 0;
  }

  function hide() {
    clearTimeout(timer);
    if (!open) return;
    const { card, mark } = open;
    open = null;
    mark.removeAttribute("aria-expanded");
    card.remove();
  }

  /* Close the card on the reader's wish; the focus, if it was in there, goes back to the mark. */
  function close() {
    const { card, mark } = open;
    left = card.contains(document.activeElement) ? mark : null;
    hide();
    if (left) left.focus({ preventScroll: true });
    left = null;
  }

  /* Put the card where there is room for it; none is shown of what has been scrolled away. */
  function settle() {
    if (!open) return;
    const { card, host, line } = open;
    if (getComputedStyle(card).position === "fixed") return uncover(host, card);
    const room = roomAround(null);
    const box = (line > 0 && host.getClientRects()[line]) || host.getBoundingClientRect();
    if (!host.isConnected || box.bottom < room.top || box.top > room.bottom) return hide();
    const height = Math.max(box.top - room.top, room.bottom - box.bottom) - 2 * GAP;
    card.style.setProperty("--explainer-room", `${height}px`);
    place(card, box, room);
  }

  /* On a phone the card is a sheet at the window's lower edge, and what it is of stays in sight. */
  function uncover(host, card) {
    const hidden = host.getBoundingClientRect().bottom + GAP - card.getBoundingClientRect().top;
    if (hidden > 0 && !open.uncovered) window.scrollBy({ top: hidden, behavior: "instant" });
    open.uncovered = true;
  }

  const on = (name, listener) => document.addEventListener(name, listener, true);
  const isIn = (target) => Boolean(open && target instanceof Node && open.card.contains(target));

  on("pointerover", (event) => {
    if (event.pointerType === "touch" || (open && open.held)) return;
    clearTimeout(timer);
    if (isIn(event.target)) return;
    const found = find(event.target);
    if (found) {
      if (!open || open.mark !== found.mark) timer = setTimeout(show, REST, found, { y: event.clientY });
    } else if (open && !open.card.contains(document.activeElement)) timer = setTimeout(hide, LEAVE);
  });

  on("pointerdown", (event) => {
    press = { kind: event.pointerType, mark: open && open.mark };
  });

  on("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element && event.target.closest("a");
    if (isIn(event.target)) {
      if (event.target.closest(".number-card-close")) close();
      else if (link && link.hash && link.pathname === location.pathname) hide();
      return;
    }
    const found = find(event.target);
    const known = found && press.mark === found.mark;
    // A click of the keyboard has no place. A finger has no other way to the card, so its second tap follows the link.
    const leads = link && (!event.detail || press.kind === "mouse" || known);
    if (!found || leads || (!link && known && open && open.held)) return hide();
    if (getSelection().type === "Range") return;
    if (link) event.preventDefault();
    show(found, { held: true, y: event.clientY });
  });

  on("focusin", ({ target }) => {
    if (target === left || !target.matches(":focus-visible") || isIn(target)) return;
    const found = find(target);
    if (!found) return;
    const box = found.host.getBoundingClientRect();
    const room = roomAround(null);
    // Under the header, or not yet where the browser will scroll to.
    if (box.top < room.top || box.bottom > room.bottom) found.host.scrollIntoView({ block: "center", behavior: "instant" });
    show(found, { held: true });
  });

  on("focusout", ({ target, relatedTarget }) => {
    if (!open || !relatedTarget || isIn(relatedTarget)) return;
    const next = find(relatedTarget);
    if ((isIn(target) || find(target)) && !(next && next.mark === open.mark)) hide();
  });

  on("keydown", (event) => {
    if (event.key === "Escape" && open) close();
  });

  on("scroll", ({ target }) => isIn(target) || settle());
  window.addEventListener("resize", settle);
  // Material's instant navigation puts pages in place without loading them.
  if (window.document$) window.document$.subscribe(hide);
})();
