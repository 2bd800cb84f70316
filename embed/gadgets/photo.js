// Choosing a picture for a guess: it is made smaller in the browser, looked at, given a caption, and sent. `data-longest` is how many
// characters the caption may have.

import { act, dress, make, speech } from "./dom.js";
import { send } from "./photo-send.js";
import { shrink } from "./photo-shrink.js";
import { words } from "./photo.words.js";
import css from "./photo.css";

/** The refusals that have a sentence of their own; the others are told by one for all. */
const known = new Set(Object.keys(words.en).filter((key) => key.startsWith("err_")));

let gadgets = 0;

export const open = (place, options) => {
  const say = speech(words, options.lang);
  const undress = dress(place.getRootNode(), css);
  const node = place.closest("[data-node]").dataset.node;
  const id = `canyu-photo-${(gadgets += 1)}`;
  let picture;
  let sending;
  let isBegun = false;
  let isClosed = false;

  const file = (key, capture) => {
    const input = make("input", { type: "file", accept: "image/*", capture: capture && "environment", class: "unseen" });
    input.onchange = () => choose(input);
    return make("label", { class: "quiet" }, input, say(key));
  };
  const ways = make("div", { class: "photo-ways" }, file("choose"), matchMedia("(pointer: coarse)").matches && file("take", true));
  const shown = make("canvas", { class: "photo-preview", role: "img", "aria-label": say("preview"), hidden: true });
  const error = make("p", { class: "error", role: "alert" });
  const status = make("p", { class: "small", role: "status" }, say("hint"));
  const bar = make("progress", { max: 1, value: 0, "aria-label": say("progress"), hidden: true });
  const caption = make("input", {
    id,
    type: "text",
    part: "input",
    maxlength: place.dataset.longest,
    autocomplete: "off",
    enterkeyhint: "send",
    required: true,
  });
  const button = make("button", { class: "main", type: "submit", part: "button" }, say("send"));
  const form = make(
    "form",
    { class: "field", hidden: true },
    make("label", { for: id }, make("span", { class: "label" }, say("caption")), caption),
    button,
  );
  place.append(make("div", { class: "photo-desk" }, shown, ways, form, bar, status, error));

  const complain = (code) => {
    error.textContent = code ? say(known.has(`err_${code}`) ? `err_${code}` : "err_other") : "";
    if (code) status.textContent = "";
  };

  const preview = ({ canvas }) => {
    shown.width = canvas.width;
    shown.height = canvas.height;
    shown.getContext("2d").drawImage(canvas, 0, 0);
    shown.hidden = form.hidden = false;
  };

  const choose = async (input) => {
    const [chosen] = input.files;
    // The same file may be chosen again.
    input.value = "";
    if (!chosen) return;
    if (!isBegun) {
      isBegun = true;
      act(place, { act: "start", node });
    }
    complain();
    status.textContent = say("looking");
    try {
      const made = await shrink(chosen);
      if (isClosed) return;
      picture = made;
      preview(made);
      status.textContent = say("chosen");
      caption.focus();
    } catch (problem) {
      complain(problem.code ?? "not_a_picture");
    }
  };

  const busy = (is) => {
    for (const control of [button, caption, ...ways.querySelectorAll("input")]) control.disabled = is;
    bar.hidden = !is;
  };

  const reset = () => {
    picture = undefined;
    caption.value = "";
    shown.hidden = form.hidden = true;
  };

  form.onsubmit = async (event) => {
    event.preventDefault();
    const text = caption.value.trim();
    if (!picture || !text || sending) return;
    complain();
    status.textContent = say("sending");
    bar.value = 0;
    busy(true);
    try {
      sending = send(picture.file, { ...options, node }, (share) => (bar.value = share));
      const name = await sending.done;
      if (isClosed) return;
      reset();
      status.textContent = say("sent");
      act(place, { act: "guess", node, text, picture: name });
    } catch (problem) {
      complain(problem.code ?? "other");
    } finally {
      sending = undefined;
      busy(false);
    }
    if (error.textContent) button.focus();
  };

  return {
    close: () => {
      isClosed = true;
      sending?.stop();
      undress();
      place.replaceChildren();
    },
  };
};
