// A poster on a canvas: a ticket on the brand's colour, with picture, title and QR code.

import { encode } from "./qrcode.js";
import { fitted } from "./poster-text.js";

/** Paper of A6 at 300 dots an inch, and what phones show upright. */
export const formats = { a6: { width: 1240, height: 1748 }, story: { width: 1080, height: 1920 } };

const INK = "#16130f";
const MUTED = "#5d5852";
/** Modules of white around a QR code. */
const QUIET = 4;

/** Han signs look different in each language: the fonts that have the right ones, behind the page's own. */
const han = {
  "zh-Hans": '"PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei"',
  "zh-Hant": '"PingFang TC", "Noto Sans TC", "Noto Sans CJK TC", "Source Han Sans TC", "Microsoft JhengHei"',
};

/** A page's families with those for a language before the generic ones. */
export const familyFor = (family, lang) => {
  if (!han[lang]) return family;
  const isGeneric = (name) => /^(-?[a-z]+-)*(serif|sans-serif|monospace|system-ui|ui-[a-z-]+|cursive|fantasy)$/.test(name);
  const names = family.split(",").map((name) => name.trim());
  return [...names.filter((name) => !isGeneric(name)), han[lang], ...names.filter(isGeneric), "sans-serif"].join(", ");
};

/** Fills a box with a picture, whose middle stays. */
const cover = (pen, picture, x, y, width, height) => {
  const scale = Math.max(width / picture.width, height / picture.height);
  const [w, h] = [width / scale, height / scale];
  pen.drawImage(picture, (picture.width - w) / 2, (picture.height - h) / 2, w, h, x, y, width, height);
};

/** Where there is no picture: a light behind a grid, as behind a cloth. */
const covered = (pen, { fill }, x, y, width, height) => {
  pen.save();
  pen.beginPath();
  pen.rect(x, y, width, height);
  pen.clip();
  pen.globalAlpha = 0.14;
  pen.fillStyle = fill;
  pen.fillRect(x, y, width, height);
  const [cx, cy] = [x + width / 2, y + height / 2];
  for (let ring = 6; ring > 0; ring--) {
    pen.beginPath();
    pen.arc(cx, cy, (ring * height) / 10, 0, 7);
    pen.fill();
  }
  pen.globalAlpha = 0.35;
  for (let i = 1; i < 6; i++) pen.fillRect(x + (i * width) / 6, y, 2, height);
  for (let i = 1; i < 4; i++) pen.fillRect(x, y + (i * height) / 4, width, 2);
  pen.restore();
};

/** The ticket's outline: round corners, and a notch on both sides where it would be torn. */
const outline = (pen, { x, y, width, height, radius, notch, tear }) => {
  const [right, bottom] = [x + width, y + height];
  pen.beginPath();
  pen.moveTo(x + radius, y);
  pen.arcTo(right, y, right, bottom, radius);
  pen.arc(right, tear, notch, -Math.PI / 2, Math.PI / 2, true);
  pen.arcTo(right, bottom, x, bottom, radius);
  pen.arcTo(x, bottom, x, y, radius);
  pen.arc(x, tear, notch, Math.PI / 2, -Math.PI / 2, true);
  pen.arcTo(x, y, right, y, radius);
  pen.closePath();
};

/** A QR code with its quiet zone in a square of at most `size`; its modules are whole pixels. Returns the square's side. */
export const code = (pen, text, x, y, size) => {
  const rows = encode(text);
  const unit = Math.floor(size / (rows.length + 2 * QUIET));
  const side = unit * (rows.length + 2 * QUIET);
  pen.fillStyle = "#fff";
  pen.fillRect(x, y, side, side);
  pen.fillStyle = "#111";
  rows.forEach((row, j) => row.forEach((dark, i) => dark && pen.fillRect(x + (i + QUIET) * unit, y + (j + QUIET) * unit, unit, unit)));
  return side;
};

