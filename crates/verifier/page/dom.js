// Elements by DOM calls alone: nothing that a file, a server or a person says is read as HTML.

const fill = (element, properties, children) => {
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return element;
};

/** An element with attributes, listeners (`onclick`) and children, of which some may be missing. */
export const make = (name, properties = {}, ...children) => fill(document.createElement(name), properties, children);

const svg = (name, properties, ...children) => fill(document.createElementNS("http://www.w3.org/2000/svg", name), properties, children);

// Each outcome has a shape of its own, so that none depends on its colour.
const shapes = {
  ok: ["M10 1.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 0 1 0-17z", "M5.8 10.4l2.9 2.9 5.5-6.2"],
  failed: ["M6.5 1.500h7l5 5v7l-5 5h-7l-5-5v-7z", "M6.8 6.800l6.4 6.400M13.2 6.800l-6.4 6.4"],
  not_proven: ["M10 1.500l8.5 8.5-8.5 8.5-8.5-8.500z", "M10 6v4.800M10 13.600v.2"],
  not_checked: ["M10 1.500a8.5 8.5 0 1 1 0 17a8.5 8.5 0 0 1 0-17z", "M6.2 10h7.6"],
  not_yet: ["M10 1.500a8.5 8.5 0 1 1 0 17a8.5 8.5 0 0 1 0-17z", "M10 5.500v4.700l3.2 2"],
};

/** The sign of an outcome, 20 × 20. */
export const sign = (outcome) => {
  const [frame, inside] = shapes[outcome] ?? shapes.not_checked;
  return svg("svg", { class: "shape", viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("path", { class: "frame", d: frame }), svg("path", { class: "inside", d: inside }));
};

const marks = {
  holds: "M23 37l9 9 18-21",
  partly: "M23 36h26",
  fails: "M25 25l22 22M47 25l-22 22",
  early: "M36 21v16l10 6",
};

/** The stamp of a verdict, as on a checked document: a toothed edge, a ring, a mark. */
export const stamp = (state) => {
  const edge = Array.from({ length: 48 }, (_, place) => {
    const [angle, radius] = [(place * Math.PI) / 24, place % 2 ? 32.5 : 35];
    return `${(36 + radius * Math.cos(angle)).toFixed(2)} ${(36 + radius * Math.sin(angle)).toFixed(2)}`;
  });
  return svg(
    "svg",
    { class: "stamp", viewBox: "0 0 72 72", "aria-hidden": "true" },
    svg("path", { class: "frame", d: `M${edge.join("L")}z` }),
    svg("circle", { class: "ring", cx: 36, cy: 36, r: 27.5 }),
    svg("path", { class: "inside", d: marks[state] }),
  );
};
