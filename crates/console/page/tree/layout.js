// Where everybody of the tree of sharing stands: every chain grows outwards from its root, each person as wide as those who descend from him.

const TURN = 2 * Math.PI;

/** Whoever brought somebody stands before him, so one pass from the end counts all descendants. */
const weighed = (parents) => {
  const sizes = new Float64Array(parents.length).fill(1);
  for (let at = parents.length - 1; at >= 0; at -= 1) if (parents[at] >= 0) sizes[parents[at]] += sizes[at];
  return sizes;
};

/** Places: the roots on a disc, the largest in the middle of it (sunflower), and each chain around its root. */
export const laidOut = ({ parents }) => {
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

/** The edges of it all. */
export const extent = ({ x, y }) => {
  let [left, right, top, foot] = [-1, 1, -1, 1];
  for (let at = 0; at < x.length; at += 1) {
    if (x[at] < left) left = x[at];
    else if (x[at] > right) right = x[at];
    if (y[at] < top) top = y[at];
    else if (y[at] > foot) foot = y[at];
  }
  return { left, right, top, foot };
};
