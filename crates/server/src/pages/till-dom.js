// Elements by DOM calls alone: nothing that a camera, a server or a person says is read as HTML.

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
  good: ["M24 3a21 21 0 1 1 0 42a21 21 0 0 1 0-42z", "M14 25l7 7 13.500-15"],
  bad: ["M15.700 3h16.600l11.700 11.700v18.600l-11.700 11.700h-16.600l-11.700-11.700v-18.600z", "M16 16l16 16M32 16l-16 16"],
  early: ["M24 2l22 22-22 22-22-22z", "M24 13v12M24 32.500v.2"],
};

/** The sign of an outcome. */
export const sign = (state) => {
  const [frame, inside] = shapes[state];
  return svg("svg", { class: "sign", viewBox: "0 0 48 48", "aria-hidden": "true" }, svg("path", { class: "frame", d: frame }), svg("path", { d: inside }));
};
