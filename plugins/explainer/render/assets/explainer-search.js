// Stands ahead of Material's script, which fetches the search index (heavier than any page) and starts a worker on every
// page: both wait here for a reader who searches. Where the theme asks otherwise than it does today, nothing waits.
(() => {
  "use strict";
  const INDEX = /\/search\/search_index\.json$/;
  const WORKER = /\/workers\/search\.\w+\.min\.js$/;
  const waiting = [];
  // A link to a search (?q=), or what a search led to (?h=).
  let wanted = /[?&][qh]=/.test(location.search);

  function searched({ target }) {
    if (!(target instanceof Element && target.closest(".md-search, [for=__search]"))) return;
    wanted = true;
    for (const go of waiting.splice(0)) go();
  }
  for (const name of ["focusin", "pointerover", "pointerdown"]) document.addEventListener(name, searched, true);

  const { open, send } = XMLHttpRequest.prototype;
  const late = new WeakSet();
  XMLHttpRequest.prototype.open = function (method, address, ...more) {
    if (INDEX.test(address)) late.add(this);
    return open.call(this, method, address, ...more);
  };
  XMLHttpRequest.prototype.send = function (body) {
    const go = () => send.call(this, body);
    if (late.has(this) && !wanted) waiting.push(go);
    else go();
  };

  const { Worker } = window;
  window.Worker = function (address, options) {
    return WORKER.test(address) ? new SearchWorker(address) : new Worker(address, options);
  };

  /* Starts with the first message, which brings the index. */
  class SearchWorker extends EventTarget {
    constructor(address) {
      super();
      this.address = address;
    }

    postMessage(data) {
      const answer = ({ data }) => this.dispatchEvent(new MessageEvent("message", { data }));
      // A page opened from a folder may start no worker.
      this.tell ??= location.protocol === "file:" ? inFrame(this.address, answer) : inWorker(this.address, answer);
      this.tell(data);
    }
  }

  function inWorker(address, answer) {
    const worker = new Worker(address);
    worker.addEventListener("message", answer);
    return (data) => worker.postMessage(data);
  }

  /* Run the worker's script in an empty frame, which it finds to be much like a worker; it asks for IFrameWorker. */
  function inFrame(address, answer) {
    const frame = document.createElement("iframe");
    frame.hidden = true;
    document.body.append(frame);
    const inside = frame.contentWindow;
    const load = (src) =>
      new Promise((resolve, reject) => {
        const script = inside.document.createElement("script");
        Object.assign(script, { src, onload: resolve, onerror: reject });
        inside.document.head.append(script);
      });
    window.IFrameWorker = inside;
    inside.postMessage = (data) => answer({ data });
    inside.importScripts = (...all) => all.reduce((before, src) => before.then(() => load(src)), Promise.resolve());
    const loaded = load(address);
    return (data) => loaded.then(() => inside.dispatchEvent(new MessageEvent("message", { data })));
  }
})();
