// Shows who brought whom on a canvas, with the buttons, keys and gestures that move it: there may be a hundred thousand people.

import { extent, laidOut } from "./tree/layout.js";
import { layered, painter } from "./tree/paint.js";

const FINEST = 40;
const SEED = 1;
const HELD = 2;
const EXCLUDED = 4;
/** How near a pointer comes to who is meant, and how far a finger may stray that taps; in pixels of the page. */
const NEAR = { mouse: 10, touch: 22 };
const STRAY = 10;

/** The colours of the page, which may be dark. */
const colours = (canvas) => {
  const probe = document.createElement("i");
  canvas.after(probe);
  const known = (name) => {
    probe.className = name;
    return getComputedStyle(probe).color;
  };
  const found = { line: known("tree-line"), people: known("tree-people"), seed: known("tree-seed"), held: known("tree-held"), gone: known("tree-gone") };
  probe.remove();
  return found;
};

/**
 * Shows a tree on a canvas; returns what moves and ends it.
 * @param {HTMLCanvasElement} canvas
 * @param {{ parents: number[], flags: number[], minutes: number[] }} tree
 * @param {(at: number | null, descendants: number) => void} tell who is under the pointer, or was tapped
 */
const show = (canvas, tree, tell) => {
  const place = laidOut(tree);
  let view = { scale: 1, left: 0, top: 0 };
  let paint = colours(canvas);
  const { ask, resized, end } = painter(canvas, { tree, place, layers: layered(tree, { SEED, HELD, EXCLUDED }) }, () => ({ view, paint }));
  const fine = () => Math.min(2, window.devicePixelRatio || 1);
  const whole = () => {
    const { left, right, top, foot } = extent(place);
    const scale = 0.94 * Math.min(canvas.width / (right - left), canvas.height / (foot - top), FINEST * fine() * 0.5);
    view = { scale, left: canvas.width / 2 - (scale * (left + right)) / 2, top: canvas.height / 2 - (scale * (top + foot)) / 2 };
    ask();
  };
  const fit = () => {
    const [wide, high] = [Math.round(canvas.clientWidth * fine()), Math.round(canvas.clientHeight * fine())];
    // A page that has no room for it, if only for a moment, shows nothing of it.
    if (!wide || !high || (wide === canvas.width && high === canvas.height)) return;
    [canvas.width, canvas.height] = [wide, high];
    whole();
    resized();
  };
  const zoom = (factor, cx = canvas.width / 2, cy = canvas.height / 2) => {
    const scale = Math.max(0.02, Math.min(FINEST * fine(), view.scale * factor));
    const by = scale / view.scale;
    view = { scale, left: cx - (cx - view.left) * by, top: cy - (cy - view.top) * by };
    ask();
  };
  const move = (dx, dy) => {
    view = { ...view, left: view.left + dx, top: view.top + dy };
    ask();
  };
  const nearest = ({ offsetX, offsetY, pointerType }) => {
    const { x, y } = place;
    const tx = (offsetX * fine() - view.left) / view.scale;
    const ty = (offsetY * fine() - view.top) / view.scale;
    let [best, near] = [null, (((pointerType === "touch" ? NEAR.touch : NEAR.mouse) * fine()) / view.scale) ** 2];
    for (let at = 0; at < x.length; at += 1) {
      const dx = x[at] - tx;
      const dy = y[at] - ty;
      const far = dx * dx + dy * dy;
      if (far < near) [best, near] = [at, far];
    }
    return best;
  };
  const look = (event) => {
    const at = nearest(event);
    tell(at, at === null ? 0 : place.sizes[at] - 1);
  };
  const pinch = (other, before, event) => {
    const middle = (at) => [((other.offsetX + at.offsetX) / 2) * fine(), ((other.offsetY + at.offsetY) / 2) * fine()];
    const apart = (at) => Math.hypot(other.offsetX - at.offsetX, other.offsetY - at.offsetY);
    const [[fromX, fromY], [toX, toY]] = [middle(before), middle(event)];
    move(toX - fromX, toY - fromY);
    zoom(apart(event) / Math.max(1, apart(before)), toX, toY);
  };
  // A finger that merely passes scrolls the page: it moves the tree once somebody has tapped it, until he taps elsewhere. Two fingers always mean the tree.
  const isMoving = ({ pointerType }) => pointerType !== "touch" || document.activeElement === canvas;
  const pointers = new Map();
  let tap = null;
  let looked = 0;
  const lift = ({ pointerId }) => pointers.delete(pointerId);
  const keep = (event) => event.touches.length > 1 && event.cancelable && event.preventDefault();
  const on = {
    pointerdown: (event) => {
      tap = pointers.size === 0 && event.pointerType === "touch" ? event : null;
      pointers.set(event.pointerId, event);
      canvas.setPointerCapture(event.pointerId);
    },
    pointermove: (event) => {
      const before = pointers.get(event.pointerId);
      if (!before) {
        // Looking for the nearest of 100,000 takes a millisecond: not more often than the screen changes.
        cancelAnimationFrame(looked);
        looked = requestAnimationFrame(() => look(event));
        return;
      }
      if (tap && Math.hypot(event.offsetX - tap.offsetX, event.offsetY - tap.offsetY) > STRAY) tap = null;
      if (pointers.size === 2) {
        const other = [...pointers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
        pinch(other, before, event);
      } else if (!tap && isMoving(event)) move((event.offsetX - before.offsetX) * fine(), (event.offsetY - before.offsetY) * fine());
      if (!tap) pointers.set(event.pointerId, event);
    },
    pointerup: (event) => {
      lift(event);
      if (tap) look(event);
      tap = null;
    },
    pointercancel: (event) => {
      lift(event);
      tap = null;
    },
    touchstart: keep,
    touchmove: keep,
    wheel: (event) => {
      // The page is scrolled by a wheel as everywhere; with the key that zooms pages, the tree is zoomed.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / 200), event.offsetX * fine(), event.offsetY * fine());
    },
    keydown: (event) => {
      const step = 40 * fine();
      const act = { "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), 0: whole, ArrowLeft: () => move(step, 0), ArrowRight: () => move(-step, 0), ArrowUp: () => move(0, step), ArrowDown: () => move(0, -step) }[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    },
  };
  for (const [name, listener] of Object.entries(on)) canvas.addEventListener(name, listener, { passive: false });
  const sized = new ResizeObserver(fit);
  sized.observe(canvas);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const repaint = () => {
    paint = colours(canvas);
    ask();
  };
  dark.addEventListener("change", repaint);
  fit();
  return {
    zoom,
    whole,
    end: () => {
      for (const [name, listener] of Object.entries(on)) canvas.removeEventListener(name, listener);
      sized.disconnect();
      dark.removeEventListener("change", repaint);
      end();
      cancelAnimationFrame(looked);
    },
  };
};

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

const shown = new WeakMap();

/**
 * Shows a tree in a figure of the page, with its buttons and the line that says what is under the pointer. A newer one takes the place of the one before.
 * @param {HTMLElement} place
 * @param {{ parents: number[], flags: number[], generations: number[], people: number }} tree
 */
export const open = (place, tree) => {
  shown.get(place)?.();
  const canvas = place.querySelector("canvas");
  const line = place.querySelector("[data-said]");
  const number = new Intl.NumberFormat(document.documentElement.lang).format;
  const rest = tree.people > tree.parents.length ? filled(place.dataset.told, { n: number(tree.parents.length), of: number(tree.people) }) : place.dataset.none;
  line.textContent = rest;
  const told = (at, descendants) => {
    line.textContent = at === null ? rest : filled(place.dataset.one, { n: number(descendants), g: number(tree.generations[at]) });
  };
  const { zoom, whole, end } = show(canvas, tree, told);
  const acts = { in: () => zoom(1.6), out: () => zoom(1 / 1.6), whole };
  const press = (event) => acts[event.target.closest("[data-act]")?.dataset.act]?.();
  place.addEventListener("click", press);
  const stop = () => {
    end();
    place.removeEventListener("click", press);
    gone.disconnect();
  };
  const gone = new MutationObserver(() => canvas.isConnected || stop());
  gone.observe(document.body, { childList: true, subtree: true });
  shown.set(place, stop);
};
