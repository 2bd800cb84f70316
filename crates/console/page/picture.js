// Takes the drawing of a figure along: as SVG, which can be changed, or as PNG, twice as fine as on the screen. It says of itself what it is of: the
// campaign's figures are passed on without the page around them.

/** What the style sheet says of a drawing and an image by itself would not know. */
const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "font-family", "font-size", "font-weight", "letter-spacing"];
const MARGIN = 16;
/** Title, and what it is of. */
const HEAD = 58;
const KEY = 22;
const FINE = 2;
const SVG = "http://www.w3.org/2000/svg";

const kept = (from, to) => {
  const style = getComputedStyle(from);
  for (const name of KEPT) {
    const value = style.getPropertyValue(name);
    if (value) to.setAttribute(name, value);
  }
  to.removeAttribute("class");
  [...from.children].forEach((child, place) => kept(child, to.children[place]));
};

const make = (kind, attributes) => {
  const element = document.createElementNS(SVG, kind);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

/** A line in the letters of an element. */
const written = (said, of, x, y) => {
  const style = getComputedStyle(of);
  const text = make("text", { x, y, fill: style.color, "font-family": style.fontFamily, "font-size": style.fontSize, "font-weight": style.fontWeight });
  text.textContent = said;
  return text;
};

/** What colours mean, where the page says it beside the drawing: as many in a line as have room. */
const keys = (figure, width, top) => {
  let [x, y] = [MARGIN, top];
  const found = [];
  for (const item of figure.querySelectorAll(".keys li")) {
    const wide = item.getBoundingClientRect().width + 16;
    if (x > MARGIN && x + wide > width - MARGIN) [x, y] = [MARGIN, y + KEY];
    found.push(make("rect", { x, y: y + 5, width: 10, height: 10, rx: 3, fill: getComputedStyle(item, "::before").backgroundColor }));
    found.push(written(item.textContent, item, x + 18, y + 14));
    x += wide;
  }
  return { found, foot: found.length ? y + KEY : top };
};

/** What the page says of the campaign, the filter and the moment. */
const about = () => [slug(), document.querySelector("[data-about]")?.dataset.about, document.querySelector("[data-as-of]")?.textContent].filter(Boolean).join(" · ");

const slug = () => location.pathname.split("/")[3] ?? "canyu";

/** A file's name: the campaign, the figure, and the filter as the page's address has it. */
const named = (id, kind) => {
  const filter = [...new URLSearchParams(location.search)].flat().map((part) => part.replace(/[^\p{L}\p{N}]+/gu, "-"));
  return `${[slug(), id, ...filter].join("-")}.${kind}`;
};

/** A sheet with the figure's title, the place below it for what is drawn, and what its colours mean. */
const sheet = (figure, width, height) => {
  const title = figure.querySelector("h2");
  const { found, foot } = keys(figure, width + 2 * MARGIN, MARGIN + HEAD + height + 8);
  const [all, tall] = [width + 2 * MARGIN, foot + MARGIN];
  const svg = make("svg", { xmlns: SVG, width: all, height: tall, viewBox: `0 0 ${all} ${tall}` });
  const ground = make("rect", { width: all, height: tall, fill: getComputedStyle(figure).backgroundColor });
  const of = document.querySelector("[data-as-of]") ?? title;
  svg.append(ground, written(title.textContent, title, MARGIN, MARGIN + 18), written(about(), of, MARGIN, MARGIN + 40), ...found);
  return { svg, width: all, height: tall };
};

/** The figure's drawing on its sheet. */
const drawn = (figure) => {
  const own = figure.querySelector(".drawing svg");
  const [width, height] = [Number(own.getAttribute("width")), Number(own.getAttribute("height"))];
  const made = sheet(figure, width, height);
  const copy = own.cloneNode(true);
  kept(own, copy);
  copy.setAttribute("x", MARGIN);
  copy.setAttribute("y", MARGIN + HEAD);
  made.svg.append(copy);
  return made;
};

const keep = (blob, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

const blobOf = ({ svg }) => new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" });

/** A sheet as pixels, with a canvas of the page on it where the figure is one. */
const painted = async (made, canvas) => {
  const image = new Image();
  image.src = URL.createObjectURL(blobOf(made));
  await image.decode();
  const to = document.createElement("canvas");
  [to.width, to.height] = [made.width * FINE, made.height * FINE];
  const context = to.getContext("2d");
  context.drawImage(image, 0, 0, to.width, to.height);
  if (canvas) context.drawImage(canvas, MARGIN * FINE, (MARGIN + HEAD) * FINE, canvas.clientWidth * FINE, canvas.clientHeight * FINE);
  URL.revokeObjectURL(image.src);
  return new Promise((resolve) => to.toBlob(resolve, "image/png"));
};

/** @param {string} id of the figure @param {"svg" | "png"} kind */
export const take = async (id, kind) => {
  const figure = document.getElementById(id);
  const canvas = figure.querySelector("canvas") ?? undefined;
  const made = canvas ? sheet(figure, canvas.clientWidth, canvas.clientHeight) : drawn(figure);
  keep(kind === "png" ? await painted(made, canvas) : blobOf(made), named(id, kind));
};

/** The rules of the style sheet that say something about an element or what is in it, with those of media and of what they take from the root. */
const rulesOf = (list, element) => {
  const all = [element, ...element.querySelectorAll("*")];
  // What stands before or behind an element, or when it is pointed at, belongs to one that is found without it.
  const plain = (selector) => selector.replace(/::?(before|after)|:(focus-visible|hover)/g, "") || "*";
  const fits = (selector) => {
    try {
      return /^(:root|html|body|\*)/.test(selector.trim()) || all.some((one) => one.matches(plain(selector)));
    } catch {
      return false;
    }
  };
  const told = [];
  for (const rule of list) {
    if (rule instanceof CSSMediaRule) {
      const inner = rulesOf(rule.cssRules, element);
      if (inner) told.push(`@media ${rule.conditionText} {\n${inner}\n}`);
    } else if (rule instanceof CSSPageRule) told.push(rule.cssText);
    else if (rule instanceof CSSStyleRule && !rule.cssText.includes("url(") && rule.selectorText.split(",").some(fits)) told.push(rule.cssText);
  }
  return told.join("\n");
};

/**
 * Keeps an element of the page as a file of its own, with its styles and without any script.
 * @param {string} id of the element @param {string} name of the file
 */
export const page = async (id, name) => {
  const own = document.getElementById(id);
  if (!own) return;
  const copy = own.cloneNode(true);
  for (const away of copy.querySelectorAll("button, script, link")) away.remove();
  const style = [...document.styleSheets].map((sheet) => rulesOf(sheet.cssRules, own)).join("\n");
  const made = document.implementation.createHTMLDocument(copy.querySelector("h2")?.textContent ?? name);
  made.documentElement.lang = document.documentElement.lang;
  made.documentElement.className = "is-file";
  const element = (kind, set) => Object.assign(made.createElement(kind), set);
  const meta = element("meta", {});
  meta.setAttribute("charset", "utf-8");
  made.head.prepend(meta);
  made.head.append(element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }), element("style", { textContent: style }));
  const main = made.createElement("main");
  main.append(copy);
  made.body.append(main);
  keep(new Blob([`<!doctype html>\n${made.documentElement.outerHTML}\n`], { type: "text/html" }), name);
};
