// The files of a draw as they are dropped on the page or chosen: loose, in folders, in a zip. Bounded before anything is read.

import { unzipSync } from "fflate";

import { Unreadable, limits } from "./files.js";

const baseName = (path) => path.split("/").at(-1);

/** Whether a dropped file may be what a fan has downloaded as his receipt. */
const isReceipt = (name) => name.endsWith(".json") && !(name in limits);

const fromZip = (bytes) => {
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
      for (const [inner, bytes] of fromZip(new Uint8Array(await file.arrayBuffer()))) add(inner, bytes);
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
