// What can be seen of a board: the layer over the picture with what lies on it and the free places, the tray, and what is said.

import { depth, freeOf, inReadingOrder, whereabouts } from "./board-rules.js";
import { make } from "./dom.js";

const at = (element, { x, y, width, height }) => {
  for (const [name, value] of Object.entries({ x, y, width, height })) element.style.setProperty(`--${name}`, `${value}%`);
  return element;
};

/** The elements of a board in its place, below the picture that the widget shows. */
export const mount = (place, node, { server }, say) => {
  const { parts } = node;
  const ratio = node.height / node.width;
  const picture = (part, properties = {}) =>
    make("img", { src: server + part.picture, crossorigin: "anonymous", draggable: "false", alt: "", decoding: "async", ...properties });
  const layer = make("div", { class: "board-layer" });
  const tray = make("ul", { class: "board-tray", "aria-label": say("tray") });
  const hint = make("p", { class: "small" }, say("hint"));
  const status = make("p", { class: "board-said", role: "status" });
  const bench = make("div", { class: "board-bench" }, hint, tray, status);
  const spots = make("div", { class: "board-spots", role: "group", "aria-label": say("places") });
  layer.append(spots);
  place.append(layer, bench);
  const items = new Map();
  const heard = {};

  for (const part of parts) {
    const button = make("button", { type: "button", class: "board-part", "aria-pressed": "false" }, picture(part), make("span", {}, part.label));
    button.onclick = (event) => {
      if (!button.dataset.dragged) heard.chose?.(part, event.detail === 0);
    };
    const item = make("li", {}, button);
    items.set(part.key, { part, item, button });
    tray.append(item);
  }

  const name = (spot, number, all) => {
    const { row, column, form } = whereabouts(spot, ratio);
    const where = say(`${row}_${column}`);
    return say("place", { n: number, all, where: form === "even" ? where : say(form, { where }) });
  };

  /** Where on the picture a pointer is, in percent of it. */
  const pointOf = ({ clientX, clientY }) => {
    const box = layer.getBoundingClientRect();
    return [(100 * (clientX - box.left)) / box.width, (100 * (clientY - box.top)) / box.height];
  };

  const clearSpots = () => {
    spots.replaceChildren();
    layer.classList.remove("is-asking");
    for (const { button } of items.values()) button.setAttribute("aria-pressed", "false");
  };

  const free = () => [...items.values()].filter(({ item }) => !item.hidden);

  const view = {
    layer,
    bench,
    tray,
    items,
    pointOf,
    width: () => layer.getBoundingClientRect().width || 1,
    listen: (told) => Object.assign(heard, told),
    tell: (text) => (status.textContent = text),
    /** An element of a part, as large as it is on the picture. */
    likeness: (part) => at(picture(part, { class: "board-ghost" }), part),
    begin: (isOpen) => {
      clearSpots();
      hint.hidden = !isOpen;
      tray.hidden = !isOpen;
    },
    /** Lays what is in its place, and leaves the rest in the tray. */
    lay: (all, taken) => {
      for (const laid of layer.querySelectorAll(".board-laid")) laid.remove();
      const there = new Set(taken.values());
      for (const [spot, part] of taken) view.set(all.find(({ key }) => key === part), all.find(({ key }) => key === spot));
      for (const [key, { item }] of items) item.hidden = there.has(key);
    },
    set: (part, spot) => {
      const laid = at(picture(part, { class: "board-laid", alt: part.label }), spot);
      // What stands first in the campaign file lies at the bottom, whatever came first.
      laid.style.setProperty("--depth", parts.indexOf(spot) + 1);
      layer.insertBefore(laid, spots);
      return laid;
    },
    hold: (part, taken, byKey) => {
      clearSpots();
      items.get(part.key).button.setAttribute("aria-pressed", "true");
      layer.classList.add("is-asking");
      const open = inReadingOrder(freeOf(parts, taken));
      open.forEach((spot, index) => {
        const button = at(make("button", { type: "button", class: "board-spot", "aria-label": name(spot, index + 1, open.length), "data-key": spot.key }), spot);
        button.style.setProperty("--depth", 100 + depth(parts, spot));
        spots.append(button);
      });
      if (byKey) spots.firstElementChild?.focus();
    },
    letGo: (part, byKey) => {
      clearSpots();
      if (part && byKey) {
        items.get(part.key).button.focus();
        view.tell(say("back", { part: part.label }));
      }
    },
    put: (part, spot, taken, byKey) => {
      clearSpots();
      const laid = view.set(part, spot);
      laid.classList.add("is-new");
      items.get(part.key).item.hidden = true;
      // The button under the focus has gone.
      const [next] = free();
      next?.button.focus({ preventScroll: !byKey });
    },
    /** Shows the place where a part belongs, since it was not found. */
    show: (spot) => {
      for (const button of spots.children) {
        const isIt = button.dataset.key === spot?.key;
        if (isIt && !button.classList.contains("is-shown")) button.setAttribute("aria-label", say("here", { place: button.getAttribute("aria-label") }));
        button.classList.toggle("is-shown", isIt);
      }
    },
    /** Marks the place above which a dragged part is. */
    mark: (spot) => {
      for (const button of spots.children) button.classList.toggle("is-near", button.dataset.key === spot?.key);
    },
    close: () => {
      layer.remove();
      bench.remove();
    },
  };

  layer.onclick = (event) => {
    const button = event.target.closest?.(".board-spot");
    const spot = button && parts.find(({ key }) => key === button.dataset.key);
    // Enter and the space bar press a place without a point.
    heard.tapped?.(spot, event.detail === 0 ? undefined : pointOf(event));
  };
  const keys = (event) => {
    if (event.key === "Escape") return heard.gaveUp?.();
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const list = [...spots.children];
    const here = list.indexOf(event.target);
    if (!step || here < 0) return;
    event.preventDefault();
    list.at((here + step) % list.length).focus();
  };
  layer.onkeydown = keys;
  tray.onkeydown = keys;
  return view;
};

