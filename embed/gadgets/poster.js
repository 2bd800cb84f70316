// A poster with the fan's own QR code, drawn in the browser: `data-link` is where the code leads, `data-serial` the code in groups,
// `data-id` the node. The name on it goes nowhere.

import { act, download, dress, make, ownTag, speech } from "./dom.js";
import { draw, familyFor, formats } from "./poster-draw.js";
import { words } from "./poster.words.js";
import css from "./poster.css";

const LONGEST_NAME = 24;

let gadgets = 0;

/** The campaign's picture as everybody sees it now; an assembly's where there is no teaser. */
const pictureOf = ({ nodes }) => nodes.find(({ kind, picture }) => ["teaser", "assemble"].includes(kind) && picture)?.picture;

/** Fetched, not taken from an element: a picture that came without leave would keep the canvas from being saved. */
const loaded = async (address) => {
  const answer = await fetch(address, { credentials: "omit" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return createImageBitmap(await answer.blob());
};

const fileOf = (canvas, name) =>
  new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(new File([blob], name, { type: "image/png" })) : failed(new Error(name))), "image/png"));

export const open = (place, { server, campaign, lang, known }) => {
  const say = speech(words, lang);
  const undress = dress(place.getRootNode(), css);
  const id = `canyu-poster-${(gadgets += 1)}`;
  let format = "a6";
  let picture;
  let shown;
  let asked;

  const probe = make("span", { class: "poster-probe", "aria-hidden": "true" });
  const canvas = make("canvas", { class: "poster-sheet", role: "img", part: "poster", lang: known.view.lang });
  const status = make("p", { class: "small", role: "status" });
  const choice = (name) => {
    const input = make("input", { type: "radio", name: id, value: name });
    input.checked = name === format;
    input.onchange = () => paint((format = name));
    return make("label", {}, input, say(name));
  };
  const name = make("input", { id: `${id}-name`, type: "text", part: "input", maxlength: LONGEST_NAME, autocomplete: "nickname", "aria-describedby": `${id}-hint` });
  name.oninput = () => paint();
  const save = make("button", { class: "main", type: "button", part: "button" }, say("download"));
  const give = make("button", { class: "quiet", type: "button", part: "button", hidden: true }, say("share"));
  place.append(
    make(
      "div",
      { class: "poster-desk" },
      canvas,
      make("p", { class: "small" }, say("hint")),
      make("fieldset", { class: "poster-forms" }, make("legend", {}, say("format")), choice("a6"), choice("story")),
      make(
        "div",
        { class: "poster-name" },
        make("label", { for: name.id, class: "label" }, say("name")),
        name,
        make("p", { id: `${id}-hint`, class: "small" }, say("name_hint")),
      ),
      make("div", { class: "poster-ways" }, save, give),
      status,
    ),
    probe,
  );

  const file = () => fileOf(canvas, `${campaign}-${format}.png`);
  const told = () => act(place, { act: "share", node: place.dataset.id, channel: "poster" });

  const paint = () => {
    const { view } = known;
    const { link, serial } = place.dataset;
    const { backgroundColor: fill, color: on, fontFamily } = getComputedStyle(probe);
    const time = new Intl.DateTimeFormat(ownTag(lang), { dateStyle: "medium", timeStyle: "short" }).format(new Date(view.closes));
    const called = name.value.trim();
    const lines = {
      invites: say("invites", { name: called }),
      invited: say("invited"),
      scan: say("scan"),
      until: say("until", { time }),
      code: say("code"),
      home: new URL(link).host,
    };
    canvas.setAttribute("aria-label", say("preview", { title: view.title }));
    const family = familyFor(fontFamily, lang);
    const colors = { fill, on };
    try {
      draw(canvas, format, { picture, title: view.title, name: called, link, serial, colors, family, words: lines, wide: lang !== "en" });
    } catch {
      canvas.hidden = save.hidden = give.hidden = true;
      status.textContent = say("failed");
    }
  };

  const update = () => {
    const { view } = known;
    const address = pictureOf(view);
    const now = [place.dataset.link, view.title, view.closes].join("\n");
    if (now !== shown) paint((shown = now));
    if (address === asked) return;
    asked = address;
    if (!address) return;
    loaded(server + address).then(
      (found) => {
        if (asked !== address) return;
        picture = found;
        if (status.textContent === say("plain")) status.textContent = "";
        paint();
      },
      () => {
        if (asked === address) status.textContent = say("plain");
      },
    );
  };

  save.onclick = async () => {
    download(await file());
    status.textContent = say("saved");
    told();
  };
  give.onclick = async () => {
    const files = [await file()];
    // Closing the sheet is no failure.
    await navigator.share({ files, title: known.view.title, url: place.dataset.link }).then(told, () => {});
  };
  const tried = new File([""], "a.png", { type: "image/png" });
  give.hidden = !navigator.canShare?.({ files: [tried] });
  update();
  document.fonts?.ready.then(paint);

  return {
    update,
    close: () => {
      asked = undefined;
      undress();
      place.replaceChildren();
    },
  };
};

export { formats };
