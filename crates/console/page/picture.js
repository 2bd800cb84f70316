// Takes the drawing of a figure along: as SVG, which can be changed, or as PNG, twice as fine as on the screen.

/** What the style sheet says of a drawing and an image by itself would not know. */
const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "font-family", "font-size", "font-weight", "letter-spacing"];
const MARGIN = 16;
const FINE = 2;

const kept = (from, to) => {
  const style = getComputedStyle(from);
  for (const name of KEPT) {
    const value = style.getPropertyValue(name);
    if (value) to.setAttribute(name, value);
  }
  to.removeAttribute("class");
  [...from.children].forEach((child, place) => kept(child, to.children[place]));
};

/** The figure's drawing on its ground, below its title. */
const drawn = (figure) => {
  const title = figure.querySelector("h2");
  const own = figure.querySelector(".drawing svg");
  if (!own) return undefined;
  const copy = own.cloneNode(true);
  kept(own, copy);
  const [width, height] = [Number(own.getAttribute("width")), Number(own.getAttribute("height"))];
  const head = 36;
  const name = "http://www.w3.org/2000/svg";
  const make = (kind, attributes) => {
    const element = document.createElementNS(name, kind);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const [all, tall] = [width + 2 * MARGIN, height + head + 2 * MARGIN];
  const svg = make("svg", { xmlns: name, width: all, height: tall, viewBox: `0 0 ${all} ${tall}` });
  const style = getComputedStyle(title);
  const text = make("text", { x: MARGIN, y: MARGIN + 18, fill: style.color, "font-family": style.fontFamily, "font-size": style.fontSize, "font-weight": style.fontWeight });
  text.textContent = title.textContent;
  copy.setAttribute("x", MARGIN);
  copy.setAttribute("y", MARGIN + head);
  const ground = getComputedStyle(figure).backgroundColor;
  svg.append(make("rect", { width: all, height: tall, fill: ground }), text, copy);
  return { text: new XMLSerializer().serializeToString(svg), width: all, height: tall };
};

const keep = (blob, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

const painted = async ({ text, width, height }) => {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * FINE, height * FINE];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
};

/** @param {string} id of the figure @param {"svg" | "png"} kind */
export const take = async (id, kind) => {
  const picture = drawn(document.getElementById(id));
  if (!picture) return;
  const slug = location.pathname.split("/")[3] ?? "canyu";
  const blob = kind === "png" ? await painted(picture) : new Blob([picture.text], { type: "image/svg+xml" });
  keep(blob, `${slug}-${id}.${kind}`);
};
