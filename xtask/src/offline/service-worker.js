// Keeps the page for the times without a connection: one version, whole or not at all.
//
// Above stand the version and its files with their digests. All of them are fetched when this script
// is installed; one that is missing or of another version stops it, and what was kept before stays.
// From then on the page and its files come from what is kept, so that no page ever mixes versions.
// A newer version waits until no tab shows the older one, or until a reader asks for it.
"use strict";

const SCOPE = self.registration.scope;
// Pages below other paths of the same origin see the same storage.
const OWN = `quorate ${new URL(SCOPE).pathname} `;
const CACHE = OWN + VERSION;

self.addEventListener("install", (event) => event.waitUntil(fetchAll()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const path = asked(event.request);
  if (path !== undefined) event.respondWith(answer(path));
});

async function fetchAll() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Object.keys(FILES).map((path) => fetchOne(cache, path)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function fetchOne(cache, path) {
  const response = await fetch(address(path), {
    // A name with a digest stands for one content: what the browser has of it will do.
    cache: /-[0-9a-f]{16}[._]/.test(path) ? "default" : "no-cache",
    integrity: FILES[path],
    redirect: "error",
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  await cache.put(address(path), response);
}

async function forgetOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(OWN) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

// The file that a request means; nothing where it means none that is kept.
function asked({ method, url }) {
  const plain = url.split(/[?#]/)[0];
  if (method !== "GET" || !plain.startsWith(SCOPE)) return undefined;
  const path = plain.slice(SCOPE.length);
  if (path === "" || path === "index.html") return "./";
  return Object.hasOwn(FILES, path) ? path : undefined;
}

async function answer(path) {
  const kept = await caches.match(address(path), { cacheName: CACHE, ignoreVary: true });
  if (kept) return kept;
  try {
    return await fetch(address(path));
  } catch {
    return new Response("This browser has dropped what it kept of Quorate, and there is no connection to fetch it again.", {
      status: 503,
      headers: { "Content-Type": "text/plain; charset=utf-8" },
    });
  }
}

function address(path) {
  return new URL(path, SCOPE).href;
}
