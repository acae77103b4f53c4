// Starts a worker of the page: what it computes is compiled beside it.
//
// What the page asks meanwhile waits. A module that cannot be loaded is an error the page hears of.
"use strict";

const waiting = [];
onmessage = (event) => waiting.push(event);
importScripts("quorate-worker.js");
wasm_bindgen({ module_or_path: new URL("quorate-worker_bg.wasm", location.href) }).then(
  () => waiting.forEach((event) => onmessage(event)),
  (error) => setTimeout(() => { throw error; }),
);
