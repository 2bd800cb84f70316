// Parts of the widget that only some fans need: scripts of their own, each fetched when an element with its name in `data-gadget` stands
// in the widget. Such a script exports `open(place, options)`, which fills the element and returns `{ update, close }`, of which it may
// leave out both: `update` is called after every rendering, when `place.dataset` may have changed. It tells the widget by bubbling
// events: `failed`, `claimed`, and `act` with an act as detail.

import { once } from "./assembly.js";

let failures = 0;

/** A script of `embed/gadgets`, fetched once. */
export const scriptOf = (server, name) =>
  once(`${server} ${name}`, async () => {
    try {
      // Browsers remember a script that could not be loaded, so after a failure it is asked for under another name.
      return await import(`${server}/embed/v1/${name}.js${failures ? `?${failures}` : ""}`);
    } catch (problem) {
      failures++;
      throw problem;
    }
  });

/** What has to be called with the widget's root after every rendering, and without one at its end. `optionsOf()` is handed on. */
export const gadgets = (optionsOf) => {
  const held = new Map();
  return (root) => {
    const options = optionsOf();
    for (const [place, gadget] of held) {
      if (root?.contains(place) && gadget.lang === options.lang) gadget.handle?.update?.();
      else {
        held.delete(place);
        gadget.handle?.close?.();
      }
    }
    for (const place of root?.querySelectorAll("[data-gadget]") ?? []) {
      if (held.has(place)) continue;
      const gadget = { lang: options.lang };
      held.set(place, gadget);
      const wanted = () => held.get(place) === gadget;
      scriptOf(options.server, place.dataset.gadget).then(
        ({ open }) => wanted() && (gadget.handle = open(place, options)),
        () => wanted() && place.dispatchEvent(new Event("failed", { bubbles: true })),
      );
    }
  };
};
