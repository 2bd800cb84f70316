// Ed25519 by the browser itself, so that the check need not bring it along.

const bytesOf = (text) => {
  if (/^([0-9a-f]{2})*$/.test(text)) return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
};

/** How the check is told. */
const [bad, good, unknown] = [0, 1, 2];

/** Whether this browser can check such signatures at all; on pages without https it must not. */
const canCheck = async (subtle) => {
  // The first vector of RFC 8032, section 7.1: a browser that gets this wrong is not asked.
  const key = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
  const signature =
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";
  try {
    return (await verified(subtle, key, "", signature)) && !(await verified(subtle, key, "00", signature));
  } catch {
    return false;
  }
};

const verified = async (subtle, key, message, signature) => {
  const imported = await subtle.importKey("raw", bytesOf(key), { name: "Ed25519" }, false, ["verify"]);
  return subtle.verify({ name: "Ed25519" }, imported, bytesOf(signature), bytesOf(message));
};

/** A verdict for each of `[{ key, message, signature }]`: bad, good, or unknown where this browser cannot say. */
export const verdictsOf = async (asked) => {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle || !(await canCheck(subtle))) return Uint8Array.from(asked, () => unknown);
  const one = async ({ key, message, signature }) => {
    try {
      return (await verified(subtle, key, message, signature)) ? good : bad;
    } catch {
      // A key that is no point of the curve signs nothing.
      return bad;
    }
  };
  return Uint8Array.from(await Promise.all(asked.map(one)));
};
