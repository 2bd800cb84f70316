// In the folder that needs no server: everything inside one script, which also runs where nothing can be fetched.

import init, * as glue from "verifier-glue";
import wasm from "verifier-wasm";

import en from "./words-en.json";
import hans from "./words-zh-Hans.json";
import hant from "./words-zh-Hant.json";

let started;

/** See assets.js. */
export const engine = async () => {
  await (started ??= init({ module_or_path: new Response(wasm, { headers: { "content-type": "application/wasm" } }) }));
  return glue;
};

/** See assets.js. */
export const catalogue = async (lang) => ({ en, "zh-Hans": hans, "zh-Hant": hant })[lang] ?? en;
