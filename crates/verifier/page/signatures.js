// Signatures, which the check asks for: Ed25519 by the browser itself, so that nothing need be brought along for it, and drand's rounds by a
// WebAssembly of their own.

import { engine } from "./assets.js";

const bytesOf = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

/** How the check is told. */
const [bad, good, unknown] = [0, 1, 2];

/** Whether this browser can check such signatures at all; on pages without https it must not. */
const canCheck = async (subtle) => {
  // The first vector of RFC 8032, section 7.1: a browser that gets this wrong is not asked.
  const key = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
  const signature = "5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVVfuIIVkKM7rMYeOXAc+bRr0lv18FlbviRlUUFDjnoQCw==";
  try {
    return (await verified(subtle, key, "", signature)) && !(await verified(subtle, key, "AA==", signature));
  } catch {
    return false;
  }
};

const verified = async (subtle, key, message, signature) => {
  const imported = await subtle.importKey("raw", bytesOf(key), { name: "Ed25519" }, false, ["verify"]);
  return subtle.verify({ name: "Ed25519" }, imported, bytesOf(signature), bytesOf(message));
};

const verdictOfRound = async ({ round, signature }) => {
  try {
    const { quicknet } = await engine("beacon");
    return quicknet(BigInt(round), bytesOf(signature)) ? good : bad;
  } catch {
    return unknown;
  }
};

/**
 * A verdict for each of `[{ key, message, signature } or { round, signature }]`: bad, good, or unknown where this browser cannot say.
 */
export const verdictsOf = async (asked) => {
  const subtle = globalThis.crypto?.subtle;
  const can = subtle && (await canCheck(subtle));
  const one = async ({ key, message, signature, round }) => {
    if (round !== undefined) return verdictOfRound({ round, signature });
    if (!can) return unknown;
    try {
      return (await verified(subtle, key, message, signature)) ? good : bad;
    } catch {
      // A key that is no point of the curve signs nothing.
      return bad;
    }
  };
  return Uint8Array.from(await Promise.all(asked.map(one)));
};
