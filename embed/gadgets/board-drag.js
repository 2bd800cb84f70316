// Dragging a part from the tray to the picture, by mouse, pen or finger. The pointer decides nothing: it asks, and tells where it let go.

import { make } from "./dom.js";

/** Pixels that a pointer has to go before a press is a drag. */
const SLOP = 6;
/** Pixels by which a finger holds a part above itself, so that it can be seen. */
const LIFT = 36;

/**
 * Listens to the tray of a board. `may(part)` says whether a part can be taken, `took`, `over` and `dropped` are told what happens to it; a
 * point is in percent of the picture, and missing where the drag was broken off. Returns what ends the listening.
 */
export const drag = (view, { may, took, over, dropped }) => {
  let going;

  const middle = (event) => view.pointOf({ clientX: event.clientX, clientY: event.clientY - going.lift });

  const move = (event) => {
    if (!going || event.pointerId !== going.id) return;
    const far = Math.hypot(event.clientX - going.x, event.clientY - going.y);
    if (!going.ghost) {
      if (far < SLOP) return;
      going.ghost = view.likeness(going.part);
      going.frame = make("div", { class: "board-flight", "aria-hidden": "true" }, going.ghost);
      view.layer.append(going.frame);
      going.button.classList.add("is-away");
      took(going.part);
    }
    const [x, y] = middle(event);
    const { width, height } = going.part;
    going.ghost.style.setProperty("--x", `${x - width / 2}%`);
    going.ghost.style.setProperty("--y", `${y - height / 2}%`);
    over(going.part, [x, y]);
  };

  const end = (event) => {
    if (!going || event.pointerId !== going.id) return;
    const { part, frame, button } = going;
    const point = event.type === "pointerup" ? middle(event) : undefined;
    going = undefined;
    if (!frame) return;
    frame.remove();
    button.classList.remove("is-away");
    // The click that follows a drag means nothing.
    button.dataset.dragged = "true";
    setTimeout(() => delete button.dataset.dragged);
    dropped(part, point);
  };

  const down = (event) => {
    const button = event.target.closest?.(".board-part");
    const held = [...view.items.values()].find((item) => item.button === button);
    if (going || !held || event.button !== 0 || !may(held.part)) return;
    going = { id: event.pointerId, part: held.part, button, x: event.clientX, y: event.clientY, lift: event.pointerType === "mouse" ? 0 : LIFT };
    // The button goes on hearing the pointer wherever it is; it is the tray that listens, by bubbling.
    button.setPointerCapture?.(event.pointerId);
  };

  const heard = { pointerdown: down, pointermove: move, pointerup: end, pointercancel: end };
  for (const [name, listener] of Object.entries(heard)) view.tray.addEventListener(name, listener);
  return () => {
    for (const [name, listener] of Object.entries(heard)) view.tray.removeEventListener(name, listener);
    going?.frame?.remove();
    going = undefined;
  };
};
