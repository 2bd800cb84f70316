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

const nameOf = (server, slug, user) => `canyu:1:${new URL(server).origin}:${slug}${user && `:${user}token`}`;

/**
 * What tells the users of the host site apart on one browser, by their tokens: empty where it cannot be read. A hash, since who they are is
 * not to be kept here; two words of 32 bits are enough for the users of one browser.
 */
export const userOf = (jwt) => {
  try {
    const { iss, sub } = JSON.parse(atob(jwt.split(".")[1].replace(/-/g, "+").replace(/_/g, "/")));
    let [a, b] = [0xdeadbeef, 0x41c6ce57];
    for (const sign of `${iss} ${sub}`) {
      a = Math.imul(a ^ sign.codePointAt(), 2654435761);
      b = Math.imul(b ^ sign.codePointAt(), 1597334677);
    }
    return `u-${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}:`;
  } catch {
    return "";
  }
};

/** Whether a user of the host site has a token of his own here. */
export const knows = (server, slug, user) => {
  const key = nameOf(server, slug, user);
  return Boolean(user && (memory.get(key) ?? stored("localStorage", key)));
};

/**
 * The fan's token for a campaign: 32 random bytes, made once per browser, the same for every element of the page. Where several users of the
 * host site share a browser, the first one has the one without a `user`.
 */
export const tokenFor = (server, slug, user = "") => {
  const key = nameOf(server, slug, user);
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
export const forget = (server, slug, user) => {
  const all = `canyu:1:${server}:${slug}:`;
  const [mine, token] = [all + user, nameOf(server, slug, user)];
  const isMine = (key) => key === token || (key.startsWith(mine) && (user || !key.startsWith(`${all}u-`)));
  memory.clear();
  try {
    sessionStorage.removeItem("canyu:link");
    for (const key of Object.keys(localStorage)) if (isMine(key)) localStorage.removeItem(key);
  } catch {
    // Nothing could be stored, so nothing was.
  }
};

/** What says which advertisement led here. */
const UTM = ["source", "medium", "campaign", "term", "content"];

/**
 * The friend's code and the channel from `?canyu=CODE.channel`, and beside it which advertisement led here (`utm_source=…`), remembered while
 * the fan walks through the page's site; and the code of an event from `&canyu-code=…`, which its screen shows, as long as it stands there.
 * `text` is all that is remembered, as it may stand behind `?canyu=`. A link without an advertisement is of none: what led here before goes.
 */
export const readLink = () => {
  const query = new URLSearchParams(location.search);
  let given = query.get("canyu") ?? "";
  if (!/^[0-9A-Za-z-]{0,20}(\.[a-z0-9-]{1,24})?$/.test(given)) given = "";
  const told = [];
  for (const name of UTM) {
    // Cut by signs: half of one could not be sent.
    const value = [...(query.get(`utm_${name}`) ?? "").trim()].slice(0, 64).join("");
    if (value) told.push(`utm_${name}=${encodeURIComponent(value)}`);
  }
  let text = memory.get("link") || stored("sessionStorage", "canyu:link") || "";
  if (given || told.length) text = [given || text.split("&")[0], ...told].join("&");
  memory.set("link", text);
  stored("sessionStorage", "canyu:link", text);
  const all = new URLSearchParams(`canyu=${text}`);
  const [code, channel] = all.get("canyu").split(".");
  const utm = text.includes("&") ? Object.fromEntries(UTM.map((name) => [name, all.get(`utm_${name}`)])) : null;
  return { code: code || null, channel: channel || null, utm, event: query.get("canyu-code"), text };
};

/** The page's address without a friend's link, an advertisement and the fragment, all else untouched: whom the fan tells of it comes by him. */
export const pageAddress = () => {
  const page = new URL(location.href);
  page.search = page.search.replace(/(?<=[?&])(canyu(-code)?|utm_\w+)=[^&]*&?/g, "").replace(/[?&]$/, "");
  page.hash = "";
  return page.href;
};
