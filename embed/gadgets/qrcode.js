// QR codes (ISO/IEC 18004) of bytes, with medium correction of errors, in the smallest version that holds them. Addresses mix capitals and
// small letters, so they are bytes; and with one mask for all, the search for the best need not be shipped.

const MASK = 3;

// For each version: the bytes of correction in a block, and the number of blocks. From table 9, level M.
const CORRECTION = [
  10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
];
const BLOCKS = [
  1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
];

/** Modules for data and correction in a version, in bytes; what is left over stays white. */
const capacity = (version) => {
  const around = Math.floor(version / 7) + 2;
  let modules = (16 * version + 128) * version + 64;
  if (version > 1) modules -= (25 * around - 10) * around - 55;
  if (version > 6) modules -= 36;
  return modules >> 3;
};

const dataBytes = (version) => capacity(version) - CORRECTION[version - 1] * BLOCKS[version - 1];

/** Multiplies in GF(2^8) with the polynomial 0x11d. */
const times = (x, y) => {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((y >> bit) & 1) * x);
  return product;
};

/** The polynomial whose multiples the blocks are: the product of all (x - 2^i), without its leading 1. */
const generator = (degree) => {
  const result = Array(degree).fill(0);
  result[degree - 1] = 1;
  for (let root = 1, i = 0; i < degree; i++, root = times(root, 2))
    for (let j = 0; j < degree; j++) result[j] = times(result[j], root) ^ (result[j + 1] ?? 0);
  return result;
};

const remainder = (data, divisor) => {
  const result = divisor.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ result.shift();
    result.push(0);
    divisor.forEach((part, i) => (result[i] ^= times(part, factor)));
  }
  return result;
};

/** Blocks with their correction, and byte by byte from one after the other. */
const interleaved = (data, version) => {
  const blocks = BLOCKS[version - 1];
  const correction = CORRECTION[version - 1];
  const divisor = generator(correction);
  const short = Math.floor(data.length / blocks);
  const longFrom = blocks - (data.length % blocks);
  const parts = [];
  for (let i = 0, at = 0; i < blocks; i++) {
    const part = data.slice(at, (at += short + (i >= longFrom)));
    parts.push([part, remainder(part, divisor)]);
  }
  const result = [];
  for (let i = 0; i <= short; i++) for (const [part] of parts) if (i < part.length) result.push(part[i]);
  for (let i = 0; i < correction; i++) for (const [, rest] of parts) result.push(rest[i]);
  return result;
};

/** Mode, length, bytes, end, and padding. */
const filled = (bytes, version) => {
  const size = dataBytes(version);
  const bits = [];
  const put = (value, length) => {
    for (let i = length - 1; i >= 0; i--) bits.push((value >> i) & 1);
  };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  put(0, Math.min(4, size * 8 - bits.length));
  put(0, -bits.length & 7);
  const data = [];
  for (let i = 0; i < bits.length; i += 8) data.push(parseInt(bits.slice(i, i + 8).join(""), 2));
  for (let pad = 0xec; data.length < size; pad ^= 0xfd) data.push(pad);
  return data;
};

/** `value` with the remainder that tells its errors: for the format and the version. */
const checked = (value, bits, divisor) => {
  let rest = value;
  for (let i = 0; i < bits; i++) rest = (rest << 1) ^ ((rest >> (bits - 1)) * divisor);
  return (value << bits) | rest;
};

const alignments = (version) => {
  if (version === 1) return [];
  const around = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + around * 3 + 5) / (around * 4 - 4)) * 2;
  const places = [6];
  for (let place = version * 4 + 10; places.length < around; place -= step) places.splice(1, 0, place);
  return places;
};

/** Everything that is the same for all codes of a version: `[modules, isFixed]`. */
const frame = (version) => {
  const size = version * 4 + 17;
  const rows = Array.from({ length: size }, () => Array(size).fill(false));
  const fixed = Array.from({ length: size }, () => Array(size).fill(false));
  const set = (x, y, dark) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    rows[y][x] = Boolean(dark);
    fixed[y][x] = true;
  };
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  const rings = (x, y, around, light) => {
    for (let dy = -around; dy <= around; dy++)
      for (let dx = -around; dx <= around; dx++) set(x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
  };
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) rings(x, y, 4, [2, 4]);
  const places = alignments(version);
  const last = places.length - 1;
  places.forEach((x, i) =>
    places.forEach((y, j) => {
      if (!((!i && !j) || (!i && j === last) || (i === last && !j))) rings(x, y, 2, [1]);
    }),
  );
  // The format: level M is 0. Twice, so that one corner may be lost.
  const format = checked(MASK, 10, 0x537) ^ 0x5412;
  for (let i = 0; i < 15; i++) {
    const bit = (format >> i) & 1;
    if (i < 8) {
      set(8, i + (i > 5), bit);
      set(size - 1 - i, 8, bit);
    } else {
      set(i === 8 ? 7 : 14 - i, 8, bit);
      set(8, size - 15 + i, bit);
    }
  }
  set(8, size - 8, true);
  const number = checked(version, 12, 0x1f25);
  for (let i = 0; version > 6 && i < 18; i++) {
    const [a, b] = [size - 11 + (i % 3), Math.floor(i / 3)];
    set(a, b, (number >> i) & 1);
    set(b, a, (number >> i) & 1);
  }
  return [rows, fixed];
};

/** The rows of the code of a text, true where it is dark; an error for a text that is too long for one. */
export const encode = (text) => {
  const bytes = [...new TextEncoder().encode(text)];
  let version = 1;
  while (bytes.length > dataBytes(version) - (version < 10 ? 2 : 3)) if (++version > 40) throw RangeError("too long for a QR code");
  const data = interleaved(filled(bytes, version), version);
  const [rows, fixed] = frame(version);
  const size = rows.length;
  let i = 0;
  // Two columns at a time from the right, up and down by turns; the column of the timing pattern is left out.
  for (let right = size - 1, upward = true; right > 0; right -= 2, upward = !upward) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++)
      for (const x of [right, right - 1]) {
        const y = upward ? size - 1 - step : step;
        if (fixed[y][x]) continue;
        rows[y][x] = Boolean(((data[i >> 3] >> (7 - (i & 7))) & 1) ^ ((x + y) % 3 === 0));
        i++;
      }
  }
  return rows;
};
