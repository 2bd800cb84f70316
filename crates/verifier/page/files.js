// The published files of a draw: fetched from a server or read from what was dropped, and bounded before anything is read.

/** The files of a bundle and the most bytes of each, as `canyu verify` has them. */
export const limits = {
  "manifest.json": 1e6,
  "commitment.txt": 65_536,
  "beacon.json": 65_536,
  "result.json": 64e6,
  "excluded.txt": 64e6,
  "forfeits.txt": 64e6,
  "checkpoints.txt": 64e6,
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

const baseName = (path) => path.split("/").at(-1);

/** Whether a dropped file may be what a fan has downloaded as his receipt. */
const isReceipt = (name) => name.endsWith(".json") && !(name in limits);

const fromZip = async (bytes) => {
  const { unzipSync } = await import("fflate");
  let total = 0;
  const filter = ({ name, originalSize }) => {
    const base = baseName(name);
    if (!(base in limits)) return false;
    // The size that the zip names is also the room that is made for it, so that a lie is cut off and cannot fill the memory.
    if (originalSize > limits[base]) throw new Unreadable("too_large", base);
    total += originalSize;
    if (total > 500e6) throw new Unreadable("too_large", base);
    return true;
  };
  let entries;
  try {
    entries = unzipSync(bytes, { filter });
  } catch (problem) {
    throw problem instanceof Unreadable ? problem : new Unreadable("no_zip", "zip");
  }
  return Object.entries(entries).map(([name, content]) => [baseName(name), content]);
};

/** What was dropped or chosen: `{ files, receipt }`, of a folder's files, of a zip, or of both. Each name counts once. */
export const readDropped = async (list) => {
  const files = new Map();
  let receipt;
  const add = (name, bytes) => {
    if (files.has(name)) throw new Unreadable("twice", name);
    files.set(name, bytes);
  };
  for (const file of list) {
    const name = file.name;
    if (name in limits) {
      if (file.size > limits[name]) throw new Unreadable("too_large", name);
      add(name, new Uint8Array(await file.arrayBuffer()));
    } else if (/\.zip$/i.test(name)) {
      if (file.size > 500e6) throw new Unreadable("too_large", name);
      for (const [inner, bytes] of await fromZip(new Uint8Array(await file.arrayBuffer()))) add(inner, bytes);
    } else if (isReceipt(name) && file.size < 1e6) {
      receipt = await file.text();
    }
  }
  if (!files.has("manifest.json") && !(receipt && !files.size)) throw new Unreadable("no_bundle", "manifest.json");
  return { files, receipt };
};

/** The files of a drop, those in folders too. */
export const filesOf = async (transfer) => {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  const found = [];
  const walk = async (entry, depth) => {
    if (found.length > 200 || depth > 3) return;
    if (entry.isFile) return void found.push(await new Promise((done, failed) => entry.file(done, failed)));
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!some.length) break;
      for (const inner of some) await walk(inner, depth + 1);
    }
  };
  for (const entry of entries) await walk(entry, 0);
  return found;
};
