// Starts the page's module, and is what remains when the module stops.
//
// A compiled module that panics or runs out of stack is dead: calling it again
// would compute on broken memory. So this script, which needs nothing of it, says
// what happened, offers the text for download and a way to start again. It acts
// when the module cannot be loaded, when an error that only a stopped module
// throws reaches the window, and when the module calls `window.quorateTrap`.
//
// The module keeps the text as it stands in the session storage under
// `quorate.text`. Without it the page's own link, which carries the text too, is
// what can be saved.
//
// It runs before the first picture: a reader who comes with a text of her own must
// not see the worked example's verdict flash by. Once the module runs, it has a
// service worker keep the page for the times without a connection, and says when a
// newer version has been fetched. An embedded figure keeps nothing and reads
// nothing of what is kept.
"use strict";

(() => {
  const script = document.currentScript;
  const root = document.documentElement;
  const embedded = /[#&]view=/.test(location.hash);
  const parsed = new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
  let shown = false;

  prepare();
  window.quorateTrap = (message) => stop(`It reported: ${message}`);
  window.quorateStarted = () => {
    root.dataset.quorate = "started";
    keepForLater().catch(() => {});
  };
  window.addEventListener("error", (event) => stopOn(event.error));
  window.addEventListener("unhandledrejection", (event) => stopOn(event.reason));
  start();

  // What the page looks like until the module runs.
  function prepare() {
    const own = location.hash.length > 1 || Boolean(kept("order"));
    if (own) root.dataset.first = embedded ? "figure" : "own";
    const theme = kept("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  }

  // What is kept for the next visit.
  function kept(name) {
    try {
      return embedded ? null : localStorage.getItem(`quorate.${name}`);
    } catch {
      return null; // The browser keeps nothing for this page.
    }
  }

  async function start() {
    try {
      const module = await import(address(script.dataset.js));
      await parsed;
      await painted();
      await module.default({ module_or_path: address(script.dataset.wasm) });
    } catch (error) {
      if (cause(error)) {
        stopOn(error);
      } else {
        recover("Quorate could not be loaded", unreachable(), String(error));
      }
    }
  }

  // The first screen has been seen: the module, a hundred times its size, neither holds it up nor
  // takes its place before that. Where nobody looks, and where the browser does not tell, it is not
  // waited for.
  function painted() {
    const told = window.PerformanceObserver?.supportedEntryTypes?.includes("paint");
    if (!told || document.hidden) return undefined;
    return new Promise((resolve) => {
      new PerformanceObserver(resolve).observe({ type: "paint", buffered: true });
      setTimeout(resolve, 2_000);
    });
  }

  function unreachable() {
    return navigator.onLine
      ? "The connection may have broken, or this browser may be too old for WebAssembly."
      : "This device is offline, and this browser has not kept the page from an earlier visit.";
  }

  // Has the published page kept by a service worker. Without one, or where the browser
  // does not let the page, it works all the same as long as there is a connection.
  async function keepForLater() {
    const { offline } = script.dataset;
    if (!offline || embedded || !navigator.serviceWorker) return;
    const worker = address(offline).href;
    const first = navigator.serviceWorker.controller?.scriptURL !== worker;
    const registration = await navigator.serviceWorker.register(worker, { updateViaCache: "none" });
    if (!first) follow(registration);
  }

  // Says when a newer version is there whole. On a first visit what is being kept is
  // what is shown.
  function follow(registration) {
    const watch = (worker) => {
      if (!worker) return;
      const look = () => worker.state === "installed" && offer(worker);
      worker.addEventListener("statechange", look);
      look();
    };
    navigator.serviceWorker.addEventListener("controllerchange", () => offer());
    registration.addEventListener("updatefound", () => watch(registration.installing));
    watch(registration.installing);
    watch(registration.waiting);
  }

  // Offers the newer version; `waiting` is what has to take over first, where it has not.
  function offer(waiting) {
    if (document.getElementById("newer")) return;
    const strip = element("div", { id: "newer", class: "strip", role: "status" });
    const button = element("button", { id: "newer-reload", type: "button", class: "quiet" }, "Reload");
    button.addEventListener("click", () => {
      if (!waiting || waiting.state !== "installed") return location.reload();
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
      waiting.postMessage("take over");
    });
    strip.append(element("p", {}, "A newer Quorate is ready: reload to use it. Your text stays."), button);
    document.body.prepend(strip);
  }

  function address(name) {
    return new URL(name, document.baseURI);
  }

  function stopOn(error) {
    const why = cause(error);
    if (why) stop(why);
  }

  // What an error says of a stopped module; nothing for an error of another kind.
  function cause(error) {
    const { name, message } = error ?? {};
    const overflow =
      (name === "RangeError" && /call stack/i.test(message)) ||
      (name === "InternalError" && /recursion/i.test(message));
    if (overflow) return "It ran out of stack: something in the text nests too deeply.";
    const trap = typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError;
    return trap ? `It reported: ${message}` : undefined;
  }

  function stop(why) {
    recover("The calculator stopped", "Its results are not to be trusted any more.", why);
  }

  // The reporter may be deep in the module's own stack: wait until that is gone.
  function recover(title, sentence, detail) {
    if (shown) return;
    shown = true;
    parsed.then(() => setTimeout(() => show(title, sentence, detail), 0));
  }

  function show(title, sentence, detail) {
    const saved = savedText();
    for (const child of document.body.children) child.inert = true;
    root.dataset.quorate = "stopped";
    document.getElementById("boot-status")?.remove();
    const box = element("main", { id: "recovery", tabindex: "-1", "aria-labelledby": "recovery-title" });
    box.style.cssText =
      "position:relative;z-index:1000;margin:1rem;padding:1rem;border:2px solid;background:Canvas;color:CanvasText;max-width:42rem";
    box.append(
      element("h1", { id: "recovery-title" }, title),
      element("p", {}, saved ? `${sentence} ${saved.safe}` : sentence),
      element("p", { id: "recovery-detail" }, detail),
      choices(saved),
    );
    document.body.prepend(box);
    box.focus();
  }

  function choices(saved) {
    const row = element("p");
    row.style.cssText = "display:flex;flex-wrap:wrap;gap:1rem;align-items:baseline";
    if (saved) {
      const button = element("button", { id: "recovery-download", type: "button" }, saved.offer);
      button.addEventListener("click", () => download(saved));
      row.append(button);
    }
    const reload = element("a", { id: "recovery-reload", href: location.href }, "Reload the page");
    reload.addEventListener("click", (event) => {
      event.preventDefault();
      location.reload();
    });
    row.append(reload);
    if (location.hash.length > 1) {
      const plain = location.href.split("#")[0];
      row.append(element("a", { id: "recovery-plain", href: plain }, "Open it without this link"));
    }
    return row;
  }

  // What there is to save: the text, or else the link that carries it.
  function savedText() {
    const text = stored();
    if (text) {
      return {
        content: text,
        file: "quorate.toml",
        offer: "Download the text",
        safe: "Your text is safe: download it, then reload.",
      };
    }
    if (location.hash.length > 1) {
      return {
        content: `${location.href}\n`,
        file: "quorate-link.txt",
        offer: "Download the link",
        safe: "Your text is safe in the link of this page: download it, then reload.",
      };
    }
    return undefined;
  }

  function stored() {
    try {
      return sessionStorage.getItem("quorate.text");
    } catch {
      return null; // The browser keeps nothing for this page.
    }
  }

  function download({ content, file }) {
    const url = URL.createObjectURL(new Blob([content], { type: "text/plain;charset=utf-8" }));
    const link = element("a", { href: url, download: file });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  function element(name, attributes = {}, text = "") {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  }
})();
