// Starts the worker that reads and writes documents, when the first one is asked for.
"use strict";

const waiting = [];
onmessage = (event) => waiting.push(event);
importScripts("quorate-exchange.js");
wasm_bindgen({ module_or_path: new URL("quorate-exchange_bg.wasm", location.href) }).then(
  () => waiting.forEach((event) => onmessage(event)),
  (error) => setTimeout(() => { throw error; }),
);
