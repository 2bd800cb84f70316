// What a till remembers on its own device: who it is, what it needs without a network, what it has taken and nobody has confirmed yet. Each code
// is an entry of its own, so that two tabs never overwrite each other's.

/** Redemptions that are kept for looking back. */
const mostDone = 60;

const entries = (prefix) =>
  Object.keys(localStorage)
    .filter((name) => name.startsWith(prefix))
    .map((name) => parsed(localStorage.getItem(name)))
    .filter(Boolean)
    .sort((a, b) => a.at - b.at);

const parsed = (text) => {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
};

/** The memory of a campaign's till. */
export const memoryOf = (slug) => {
  const name = (...parts) => ["canyu-till", slug, ...parts].join("/");
  const get = (key) => parsed(localStorage.getItem(name(key)));
  const set = (key, value) => localStorage.setItem(name(key), JSON.stringify(value));
  const done = () => entries(name("done", "")).reverse();
  return {
    token: () => get("token"),
    about: () => get("about"),
    lang: () => get("lang"),
    keepToken: (token) => set("token", token),
    keepAbout: (about) => set("about", about),
    keepLang: (lang) => set("lang", lang),
    /** What waits to be confirmed, the oldest first: `{ code, key, at }`. */
    queue: () => entries(name("queue", "")),
    queued: (code) => parsed(localStorage.getItem(name("queue", code))),
    enqueue: (entry) => localStorage.setItem(name("queue", entry.code), JSON.stringify(entry)),
    dequeue: (code) => localStorage.removeItem(name("queue", code)),
    /** What was confirmed or refused, the latest first: `{ code, at, outcome, … }`. */
    done,
    isDone: (code) => parsed(localStorage.getItem(name("done", code)))?.outcome === "redeemed",
    keepDone: (entry) => {
      localStorage.setItem(name("done", entry.code), JSON.stringify(entry));
      for (const { code } of done().slice(mostDone)) localStorage.removeItem(name("done", code));
    },
    forgetDone: (code) => localStorage.removeItem(name("done", code)),
    /** Another link was opened here: what the former till has taken stays, its name does not. */
    forgetAbout: () => localStorage.removeItem(name("about")),
  };
};
