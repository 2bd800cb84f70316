// Makes the page open without a network: a worker answers for the server, with what was fetched the last time.

/** Has the worker running, and this page with all that it is made of on its shelf. */
export const keepAtHand = async () => {
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register("/till/worker.js");
  await navigator.serviceWorker.ready;
  const shelf = await caches.open("canyu-till-1");
  // The worker came after them.
  const files = performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname);
  await shelf.addAll([location.pathname, ...new Set(files.filter((path) => path.startsWith("/pages/till")))]);
};
