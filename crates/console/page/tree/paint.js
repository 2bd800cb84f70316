// Paints the tree of sharing piece by piece, so that a page stays quick however many people there are: the picture of before is moved and stretched
// while the next one is painted beside it, a few milliseconds a frame.

const TURN = 2 * Math.PI;
/** People of a piece: painting them takes about a millisecond. */
const PIECE = 2_000;
/** Milliseconds of a frame for painting; the page has the rest of it. */
const TIME = 6;
/** Shorter lines lie under the dots at their ends. */
const LEAST = 0.8;

/** People by how they are seen, each list in the order in which it is painted. */
export const layered = ({ parents, flags }, { SEED, HELD, EXCLUDED }) => {
  const layers = { people: [], gone: [], held: [], seed: [] };
  for (let at = 0; at < parents.length; at += 1) {
    const flag = flags[at];
    if (!(flag & (SEED | HELD | EXCLUDED))) layers.people.push(at);
    if (flag & EXCLUDED) layers.gone.push(at);
    if (flag & HELD) layers.held.push(at);
    if (flag & SEED) layers.seed.push(at);
  }
  return layers;
};

/** Paints a view of the tree on an empty canvas, and lets whoever calls go on after each piece. */
function* painting(context, { tree, place, layers }, view, paint) {
  const { width, height } = context.canvas;
  const { x, y } = place;
  const { parents } = tree;
  const { scale, left, top } = view;
  const isSeen = (px, py) => px > -60 && py > -60 && px < width + 60 && py < height + 60;

  context.strokeStyle = paint.line;
  context.lineWidth = Math.max(0.4, Math.min(2, scale * 0.12));
  for (let from = 0; from < parents.length; from += PIECE) {
    context.beginPath();
    const end = Math.min(from + PIECE, parents.length);
    for (let at = from; at < end; at += 1) {
      const parent = parents[at];
      if (parent < 0) continue;
      const ax = x[parent] * scale + left;
      const ay = y[parent] * scale + top;
      const bx = x[at] * scale + left;
      const by = y[at] * scale + top;
      if (Math.abs(ax - bx) + Math.abs(ay - by) < LEAST || !(isSeen(ax, ay) || isSeen(bx, by))) continue;
      context.moveTo(ax, ay);
      context.lineTo(bx, by);
    }
    context.stroke();
    yield;
  }

  const size = Math.max(0.5, Math.min(6, scale * 0.36));
  for (const [name, radius] of [["people", size], ["gone", size], ["held", size], ["seed", Math.max(3, size * 1.6)]]) {
    context.fillStyle = paint[name];
    const layer = layers[name];
    // Of several dots in one pixel one is seen.
    const taken = radius < 1.2 ? new Uint8Array(width * height) : undefined;
    for (let from = 0; from < layer.length; from += PIECE) {
      context.beginPath();
      const end = Math.min(from + PIECE, layer.length);
      for (let place = from; place < end; place += 1) {
        const at = layer[place];
        const px = x[at] * scale + left;
        const py = y[at] * scale + top;
        if (!isSeen(px, py)) continue;
        if (taken) {
          const pixel = Math.floor(py) * width + Math.floor(px);
          if (taken[pixel]) continue;
          taken[pixel] = 1;
          context.rect(px - radius, py - radius, 2 * radius, 2 * radius);
        } else {
          context.moveTo(px + radius, py);
          context.arc(px, py, radius, 0, TURN);
        }
      }
      context.fill();
      yield;
    }
  }
}

const isSame = (one, other) => one && one.scale === other.scale && one.left === other.left && one.top === other.top;

/**
 * Keeps a canvas showing a view that changes.
 * @param {HTMLCanvasElement} canvas
 * @param {{ tree: object, place: object, layers: object }} what
 * @param {() => { view: { scale: number, left: number, top: number }, paint: object }} wanted what is to be seen now
 */
export const painter = (canvas, what, wanted) => {
  const context = canvas.getContext("2d");
  const beside = () => document.createElement("canvas").getContext("2d");
  let [done, next] = [beside(), beside()];
  let [shown, job] = [undefined, undefined];
  let frame = 0;

  const begin = ({ view, paint }) => {
    // A new size makes a canvas empty, the same one does, too.
    [next.canvas.width, next.canvas.height] = [canvas.width, canvas.height];
    job = { view, paint, pieces: painting(next, what, view, paint) };
  };

  const work = () => {
    const until = performance.now() + TIME;
    do {
      if (job.pieces.next().done) {
        [done, next] = [next, done];
        [shown, job] = [job, undefined];
        return;
      }
    } while (performance.now() < until);
  };

  const show = ({ view }) => {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    if (!shown) return;
    const by = view.scale / shown.view.scale;
    context.setTransform(by, 0, 0, by, view.left - shown.view.left * by, view.top - shown.view.top * by);
    context.drawImage(done.canvas, 0, 0);
  };

  const tick = () => {
    frame = 0;
    const now = wanted();
    const isDone = () => shown && shown.paint === now.paint && isSame(shown.view, now.view);
    if (!job && !isDone()) begin(now);
    if (job) work();
    show(now);
    if (job || !isDone()) ask();
  };

  const ask = () => {
    frame ||= requestAnimationFrame(tick);
  };

  return {
    ask,
    /** What was painted for another size is of no use. */
    resized: () => {
      [shown, job] = [undefined, undefined];
      ask();
    },
    end: () => cancelAnimationFrame(frame),
  };
};
