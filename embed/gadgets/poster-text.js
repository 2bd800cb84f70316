// Lines for a canvas, which knows none: between words, and in Chinese between any two signs but where one may not stand at an end.

/** What may not begin a line, and what may not end one. */
const CLOSING = "、。，．・：；？！‥…）］｝〕〉》」』】’”%,.:;?!)]}»";
const OPENING = "（［｛〔〈《「『【‘“([{«";

const isWide = (sign) => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/u.test(sign);

const signsOf = (text) =>
  typeof Intl.Segmenter === "function" ? Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment) : [...text];

/** The pieces between which a line may end; blanks stand at the end of a piece. */
export const piecesOf = (text) => {
  const pieces = [];
  let breaks = true;
  for (const sign of signsOf(text.replace(/\s+/g, " ").trim())) {
    const last = pieces.at(-1);
    const isFree = breaks || isWide(sign) || (last && isWide([...last].at(-1)));
    if (last === undefined || (isFree && !CLOSING.includes(sign) && sign !== " " && !OPENING.includes([...last].at(-1)))) pieces.push(sign);
    else pieces[pieces.length - 1] += sign;
    breaks = sign === " " || sign === "-" || sign === "/";
  }
  return pieces;
};

/** Pieces that are wider than a line are cut wherever it ends. */
const cut = (piece, width, measure) => {
  const parts = [""];
  for (const sign of signsOf(piece)) {
    if (parts.at(-1) && measure((parts.at(-1) + sign).trimEnd()) > width) parts.push("");
    parts[parts.length - 1] += sign;
  }
  return parts;
};

const greedy = (pieces, width, measure) => {
  const lines = [""];
  for (const piece of pieces) {
    if (lines.at(-1) && measure((lines.at(-1) + piece).trimEnd()) > width) lines.push("");
    lines[lines.length - 1] += piece;
  }
  return lines.map((line) => line.trim());
};

/** The lines of a text that fit into a width, about as long as each other. `measure(text)` is its width. */
export const linesOf = (text, width, measure) => {
  const pieces = piecesOf(text).flatMap((piece) => (measure(piece.trimEnd()) > width ? cut(piece, width, measure) : piece));
  const lines = greedy(pieces, width, measure);
  if (lines.length < 2) return lines;
  // The narrowest width that takes no more lines.
  let [low, high] = [width / lines.length, width];
  while (high - low > 1) {
    const middle = (low + high) / 2;
    const tried = greedy(pieces, middle, measure);
    if (tried.length > lines.length || tried.some((line) => measure(line) > width)) low = middle;
    else high = middle;
  }
  return greedy(pieces, high, measure);
};

/**
 * A text in the largest of some sizes in which `fits(size, lines)` says that so many lines have room: `{ size, lines }`. In the smallest what
 * is too much is left out. `measureAt(size)` gives what measures in that size.
 */
export const fitted = (text, width, sizes, measureAt, fits) => {
  for (const size of sizes) {
    const lines = linesOf(text, width, measureAt(size));
    if (fits(size, lines.length)) return { size, lines };
  }
  const size = sizes.at(-1);
  const measure = measureAt(size);
  const lines = greedy(piecesOf(text).flatMap((piece) => cut(piece, width, measure)), width, measure);
  let most = lines.length;
  while (most > 1 && !fits(size, most)) most--;
  if (most === lines.length) return { size, lines };
  let last = [...lines[most - 1]];
  while (last.length && measure(`${last.join("")}…`) > width) last.pop();
  return { size, lines: [...lines.slice(0, most - 1), `${last.join("").trimEnd()}…`] };
};
