// The published files of a draw, fetched from a server, each within its bound.

/** The files of a bundle and the most bytes of each, as `canyu verify` has them. */
export const limits = {
  "manifest.json": 1 << 20,
  "commitment.txt": 1 << 16,
  "beacon.json": 1 << 16,
  "result.json": 1 << 26,
  "excluded.txt": 1 << 26,
  "forfeits.txt": 1 << 26,
  "checkpoints.txt": 1 << 26,
  // Eleven million rows: what a browser can still hold.
  "roll.bin": 400e6,
};

/** What cannot be read: `code` is a word of ours, `file` the file that it is about. */
export class Unreadable extends Error {
  constructor(code, file) {
    super(`${file}: ${code}`);
    this.code = code;
    this.file = file;
  }
}

/** A body up to a limit; what a server says of its length is not believed. */
const bounded = async (answer, name) => {
  const limit = limits[name];
  const pieces = [];
  let length = 0;
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > limit) {
      reader.cancel();
      throw new Unreadable("too_large", name);
    }
    pieces.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
};

/** The address of a campaign's API. */
export const apiOf = (server, campaign) => `${server}/api/v1/campaigns/${encodeURIComponent(campaign)}`;

/** One published file; undefined where it does not exist yet. */
export const fetchFile = async (base, name) => {
  let answer;
  try {
    answer = await fetch(`${base}/draw/${name}`, { credentials: "omit", cache: "no-cache" });
  } catch {
    throw new Unreadable("unreachable", name);
  }
  if (answer.status === 404) return;
  if (!answer.ok) throw new Unreadable("unreachable", name);
  return bounded(answer, name);
};

const early = ["manifest.json", "checkpoints.txt"];
const frozen = [...early, "commitment.txt", "excluded.txt"];
const drawn = [...frozen, "beacon.json", "result.json", "forfeits.txt"];

/**
 * Everything that is published, as a map of names to bytes, without the whole list, which may be large. `stage` spares questions for
 * what cannot exist yet; without it everything is asked for.
 */
export const fetchAll = async (base, stage) => {
  const names = { open: early, closed: early, committed: frozen }[stage] ?? drawn;
  const found = await Promise.all(names.map(async (name) => [name, await fetchFile(base, name)]));
  return new Map(found.filter(([, bytes]) => bytes));
};
