// Keeps the till's page at hand, so that it opens without a network. What the server says is asked for anew each time and kept nowhere here.

const shelf = "canyu-till-1";
const isOurs = ({ pathname }) => pathname.startsWith("/till/") || pathname.startsWith("/pages/till");

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || !isOurs(url)) return;
  event.respondWith(fresh(event.request));
});

const fresh = async (request) => {
  const kept = await caches.open(shelf);
  try {
    const response = await fetch(request);
    if (response.ok) await kept.put(request, response.clone());
    return response;
  } catch (error) {
    const found = await kept.match(request, { ignoreSearch: true });
    if (found) return found;
    throw error;
  }
};
