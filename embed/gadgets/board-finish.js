// What a fan gets for putting everything in place: the picture with the campaign's words, to send to friends or to keep.

import { linesOf } from "./board-rules.js";
import { download, make } from "./dom.js";

/** Pixels across the picture that is shared. */
const WIDTH = 1080;
const EDGE = 64;

const load = (address) =>
  new Promise((done, failed) => {
    const image = new Image();
    // Else the canvas could not be read.
    image.crossOrigin = "anonymous";
    image.onload = () => done(image);
    image.onerror = () => failed(new Error(`${address} cannot be loaded`));
    image.src = address;
  });

/** The brand's colours and the page's font, as they are where the board is. */
const styleOf = (bench) => {
  const probe = make("span", { class: "board-probe" });
  bench.append(probe);
  const { backgroundColor, color, fontFamily } = getComputedStyle(probe);
  probe.remove();
  return { backgroundColor, color, fontFamily };
};

/** Draws scene, parts and words; a promise of the file. */
export const draw = async (node, { server, campaign, lang }, title, style) => {
  const [scene, ...images] = await Promise.all([node, ...node.parts].map(({ picture }) => load(server + picture)));
  const canvas = make("canvas");
  const context = canvas.getContext("2d");
  const height = Math.round((WIDTH * node.height) / node.width);
  const font = (weight, size) => `${weight} ${size}px ${style.fontFamily}`;
  const wrapped = (text, weight, size) => {
    context.font = font(weight, size);
    return text ? linesOf(text, lang, (line) => context.measureText(line).width <= WIDTH - 2 * EDGE) : [];
  };
  const blocks = [
    { lines: wrapped(node.words, 700, 56), weight: 700, size: 56, leading: 78 },
    { lines: wrapped(title, 400, 36), weight: 400, size: 36, leading: 54 },
  ].filter(({ lines }) => lines.length);
  const band = blocks.reduce((sum, { lines, leading }) => sum + lines.length * leading, blocks.length ? 2 * EDGE - 16 : 0);
  canvas.width = WIDTH;
  canvas.height = height + band;
  // A colour that a canvas does not know leaves the one before.
  context.fillStyle = "#1c1c1e";
  context.fillStyle = style.backgroundColor;
  context.fillRect(0, 0, WIDTH, canvas.height);
  context.drawImage(scene, 0, 0, WIDTH, height);
  node.parts.forEach((part, index) => {
    const [x, y, wide, high] = [part.x * WIDTH, part.y * height, part.width * WIDTH, part.height * height].map((value) => value / 100);
    context.drawImage(images[index], x, y, wide, high);
  });
  context.fillStyle = "#fff";
  context.fillStyle = style.color;
  context.textBaseline = "middle";
  let top = height + EDGE - 8;
  for (const { lines, weight, size, leading } of blocks) {
    context.font = font(weight, size);
    for (const line of lines) {
      context.fillText(line, EDGE, top + leading / 2);
      top += leading;
    }
  }
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
  if (!blob) throw new Error("the canvas gave no picture");
  return new File([blob], `${campaign}-${node.id}.jpg`, { type: "image/jpeg" });
};

/** Shows the words and the buttons below the picture. The file is made at once: a browser lets only a fresh tap share. */
export const finish = (view, node, place, options, say) => {
  const making = draw(node, options, place.dataset.title, styleOf(view.bench));
  making.catch((problem) => console.error(problem));
  const said = make("p", { class: "small", role: "status" });
  const words = make("p", { class: "board-words", tabindex: "-1" }, node.words || say("whole"));
  const share = make("button", { type: "button", class: "main", part: "button", hidden: true }, say("share"));
  const save = make("button", { type: "button", class: "quiet", part: "button" }, say("save"));
  const given = async (give) => {
    try {
      await give(await making);
    } catch (problem) {
      // Who closes the sheet has not failed.
      if (problem?.name !== "AbortError") said.textContent = say("unmade");
    }
  };
  share.onclick = () => given((file) => navigator.share({ files: [file], text: node.words || undefined }));
  save.onclick = () =>
    given((file) => {
      download(file);
      said.textContent = say("saved");
    });
  making.then(
    (file) => (share.hidden = !navigator.canShare?.({ files: [file] })),
    () => (said.textContent = say("unmade")),
  );
  view.begin(false);
  const block = make("div", { class: "board-finish" }, words, make("div", { class: "board-ways" }, share, save), said);
  view.bench.append(block);
  return { focus: () => words.focus({ preventScroll: true }), close: () => block.remove() };
};
