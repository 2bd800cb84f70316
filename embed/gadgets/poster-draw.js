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
  /**
   * A text in lines from `y` on, at most `high` pixels of them, in the largest size that fits; the height that it takes. With `amid` it
   * stands in the middle of that height.
   */
  return (text, { x, y, width, high, sizes, weight, leading, color, amid }) => {
    const measureAt = (size) => (part) => (font(weight, size), pen.measureText(part).width);
    const fits = (size, lines) => lines * size * leading <= high;
    const { size, lines } = fitted(text, width, sizes, measureAt, fits);
    const height = lines.length * size * leading;
    const top = y + (amid ? Math.max(0, (high - height) / 2) : 0);
    font(weight, size);
    pen.fillStyle = color;
    pen.textBaseline = "alphabetic";
    lines.forEach((line, i) => pen.fillText(line, x, top + (i + 0.5) * size * leading + size * 0.36));
    return height;
  };
};

/** The places of everything in a format. */
const planOf = (format) => {
  const { width, height } = formats[format];
  const isStory = format === "story";
  // Stories show their own signs at their head and foot.
  const [edge, head, foot] = isStory ? [60, 290, 240] : [56, 56, 56];
  const size = isStory ? 440 : 430;
  const card = { x: edge, y: head, width: width - 2 * edge, height: height - head - foot, radius: 44, notch: 30 };
  card.tear = card.y + card.height - size - 56;
  return { width, height, isStory, card, size, pad: 64, picture: Math.round(card.width * 0.625) };
};

const perforation = (pen, { card, pad }) => {
  const length = card.width - 2 * pad;
  const dots = Math.floor(length / 22);
  pen.fillStyle = MUTED;
  for (let i = 0; i <= dots; i++) {
    pen.beginPath();
    pen.arc(card.x + pad + (i * length) / dots, card.tear, 3.4, 0, 7);
    pen.fill();
  }
};

/** The code, and beside it what to do with it. */
const stub = (pen, write, { card, size, pad }, { link, serial, words, wide }) => {
  const side = code(pen, link, card.x + 24, card.tear + 28, size);
  const column = { x: card.x + 24 + side + 12, width: card.width - side - 36 - pad };
  const small = { ...column, weight: 500, leading: 1.35, color: MUTED };
  let y = card.tear + 28 + side * 0.1;
  y += write(words.scan, { ...column, y, high: 150, sizes: [66, 58, 50, 42, 34], weight: 750, leading: wide ? 1.3 : 1.12, color: INK }) + 16;
  y += write(words.until, { ...small, y, high: 92, sizes: [34, 30, 26, 22] }) + 26;
  y += write(words.code, { ...small, y, high: 44, sizes: [28, 24] });
  write(serial, { ...column, y, high: 64, sizes: [48, 44, 40, 36, 32, 28], weight: 650, leading: 1.3, color: INK });
};

/**
 * Draws it. `colors` are `{ fill, on }`, `words` what stands on it besides the title, `wide` whether signs need more leading.
 */
export const draw = (canvas, format, it) => {
  const plan = planOf(format);
  const { width, height, isStory, card, pad } = plan;
  const { picture, title, name, colors, words, wide } = it;
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  const write = writer(pen, it.family);
  pen.fillStyle = colors.fill;
  pen.fillRect(0, 0, width, height);
  outline(pen, card);
  pen.fillStyle = "#fff";
  pen.fill();
  pen.save();
  outline(pen, card);
  pen.clip();
  if (picture) cover(pen, picture, card.x, card.y, card.width, plan.picture);
  else covered(pen, colors, card.x, card.y, card.width, plan.picture);
  pen.restore();

  const column = { x: card.x + pad, width: card.width - 2 * pad };
  const invitation = name ? words.invites : words.invited;
  let y = card.y + plan.picture + 44;
  if (isStory) {
    write(invitation, { ...column, y: 150, high: 96, sizes: [68, 58, 48, 40, 32], weight: 700, leading: 1.3, color: colors.on });
    write(words.home, { ...column, y: height - 220, high: 60, sizes: [40, 34, 28], weight: 600, leading: 1.3, color: colors.on });
  } else y += write(invitation, { ...column, y, high: 60, sizes: [44, 38, 32, 26], weight: 600, leading: 1.3, color: MUTED }) + 6;
  const headline = { ...column, y, high: card.tear - 36 - y, sizes: [116, 104, 92, 80, 70, 60, 52, 44, 36], amid: true };
  write(title, { ...headline, weight: 750, leading: wide ? 1.3 : 1.12, color: INK });
  perforation(pen, plan);
  stub(pen, write, plan, it);
};