/** What writes with a canvas in the fonts of a language. */
const writer = (pen, family) => {
  const font = (weight, size) => (pen.font = `${weight} ${size}px ${family}`);
  return {
    /** A text in lines from `y` on, in the largest size that fits; the height that it takes. */
    block: (text, { x, y, width, most, sizes, weight, leading, color }) => {
      const measureAt = (size) => (part) => (font(weight, size), pen.measureText(part).width);
      const { size, lines } = fitted(text, width, most, sizes, measureAt);
      font(weight, size);
      pen.fillStyle = color;
      pen.textBaseline = "alphabetic";
      lines.forEach((line, i) => pen.fillText(line, x, y + size * 0.88 + i * size * leading));
      return lines.length * size * leading;
    },
  };
};

/**
 * Draws it. `colors` are `{ fill, on }`, `words` what stands on it besides the title, `wide` whether signs need more leading.
 */
export const draw = (canvas, format, { picture, title, name, link, serial, colors, family, words, wide }) => {
  const { width, height } = formats[format];
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  const isStory = format === "story";
  const edge = isStory ? 64 : 56;
  const head = isStory ? 236 : edge;
  const foot = isStory ? 250 : edge;
  const pad = 68;
  const card = { x: edge, y: head, width: width - 2 * edge, height: height - head - foot, radius: 44, notch: 30 };
  const high = Math.round(card.width * 0.625);
  // The stub: as high as the code needs.
  const size = isStory ? 430 : 420;
  card.tear = card.y + card.height - size - (isStory ? 76 : 64);
  const leading = wide ? 1.32 : 1.16;

  pen.fillStyle = colors.fill;
  pen.fillRect(0, 0, width, height);
  outline(pen, card);
  pen.fillStyle = "#fff";
  pen.fill();
  pen.save();
  outline(pen, card);
  pen.clip();
  if (picture) cover(pen, picture, card.x, card.y, card.width, high);
  else covered(pen, colors, card.x, card.y, card.width, high);
  pen.restore();

  const write = writer(pen, family);
  const column = { x: card.x + pad, width: card.width - 2 * pad };
  let y = card.y + high + 52;
  const above = name ? words.invites : words.invited;
  y += write.block(above, { ...column, y, most: 1, sizes: [42, 36, 30], weight: 600, leading: 1.3, color: MUTED }) + 10;
  const room = card.tear - 40 - y;
  const sizes = [104, 92, 80, 68, 56, 48, 40].filter((one) => one * leading * (one > 90 ? 2 : 3) <= room + 20);
  write.block(title, { ...column, y, most: Math.max(1, Math.floor(room / ((sizes[0] ?? 40) * leading))), sizes: sizes.length ? sizes : [40], weight: 750, leading, color: INK });

  pen.fillStyle = MUTED;
  const dots = Math.floor((card.width - 2 * pad) / 22);
  for (let i = 0; i <= dots; i++) {
    pen.beginPath();
    pen.arc(card.x + pad + (i * (card.width - 2 * pad)) / dots, card.tear, 3.4, 0, 7);
    pen.fill();
  }

  const top = card.tear + 32;
  const side = code(pen, link, card.x + 28, top, size);
  const beside = { x: card.x + 28 + side + 28, width: card.width - side - 56 - pad };
  y = top + 44;
  y += write.block(words.scan, { ...beside, y, most: 3, sizes: [62, 54, 46, 38], weight: 750, leading: wide ? 1.35 : 1.15, color: INK }) + 18;
  y += write.block(words.until, { ...beside, y, most: 2, sizes: [34, 30, 26], weight: 500, leading: 1.35, color: MUTED }) + 34;
  y += write.block(words.code, { ...beside, y, most: 1, sizes: [28], weight: 500, leading: 1.35, color: MUTED });
  write.block(serial, { ...beside, y, most: 1, sizes: [46, 42, 38, 34, 30], weight: 650, leading: 1.3, color: INK });
  if (isStory) {
    // Where stories show nothing of their own: whose page it is.
    const line = { x: edge + 12, width: width - 2 * edge - 24, most: 1, sizes: [40, 34, 28], weight: 600, leading: 1.2, color: colors.on };
    write.block(words.home, { ...line, y: height - foot + 34 });
  }
};
