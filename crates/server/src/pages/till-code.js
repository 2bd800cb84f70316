// Codes as people hold them in their hands, read and checked without a network: the same as `core::code`, so that a till without a connection
// says what the server would say of their form and their seal.

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 16;
const payload = 8;
const macBits = 35;

/** What a Chinese keyboard writes in full width, in narrow characters. */
const narrow = (c) => (c >= "\uff01" && c <= "\uff5e" ? String.fromCodePoint(c.codePointAt(0) - 0xfee0) : c);

const isGap = (c) => /[\s\-._\u2010-\u2015·\u200b]/u.test(c);

/** `O` is 0, `I` and `L` are 1; undefined where the character stands in no code. */
const canonical = (c) => {
  const upper = /^[a-z]$/.test(c) ? c.toUpperCase() : c;
  const meant = { O: "0", I: "1", L: "1" }[upper] ?? upper;
  return alphabet.includes(meant) ? meant : undefined;
};

/** Times x in GF(2)[x]/(x⁵ + x² + 1). */
const double = (a) => (a & 16 ? (a << 1) ^ 0b100101 : a << 1);

const multiply = (a, b) => {
  let [product, factor] = [0, a];
  for (let rest = b; rest; rest >>= 1) {
    if (rest & 1) product ^= factor;
    factor = double(factor);
  }
  return product;
};

/** The check character: any one wrong character and any swap of two neighbours changes it. */
const check = (body) => {
  let [weight, sum] = [1, 0];
  for (const c of body) {
    weight = double(weight);
    sum ^= multiply(alphabet.indexOf(c), weight);
  }
  return alphabet[sum];
};

/** The characters of what was typed as far as they can stand in a code, in groups of four: for the field, while somebody types. */
export const grouped = (typed) => {
  const clean = [...typed].map(narrow).filter((c) => !isGap(c)).map((c) => canonical(c) ?? c.toUpperCase());
  return clean.join("").replace(/(.{4})(?=.)/gu, "$1-");
};

/** A code, or why it is none: `{ code, node, item }` or `{ problem, n, c }`. */
export const read = (typed) => {
  let code = "";
  for (const c of [...typed].map(narrow).filter((c) => !isGap(c))) {
    const known = canonical(c);
    if (known === undefined) return { problem: "code_character", c };
    code += known;
  }
  if (code.length !== length) return { problem: "code_length", n: code.length };
  if (check(code.slice(0, -1)) !== code.at(-1)) return { problem: "code_mistyped" };
  return { code, node: alphabet.indexOf(code[0]), item: alphabet.indexOf(code[1]) };
};

/** What a scanned picture says: a code alone, or at the end of a link. */
export const readScanned = (text) => {
  const tails = [text, ...["#", "=", "/"].map((mark) => text.slice(text.lastIndexOf(mark) + 1))];
  return tails.map(read).find(({ code }) => code) ?? read(text);
};

/** Whether codes can be checked here: browsers lend their cryptography to secure pages only. */
export const canCheck = () => Boolean(globalThis.crypto?.subtle);

/** Whether a code was made with that key (64 hexadecimal digits) for that campaign. */
export const isGenuine = async (key, slug, code) => {
  const bytes = Uint8Array.from(key.match(/../g), (digits) => Number.parseInt(digits, 16));
  const secret = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const about = new TextEncoder().encode(`canyu/code/v1${slug}${code.slice(0, payload)}`);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", secret, about));
  // The first five bytes have 40 bits.
  const bits = [...mac.slice(0, 5)].reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) >> BigInt(40 - macBits);
  const wanted = Array.from({ length: macBits / 5 }, (_, place) => alphabet[Number((bits >> BigInt(macBits - 5 * (place + 1))) & 31n)]).join("");
  return code.slice(payload, -1) === wanted;
};
