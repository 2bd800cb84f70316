// The board of an assembly: the parts lie in a tray, and belong on the picture above it. A part gets there by being dragged, by a tap on it
// and one on its place, or by the keyboard. `data-id` is the node, `data-title` the campaign's title, `data-open` whether it can be played,
// `data-done` whether the fan has done it.

import { drag } from "./board-drag.js";
import { finish } from "./board-finish.js";
import { MISSES, fitting, found, tapped } from "./board-rules.js";
import { mount } from "./board-scene.js";
import { words } from "./board.words.js";
import css from "./board.css";
import { act, dress, speech } from "./dom.js";

/** The least a finger can aim at, in pixels. */
const FINGER = 44;

const nodeOf = async ({ server, campaign, lang }, id) => {
  const answer = await fetch(`${server}/api/v1/campaigns/${encodeURIComponent(campaign)}?lang=${lang}`);
  if (!answer.ok) throw new Error(`the campaign: ${answer.status}`);
  const { nodes, now } = await answer.json();
  const node = nodes.find((node) => node.id === id);
  if (!node?.parts?.length) throw new Error(`there is nothing to put together at ${id}`);
  return { node, isOver: new Date(now) >= new Date(node.closes) };
};

/** A game on the board, until everything is in place. */
const play = (place, { node, isOver }, options, say) => {
  const { parts } = node;
  const ratio = node.height / node.width;
  const view = mount(place, node, options, say);
  // The places that are taken, by the parts that have come there, in the order in which they came.
  let taken = new Map();
  let misses = 0;
  let held;
  let end;
  let isBegun = false;

  const isOpen = () => place.dataset.open === "true";
  const isDone = () => place.dataset.done === "true";
  const least = () => (100 * FINGER) / view.width();

  const hold = (part, byKey) => {
    if (!isOpen() || end) return;
    if (!isBegun) {
      isBegun = true;
      act(place, { act: "start", node: node.id });
    }
    if (held !== part) misses = 0;
    held = part;
    view.hold(part, taken, byKey);
    view.tell(say("held", { part: part.label }));
  };

  const letGo = (byKey) => {
    const part = held;
    held = undefined;
    view.letGo(part, byKey);
  };

  const put = (part, spot, byKey) => {
    held = undefined;
    taken.set(spot.key, part.key);
    const left = parts.length - taken.size;
    view.put(part, spot, taken, byKey);
    if (left) return view.tell(say("placed", { part: part.label }, left));
    view.tell(say("whole"));
    end = finish(view, node, place, options, say);
    end.focus();
    act(place, { act: "assemble", node: node.id, parts: [...taken.values()] });
  };

  const miss = (part) => {
    misses += 1;
    if (misses < MISSES) return view.tell(say("misfit", { part: part.label }));
    view.show(fitting(parts, taken, part)[0]);
    view.tell(say("shown", { part: part.label }));
  };

  /** A tap on the picture, or a place chosen by the keyboard, which has no point. */
  const tap = (spot, point) => {
    if (!held) return;
    const fits = fitting(parts, taken, held);
    const right = point ? tapped(fits, point, ratio, least()) : fits.find(({ key }) => key === spot.key);
    if (right) put(held, right, !point);
    else miss(held);
  };

  const lay = (list) => {
    taken = new Map(list.map(({ key }) => [key, key]));
    view.lay(parts, taken);
  };

  const begin = () => {
    end?.close();
    end = undefined;
    held = undefined;
    lay([]);
    view.tell("");
    view.begin(isOpen());
    if (isDone()) {
      lay(parts);
      end = finish(view, node, place, options, say);
    } else if (!isOpen() && isOver) lay(parts);
  };

  const stop = drag(view, {
    may: (part) => isOpen() && !end && !taken.has(part.key) && ![...taken.values()].includes(part.key),
    took: (part) => hold(part, false),
    over: (part, point) => view.mark(found(fitting(parts, taken, part), point, ratio, least() / 2)),
    dropped: (part, point) => {
      const right = point && found(fitting(parts, taken, part), point, ratio, least() / 2);
      view.mark();
      if (right) return put(part, right, false);
      letGo(false);
      view.tell(say("far", { part: part.label }));
    },
  });
  view.listen({ chose: (part, byKey) => (held === part ? letGo(byKey) : hold(part, byKey)), tapped: tap, gaveUp: () => held && letGo(true) });
  begin();
  let before = JSON.stringify(place.dataset);
  return {
    update: () => {
      const now = JSON.stringify(place.dataset);
      if (now === before) return;
      before = now;
      // What has just been finished here is done at once; anything else starts from what is true now.
      if (!(end && isDone())) begin();
    },
    close: () => {
      stop();
      end?.close();
      view.close();
    },
  };
};

export const open = (place, options) => {
  const say = speech(words, options.lang);
  const undress = dress(place.getRootNode(), css);
  let game;
  let isClosed = false;
  nodeOf(options, place.dataset.id).then(
    (found) => {
      if (!isClosed) game = play(place, found, options, say);
    },
    (problem) => {
      console.error(problem);
      if (!isClosed) place.dispatchEvent(new Event("failed", { bubbles: true }));
    },
  );
  return {
    update: () => game?.update(),
    close: () => {
      isClosed = true;
      game?.close();
      undress();
      place.replaceChildren();
    },
  };
};
