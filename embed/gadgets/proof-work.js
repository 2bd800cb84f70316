// The work of a proof. `work` stands on its own, so that its text can be run in a worker: it uses nothing from around it.
//
// The protocol is ALTCHA's second one: a password is the challenge's nonce and a counter of four bytes; the counter is wanted for which the key
// derived from it begins as the challenge says.

export const work = () => {
  const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const joined = (first, second) => {
    const both = new Uint8Array(first.length + second.length);
    both.set(first);
    both.set(second, first.length);
    return both;
  };

  // SHA-256 by hand: browsers have none that answers at once, and none at all on pages without encryption.
  const primes = [];
  for (let candidate = 2; primes.length < 64; candidate++) if (primes.every((prime) => candidate % prime)) primes.push(candidate);
  const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
  const rounds = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
  const start = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
  const schedule = new Int32Array(64);

  /** The state after a block of sixteen words. */
  const compress = (state, block) => {
    const w = schedule;
    w.set(block);
    for (let i = 16; i < 64; i++) {
      const [x, y] = [w[i - 15], w[i - 2]];
      const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + low + w[i - 7] + high) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const high = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const one = (h + high + ((e & f) ^ (~e & g)) + rounds[i] + w[i]) | 0;
      const low = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const two = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    const after = Int32Array.of(a, b, c, d, e, f, g, h);
    for (let i = 0; i < 8; i++) after[i] += state[i];
    return after;
  };

  /** The words of bytes that come after so many others, with the end that SHA-256 asks for. */
  const padded = (bytes, before = 0) => {
    const words = new Int32Array(((bytes.length + 72) >> 6) << 4);
    bytes.forEach((byte, i) => (words[i >> 2] |= byte << (24 - 8 * (i & 3))));
    words[bytes.length >> 2] |= 128 << (24 - 8 * (bytes.length & 3));
    words[words.length - 1] = (bytes.length + before) * 8;
    return words;
  };

  const digest = (words, state = start) => {
    for (let at = 0; at < words.length; at += 16) state = compress(state, words.subarray(at, at + 16));
    return state;
  };

  const bytesOfWords = (words) => {
    const view = new DataView(new ArrayBuffer(words.length * 4));
    words.forEach((word, i) => view.setInt32(4 * i, word));
    return new Uint8Array(view.buffer);
  };

  /** Hashes again and again. */
  const chain = async (salt, password, { cost, keyLength }, rest) => {
    let state = digest(padded(joined(salt, password)));
    const block = new Int32Array(16);
    block[8] = 1 << 31;
    block[15] = 256;
    for (let i = 1; i < Math.max(cost, 1); i++) {
      block.set(state);
      state = compress(start, block);
      if (!(i & 255)) await rest();
    }
    return bytesOfWords(state).slice(0, keyLength);
  };

  /** PBKDF2 with HMAC-SHA-256. Passwords have less than 64 bytes. */
  const stretch = async (salt, password, { cost, keyLength }, rest) => {
    const key = padded(password);
    key.fill(0);
    password.forEach((byte, i) => (key[i >> 2] |= byte << (24 - 8 * (i & 3))));
    const [inner, outer] = [0x36363636, 0x5c5c5c5c].map((mask) => compress(start, key.map((word) => word ^ mask)));
    const block = new Int32Array(16);
    block[8] = 1 << 31;
    block[15] = 768;
    const twice = (state) => {
      block.set(state);
      return compress(outer, block);
    };
    let made = new Uint8Array();
    for (let part = 1; made.length < keyLength; part++) {
      let state = twice(digest(padded(joined(salt, Uint8Array.of(0, 0, 0, part)), 64), inner));
      const sum = state.slice();
      for (let i = 1; i < cost; i++) {
        block.set(state);
        state = twice(compress(inner, block));
        for (let j = 0; j < 8; j++) sum[j] ^= state[j];
        if (!(i & 255)) await rest();
      }
      made = joined(made, bytesOfWords(sum));
    }
    return made.slice(0, keyLength);
  };

  /** The same by the browser, which does it beside the page. */
  const native = async (salt, password, { algorithm, cost, keyLength }) => {
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const options = { name: "PBKDF2", hash: algorithm.slice(7), salt, iterations: cost };
    return new Uint8Array(await crypto.subtle.deriveBits(options, key, keyLength * 8));
  };

  const wayOf = (algorithm) => {
    if (algorithm === "SHA-256") return chain;
    if (/^PBKDF2\/SHA-(256|384|512)$/.test(algorithm) && globalThis.crypto?.subtle) return native;
    if (algorithm === "PBKDF2/SHA-256") return stretch;
    throw new Error(`no proof by ${algorithm}`);
  };

  /**
   * The solution of a challenge among every `step`th counter from `from` on: `{ counter, derivedKey }`. `rest()` is awaited now and then;
   * it may fail, which ends the search. `byHand` leaves the browser's own cryptography aside.
   */
  const solve = async ({ parameters }, { from = 0, step = 1, rest = async () => {}, byHand = false } = {}) => {
    const [nonce, salt] = [bytesOf(parameters.nonce), bytesOf(parameters.salt)];
    const derive = byHand && parameters.algorithm === "PBKDF2/SHA-256" ? stretch : wayOf(parameters.algorithm);
    const prefix = parameters.keyPrefix.toLowerCase();
    const password = joined(nonce, new Uint8Array(4));
    const tail = new DataView(password.buffer, nonce.length);
    for (let counter = from; counter < 2 ** 32; counter += step) {
      tail.setUint32(0, counter);
      const derivedKey = hexOf(await derive(salt, password, parameters, rest));
      if (derivedKey.startsWith(prefix)) return { counter, derivedKey };
      await rest();
    }
    throw new Error("no counter is left");
  };

  return { solve };
};
