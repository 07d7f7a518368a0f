// An interactive chart: Vega draws its spec over the picture made at build time, which keeps the place and comes back
// wherever this fails. Loaded by explainer.js when such a chart comes into view; nothing is evaluated as code.
import "./vega/vega.min.js";
import { expressionInterpreter } from "./vega/vega-interpreter.js";

const { vega } = globalThis;
// The interpreter would take milliseconds, which is how Vega-Lite writes the ends of a time axis, for a year.
vega.expressionFunction("datetime", (...given) => new Date(...given));
const views = new Map(); // Picture -> Vega's view of it.
const refuse = () => Promise.reject(new Error("a chart loads nothing"));
const loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse };

/** Draw a picture's chart, and again whenever the page has room for the other layout. */
export async function show(picture) {
  for (const [other, view] of views) {
    // Instant navigation has taken it off the page.
    if (!other.isConnected) (view.finalize(), views.delete(other));
  }
  const answer = await fetch(new URL(picture.dataset.vega, document.baseURI));
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  const specs = await answer.json();
  let layout = "";
  const follow = async () => {
    const built = builtPicture(picture);
    if (!built) return;
    const wanted = built.classList.contains("chart-narrow") ? "narrow" : "wide";
    if (wanted !== layout) await draw(picture, built, specs[wanted]);
    layout = wanted;
    fit(picture, built);
  };
  // One after the other, however fast somebody pulls at the window's edge.
  let last = follow();
  const changed = new ResizeObserver(() => {
    last = last.then(follow).catch(() => {
      changed.disconnect();
      giveUp(picture);
    });
  });
  await last;
  changed.observe(picture);
}

/** The one of the two built pictures for which the page has room; it is hidden but keeps its place. */
function builtPicture(picture) {
  return [...picture.querySelectorAll(":scope > svg")].find((svg) => svg.getClientRects().length);
}

async function draw(picture, built, spec) {
  const box = Object.assign(document.createElement("div"), { className: "chart-vega" });
  const view = new vega.View(vega.parse(spec, null, { ast: true }), {
    container: box,
    expr: expressionInterpreter,
    hover: true,
    loader,
    logLevel: vega.Error,
    renderer: "svg",
    tooltip: () => {}, // The card of explainer.js says more.
  });
  // Vega measures while it draws, so the box is in the page; it is seen when all is there.
  box.hidden = true;
  built.after(box);
  try {
    await view.runAsync();
    name(box, built);
    if (!markRows(box, picture)) throw new Error("Vega drew no row of the table");
  } catch (error) {
    view.finalize();
    box.remove();
    throw error;
  }
  giveUp(picture);
  views.set(picture, view);
  box.hidden = false;
  picture.classList.add("chart-drawn-by-vega");
  scalePointer(box);
  const marked = () => {
    markRows(box, picture);
    picture.dispatchEvent(new CustomEvent("chart-change"));
  };
  new MutationObserver(marked).observe(box, {
    attributeFilter: ["aria-label", "d", "transform"],
    childList: true,
    subtree: true,
  });
}

/** Go back to the built picture. */
function giveUp(picture) {
  views.get(picture)?.finalize();
  views.delete(picture);
  for (const old of picture.querySelectorAll(":scope > .chart-vega:not([hidden])")) old.remove();
  picture.classList.remove("chart-drawn-by-vega");
}

/** Put Vega's picture exactly over the built one. */
function fit(picture, built) {
  const [frame, place] = [picture.getBoundingClientRect(), built.getBoundingClientRect()];
  const box = picture.querySelector(":scope > .chart-vega:not([hidden])");
  const sides = { left: place.left - frame.left, top: place.top - frame.top, width: place.width, height: place.height };
  for (const [side, pixels] of Object.entries(sides)) box.style.setProperty(side, `${pixels}px`);
  picture.dispatchEvent(new CustomEvent("chart-change"));
}

/** Give Vega's picture the role, name and description of the built one. */
function name(box, built) {
  const svg = box.querySelector("svg");
  for (const attribute of ["aria-label", "aria-roledescription"]) svg.removeAttribute(attribute);
  for (const attribute of ["role", "aria-labelledby", "aria-describedby", "direction"]) {
    if (built.hasAttribute(attribute)) svg.setAttribute(attribute, built.getAttribute(attribute));
  }
  for (const extra of ["role", "aria-label", "aria-roledescription"]) box.removeAttribute(extra);
}

/** Name each mark's row, by which explainer.js finds it, and count them: Vega writes the fact as the description. */
function markRows(box, picture) {
  const facts = new Set([...picture.closest("figure").querySelectorAll("tr[data-row]")].map((row) => row.dataset.row));
  for (const mark of box.querySelectorAll("svg [aria-label]")) {
    const fact = mark.getAttribute("aria-label");
    if (facts.has(fact) && mark.localName !== "g") mark.setAttribute("data-row", fact);
    else mark.removeAttribute("data-row");
  }
  return box.querySelectorAll("[data-row]").length;
}

/** Tell Vega where the pointer is in the chart's own pixels: it knows nothing of a picture that is scaled. */
function scalePointer(box) {
  const svg = box.querySelector("svg");
  const rescale = (event) => {
    const place = svg.getBoundingClientRect();
    const scale = place.width / svg.viewBox.baseVal.width;
    const { clientX, clientY } = event;
    Object.defineProperties(event, {
      clientX: { value: place.left + (clientX - place.left) / scale },
      clientY: { value: place.top + (clientY - place.top) / scale },
    });
  };
  for (const kind of ["pointer", "mouse"]) {
    for (const what of ["down", "move", "up", "over", "out"]) box.addEventListener(kind + what, rescale, true);
  }
  for (const kind of ["click", "dblclick", "wheel"]) box.addEventListener(kind, rescale, true);
}
