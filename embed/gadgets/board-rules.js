// Where parts belong, and what fits where. Everything is in percent of the scene; `ratio` is the scene's height over its width, since a
// percent is not as long upwards as it is sideways.

/** How far from its place a part may be let go, in percent of the scene's width, and still find it. */
export const NEAR = 9;
/** Misses after which the right place is shown. */
export const MISSES = 2;

const middle = ({ x, y, width, height }) => [x + width / 2, y + height / 2];

/** Parts that look the same may take each other's places. */
export const alike = (one, other) =>
  one.key === other.key || (one.label === other.label && one.width === other.width && one.height === other.height);

/** The places that are still free, `taken` being those that are not. */
export const freeOf = (parts, taken) => parts.filter(({ key }) => !taken.has(key));

/** The free places into which a part fits. */
export const fitting = (parts, taken, part) => freeOf(parts, taken).filter((place) => alike(place, part));

/** How far a point is from the middle of a place, in percent of the scene's width. */
export const distance = (place, [x, y], ratio) => {
  const [a, b] = middle(place);
  return Math.hypot(x - a, (y - b) * ratio);
};

const nearest = (places, point, ratio) =>
  [...places].sort((one, other) => distance(one, point, ratio) - distance(other, point, ratio))[0];

/** The place that a dragged part finds when its middle is at a point. `reach` is the least distance that a finger can aim at. */
export const found = (places, point, ratio, reach = 0) => {
  const place = nearest(places, point, ratio);
  return place && distance(place, point, ratio) <= Math.max(NEAR, reach) ? place : undefined;
};

/** Whether a tap at a point is one on a place, which is never smaller than `least` (percent of the scene's width). */
export const isOn = ({ x, y, width, height }, [a, b], ratio, least = 0) => {
  const wide = Math.max(0, least - width) / 2;
  const high = Math.max(0, least / ratio - height) / 2;
  return a >= x - wide && a <= x + width + wide && b >= y - high && b <= y + height + high;
};

/** The place that a tap with a part in hand means: one where it fits, if the tap is on such a one. */
export const tapped = (places, point, ratio, least) =>
  nearest(
    places.filter((place) => isOn(place, point, ratio, least)),
    point,
    ratio,
  );

const third = (value) => (value < 38 ? 0 : value > 62 ? 2 : 1);

/** In words where a place is: a row and a column of nine, and its form. */
export const whereabouts = (place, ratio) => {
  const [x, y] = middle(place);
  const slim = (place.height * ratio) / place.width;
  return {
    row: ["top", "middle", "bottom"][third(y)],
    column: ["left", "centre", "right"][third(x)],
    form: slim > 2 ? "tall" : slim < 0.5 ? "wide" : "even",
  };
};

/** Places in the order in which a reader comes upon them. */
export const inReadingOrder = (places) =>
  [...places].sort((one, other) => {
    const [a, b] = [middle(one), middle(other)];
    return third(a[1]) - third(b[1]) || a[0] - b[0];
  });

/** Large places below small ones, so that each can be touched. */
export const depth = (parts, place) => [...parts].sort((a, b) => b.width * b.height - a.width * a.height).findIndex(({ key }) => key === place.key);

/**
 * A text in lines, `fits(line)` saying whether one is short enough. Broken between words; what Chinese may not begin a line with stays with
 * what is before it, and a word that is longer than a line is broken anywhere.
 */
export const linesOf = (text, lang, fits) => {
  const words = [];
  for (const { segment } of new Intl.Segmenter(lang, { granularity: "word" }).segment(text)) {
    if (words.length && /^[\p{P}\p{Z}]/u.test(segment) && !/^[\p{Ps}\p{Pi}]/u.test(segment)) words[words.length - 1] += segment;
    else words.push(segment);
  }
  const lines = [""];
  const put = (word) => {
    const last = lines.length - 1;
    if (fits((lines[last] + word).trimEnd())) lines[last] += word;
    else if (fits(word.trimEnd())) lines.push(word);
    else for (const letter of word) fits(lines.at(-1) + letter) ? (lines[lines.length - 1] += letter) : lines.push(letter);
  };
  words.forEach(put);
  return lines.map((line) => line.trim()).filter(Boolean);
};
