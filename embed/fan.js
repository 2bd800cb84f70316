// Who the fan is, and whose link brought him. No cookies; where the page may not store, memory has to do.

const memory = new Map();

const stored = (area, key, value) => {
  try {
    const storage = window[area];
    if (value) storage.setItem(key, value);
    return storage.getItem(key);
  } catch {
    return null;
  }
};

/** The fan's token for a campaign: 32 random bytes, made once per browser, the same for every element of the page. */
export const tokenFor = (server, slug) => {
  const key = `canyu:1:${new URL(server).origin}:${slug}`;
  let token = stored("localStorage", key) ?? memory.get(key);
  let storage = true;
  if (!/^[\w-]{43}$/.test(token)) {
    token = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace("=", "");
    storage = stored("localStorage", key, token) === token;
  } else if (memory.has(key)) storage = false;
  if (!storage) memory.set(key, token);
  return { token, storage };
};

/** Everything that was kept of a fan goes; whoever comes next is somebody else. */
export const forget = (server, slug) => {
  const [mine, token] = [`canyu:1:${server}:${slug}:`, `canyu:1:${new URL(server).origin}:${slug}`];
  memory.clear();
  try {
    sessionStorage.removeItem("canyu:link");
    for (const key of Object.keys(localStorage)) if (key === token || key.startsWith(mine)) localStorage.removeItem(key);
  } catch {
    // Nothing could be stored, so nothing was.
  }
};

/**
 * The friend's code and the channel from `?canyu=CODE.channel`, remembered while the fan walks through the page's site; and the code of an
 * event from `&canyu-code=…`, which its screen shows, as long as it stands there.
 */
export const readLink = () => {
  const query = new URLSearchParams(location.search);
  const given = query.get("canyu") ?? "";
  const text =
    (/^[0-9A-Za-z-]{0,20}(\.[a-z0-9-]{1,24})?$/.test(given) && given) || memory.get("link") || stored("sessionStorage", "canyu:link") || "";
  memory.set("link", text);
  stored("sessionStorage", "canyu:link", text);
  const [code, channel] = text.split(".");
  return { code: code || null, channel: channel || null, event: query.get("canyu-code"), text };
};

/** The page's address without a friend's link and the fragment, all else untouched. */
export const pageAddress = () => {
  const page = new URL(location.href);
  page.search = page.search.replace(/(?<=[?&])canyu(-code)?=[^&]*&?/g, "").replace(/[?&]$/, "");
  page.hash = "";
  return page.href;
};
