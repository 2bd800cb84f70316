// In the folder that needs no server: everything inside one script, which also runs where nothing can be fetched.

import startBeacon, * as beacon from "beacon-glue";
import beaconWasm from "beacon-wasm";
import startVerifier, * as verifier from "verifier-glue";
import verifierWasm from "verifier-wasm";

import en from "./words-en.json";
import hans from "./words-zh-Hans.json";
import hant from "./words-zh-Hant.json";

const parts = { verifier: [verifier, startVerifier, verifierWasm], beacon: [beacon, startBeacon, beaconWasm] };
const started = {};

/** See assets.js. */
export const engine = async (name) => {
  const [glue, start, wasm] = parts[name];
  await (started[name] ??= start({ module_or_path: new Response(wasm, { headers: { "content-type": "application/wasm" } }) }));
  return glue;
};

/** See assets.js. */
export const catalogue = async (lang) => ({ en, "zh-Hans": hans, "zh-Hant": hant })[lang] ?? en;
