// A QR code of the text in `data-text`, dark on white whatever the page's colours, with the quiet zone that readers need.

import { encode } from "./qrcode.js";

const QUIET = 4;

/** One rectangle for each run of dark modules in a row. */
export const pathOf = (rows) => {
  let path = "";
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      const start = x;
      while (row[x]) x++;
      if (x > start) path += `M${start + QUIET} ${y + QUIET}h${x - start}v1h-${x - start}z`;
    }
  });
  return path;
};

const shape = (name, attributes) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

export const open = (place) => {
  let shown;
  const update = () => {
    const { text, label } = place.dataset;
    if (shown === text + label) return;
    shown = text + label;
    const rows = encode(text);
    const size = rows.length + 2 * QUIET;
    const svg = shape("svg", { class: "qr", part: "qr", viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label, "shape-rendering": "crispEdges" });
    svg.append(shape("rect", { width: size, height: size, fill: "#fff" }), shape("path", { d: pathOf(rows), fill: "#111" }));
    place.replaceChildren(svg);
  };
  update();
  return { update, close: () => place.replaceChildren() };
};
