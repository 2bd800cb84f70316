// Draws who brought whom on a canvas: every chain grows outwards from its root, each person as wide as those who descend from him. Laid out once;
// what is drawn is as fine as the zoom shows it, as there may be a hundred thousand people.

const TURN = 2 * Math.PI;
const FINEST = 40;
const SEED = 1;
const HELD = 2;
const EXCLUDED = 4;

/** Whoever brought somebody stands before him, so one pass from the end counts all descendants. */
const weighed = (parents) => {
  const sizes = new Float64Array(parents.length).fill(1);
  for (let at = parents.length - 1; at >= 0; at -= 1) if (parents[at] >= 0) sizes[parents[at]] += sizes[at];
  return sizes;
};

/** Places: the roots on a disc, the largest in the middle of it (sunflower), and each chain around its root. */
const laidOut = ({ parents }) => {
  const people = parents.length;
  const sizes = weighed(parents);
  const [x, y] = [new Float32Array(people), new Float32Array(people)];
  const [from, span, depth] = [new Float32Array(people), new Float32Array(people), new Uint16Array(people)];
  const free = new Float32Array(people);
  let room = 0;
  let roots = 0;
  for (let at = 0; at < people; at += 1) {
    const parent = parents[at];
    if (parent < 0) {
      // A chain takes an area like its people: so the next one lies as far out as the area before it.
      const own = Math.sqrt(sizes[at]) * 2.2;
      const away = Math.sqrt(room + own * own * 0.5);
      const angle = roots * 2.399963;
      x[at] = roots === 0 ? 0 : away * Math.cos(angle) * 1.15;
      y[at] = roots === 0 ? 0 : away * Math.sin(angle) * 1.15;
      room += own * own * 1.3;
      span[at] = TURN;
      from[at] = 0;
      roots += 1;
    } else {
      const share = (span[parent] * sizes[at]) / Math.max(1, sizes[parent] - 1);
      from[at] = from[parent] + free[parent];
      free[parent] += share;
      span[at] = Math.min(share, TURN / 2);
      const angle = from[at] + share / 2;
      depth[at] = depth[parent] + 1;
      // Sisters who stand close move outwards until they have room.
      const reach = Math.max(1.6, Math.min(14, 1.1 / Math.max(share, 0.02)));
      x[at] = x[parent] + reach * Math.cos(angle);
      y[at] = y[parent] + reach * Math.sin(angle);
      from[at] = angle - span[at] / 2;
    }
  }
  return { x, y, sizes, depth };
};

const extent = ({ x, y }) => {
  let [left, right, top, foot] = [-1, 1, -1, 1];
  for (let at = 0; at < x.length; at += 1) {
    if (x[at] < left) left = x[at];
    else if (x[at] > right) right = x[at];
    if (y[at] < top) top = y[at];
    else if (y[at] > foot) foot = y[at];
  }
  return { left, right, top, foot };
};

/** The colours of the page, which may be dark. */
const colours = (canvas) => {
  const style = getComputedStyle(canvas);
  const of = (name) => style.getPropertyValue(name).trim();
  const probe = document.createElement("i");
  canvas.after(probe);
  const known = (name) => {
    probe.className = name;
    return getComputedStyle(probe).color;
  };
  const found = { line: known("tree-line"), people: known("tree-people"), seed: known("tree-seed"), held: known("tree-held"), gone: known("tree-gone"), ground: of("--sheet") };
  probe.remove();
  return found;
};

