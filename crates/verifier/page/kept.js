// What this browser kept of a draw, and what the server keeps for the fan: together they are what his tickets are checked by.

import { apiOf } from "./files.js";

const open = () => {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    // Browsers throw at the mere look at the storage where it is forbidden.
    return null;
  }
};

/** The names under which the widget keeps things for a campaign. */
const prefixOf = (server, campaign) => `canyu:1:${server}:${campaign}:`;

/**
 * The commitments that this browser has seen, with the first time in unix seconds, and the receipts that it has kept. In a rehearsal the
 * campaign's clock counts, else the browser's own, which no server can turn back.
 */
export const keptBy = (server, campaign, rehearsal) => {
  const kept = { seen: [], receipts: [] };
  const storage = open();
  if (!storage) return kept;
  const prefix = prefixOf(server, campaign);
  for (let place = 0; place < storage.length; place += 1) {
    const name = storage.key(place);
    if (!name?.startsWith(prefix)) continue;
    const [kind, rest] = name.slice(prefix.length).split(":");
    const value = storage.getItem(name) ?? "";
    if (kind === "seen" && /^[0-9a-f]{64}$/.test(rest)) {
      const [own, theirs] = value.split(".").map(Number);
      const seconds = Math.floor((rehearsal ? theirs : own) / 1000);
      if (seconds > 0) kept.seen.push([rest, seconds]);
    } else if (kind === "receipt") {
      try {
        kept.receipts.push(JSON.parse(value));
      } catch {
        // Half a receipt proves nothing.
      }
    }
  }
  return kept;
};

/** The fan's token, where the widget has kept one on this origin. */
export const tokenOf = (server, campaign) => {
  const token = open()?.getItem(`canyu:1:${new URL(server).origin}:${campaign}`);
  return /^[\w-]{43}$/.test(token ?? "") ? token : null;
};

/** What the API says to this fan; undefined where it says nothing. */
export const ask = async (server, campaign, path, token, init = {}) => {
  const headers = { ...init.headers, ...(token && { authorization: `Bearer ${token}` }) };
  return fetch(apiOf(server, campaign) + path, { credentials: "omit", ...init, headers });
};

const quiet = async (question) => {
  try {
    const answer = await question;
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
};

/** The public view, the fan's own state and his place in the list, each undefined where it cannot be had. */
export const told = async (server, campaign, lang, token) => {
  const [view, me] = await Promise.all([
    quiet(ask(server, campaign, `?lang=${lang}`)),
    token ? quiet(ask(server, campaign, "/me", token)) : undefined,
  ]);
  // Who is not in the draw has no place in it; asking would only be refused.
  const mine = me?.receipt ? await quiet(ask(server, campaign, "/draw/mine", token)) : undefined;
  return { view, me, mine };
};

/**
 * What the check is given of the fan: what the server says of him, and what this browser kept, all receipts of both; undefined where there is
 * nothing. A receipt that the server has forgotten still counts.
 */
export const mineOf = (mine, kept) => {
  if (!mine && !kept.receipts.length && !kept.seen.length) return undefined;
  const [first] = kept.receipts;
  const known = new Set(kept.receipts.map(({ signature }) => signature));
  const receipts = [
    ...kept.receipts.map(({ manifest, commit, weight, at, signature }) => ({ manifest, commit, weight, at, signature })),
    ...(mine?.receipts ?? []).filter(({ signature }) => !known.has(signature)),
  ];
  const { index, start, weight, path } = mine ?? {};
  return { nonce: first?.nonce ?? mine?.nonce, contact: first?.contact ?? mine?.contact, receipts, index, start, weight, path, seen: kept.seen };
};