const draw = (context, tree, place, view, paint) => {
  const { canvas } = context;
  const { x, y, sizes } = place;
  const { parents, flags } = tree;
  const { scale, left, top } = view;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  const [wide, high] = [canvas.width, canvas.height];
  // People who would be less than a third of a pixel apart are not worth a line each.
  const least = scale < 0.5 ? Math.min(6, 0.5 / scale) : 0;
  const seen = (at) => {
    const [px, py] = [x[at] * scale + left, y[at] * scale + top];
    return px > -60 && py > -60 && px < wide + 60 && py < high + 60;
  };
  context.beginPath();
  for (let at = 0; at < parents.length; at += 1) {
    const parent = parents[at];
    if (parent < 0 || sizes[parent] < least * 2 || !(seen(at) || seen(parent))) continue;
    context.moveTo(x[parent] * scale + left, y[parent] * scale + top);
    context.lineTo(x[at] * scale + left, y[at] * scale + top);
  }
  context.strokeStyle = paint.line;
  context.lineWidth = Math.max(0.4, Math.min(2, scale * 0.12));
  context.stroke();
  const dots = (is, colour, radius) => {
    context.beginPath();
    for (let at = 0; at < parents.length; at += 1) {
      if (!is(flags[at], at) || !seen(at)) continue;
      const [px, py] = [x[at] * scale + left, y[at] * scale + top];
      if (radius < 1.2) context.rect(px - radius, py - radius, 2 * radius, 2 * radius);
      else {
        context.moveTo(px + radius, py);
        context.arc(px, py, radius, 0, TURN);
      }
    }
    context.fillStyle = colour;
    context.fill();
  };
  const size = Math.max(0.5, Math.min(6, scale * 0.36));
  dots((flag) => !(flag & (SEED | HELD | EXCLUDED)), paint.people, size);
  dots((flag) => flag & EXCLUDED, paint.gone, size);
  dots((flag) => flag & HELD, paint.held, size);
  dots((flag) => flag & SEED, paint.seed, Math.max(3, size * 1.6));
};

/**
 * Shows a tree on a canvas; returns what moves and ends it.
 * @param {HTMLCanvasElement} canvas
 * @param {{ parents: number[], flags: number[], minutes: number[] }} tree
 * @param {(at: number | null, descendants: number, depth: number) => void} tell who is under the pointer
 */
const show = (canvas, tree, tell) => {
  const context = canvas.getContext("2d");
  const place = laidOut(tree);
  let view = { scale: 1, left: 0, top: 0 };
  let paint = colours(canvas);
  let frame = 0;
  const fine = () => Math.min(2, window.devicePixelRatio || 1);
  const ask = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      draw(context, tree, place, view, paint);
    });
  };
  const whole = () => {
    const { left, right, top, foot } = extent(place);
    const scale = 0.94 * Math.min(canvas.width / (right - left), canvas.height / (foot - top), FINEST * fine() * 0.5);
    view = { scale, left: canvas.width / 2 - (scale * (left + right)) / 2, top: canvas.height / 2 - (scale * (top + foot)) / 2 };
    ask();
  };
  const fit = () => {
    const [wide, high] = [Math.round(canvas.clientWidth * fine()), Math.round(canvas.clientHeight * fine())];
    if (!wide || (wide === canvas.width && high === canvas.height)) return;
    [canvas.width, canvas.height] = [wide, high];
    whole();
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
  const nearest = (px, py) => {
    let [best, near] = [null, (10 * fine()) ** 2];
    for (let at = 0; at < place.x.length; at += 1) {
      const [dx, dy] = [place.x[at] * view.scale + view.left - px, place.y[at] * view.scale + view.top - py];
      const far = dx * dx + dy * dy;
      if (far < near) [best, near] = [at, far];
    }
    return best;
  };
  const pointers = new Map();
  let looked = 0;
  const on = {
    pointerdown: (event) => {
      pointers.set(event.pointerId, event);
      canvas.setPointerCapture(event.pointerId);
    },
    pointermove: (event) => {
      const before = pointers.get(event.pointerId);
      if (!before) {
        // Looking for the nearest of 100,000 takes a millisecond: not more often than the screen changes.
        cancelAnimationFrame(looked);
        looked = requestAnimationFrame(() => {
          const at = nearest(event.offsetX * fine(), event.offsetY * fine());
          tell(at, at === null ? 0 : place.sizes[at] - 1, at === null ? 0 : place.depth[at]);
        });
        return;
      }
      if (pointers.size === 2) {
        const [one, two] = [...pointers.values()];
        const apart = (a, b) => Math.hypot(a.offsetX - b.offsetX, a.offsetY - b.offsetY);
        const other = one.pointerId === event.pointerId ? two : one;
        zoom(apart(event, other) / Math.max(1, apart(before, other)), event.offsetX * fine(), event.offsetY * fine());
      } else move((event.offsetX - before.offsetX) * fine(), (event.offsetY - before.offsetY) * fine());
      pointers.set(event.pointerId, event);
    },
    pointerup: (event) => pointers.delete(event.pointerId),
    pointercancel: (event) => pointers.delete(event.pointerId),
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
      cancelAnimationFrame(frame);
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
