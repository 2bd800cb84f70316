// The fan's own desk: who he is here, what he has done, what he has agreed to, and all of it as a file or gone. `data-at` says where to begin:
// `mine`, `confirm`, `standing`.

import { dress, make, speech } from "./dom.js";
import { email } from "./mine-email.js";
import { consents, data, entries, standing, who } from "./mine-parts.js";
import { asking } from "./mine-server.js";
import { words } from "./mine.words.js";
import css from "./mine.css";

let gadgets = 0;

/** Draws the eye, and the focus of who does not use eyes, to where something was asked for. */
const go = (heading) => {
  heading.focus({ preventScroll: true });
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  heading.scrollIntoView({ block: "center", behavior: isCalm ? "auto" : "smooth" });
};

export const open = (place, options) => {
  const { lang, known, campaign, forget } = options;
  const say = speech(words, lang);
  const undress = dress(place.getRootNode(), css);
  const status = make("p", { class: "small", role: "status" });
  const error = make("p", { class: "error", role: "alert" });
  const complain = (problem) => {
    const key = problem && `err_${problem.code}`;
    const tries = problem?.body?.left;
    error.textContent = !problem ? "" : problem.code === "code_wrong" && tries >= 0 ? say("err_code_tries", {}, tries) : say(words[lang][key] ? key : "err_other");
    if (problem) status.textContent = "";
  };
  const desk = {
    say,
    lang,
    campaign,
    forget,
    complain,
    id: `canyu-mine-${(gadgets += 1)}`,
    ask: asking(options),
    tell: (text) => (status.textContent = text),
    changed: () => place.dispatchEvent(new Event("claimed", { bubbles: true })),
  };
  const heading = make("h3", { tabindex: "-1" }, say("title"));
  const made = { who: who(desk), standing: standing(desk), email: email(desk), entries: entries(desk), consents: consents(desk), data: data(desk) };
  // Without what is needed no address is confirmed, so it comes first.
  const isNeeded = known.view.consents?.some(({ required }) => required);
  const order = isNeeded ? ["who", "standing", "consents", "email", "entries", "data"] : Object.keys(made);
  const parts = Object.fromEntries(order.map((name) => [name, made[name]]));
  const body = make("div", { class: "mine-desk" }, heading, Object.values(parts).map(({ element }) => element));
  body.querySelector(".mine-email").append(status, error);
  place.append(body);

  let seen = [];
  let at;
  const update = () => {
    const { me, view } = known;
    if (me && (seen[0] !== me || seen[1] !== view)) {
      seen = [me, view];
      for (const part of Object.values(parts)) part.update({ me, view });
      // What is said stands where something was done.
      const spot = !parts.email.element.hidden ? parts.email.element : body;
      if (!spot.contains(status) || status.parentNode !== spot) spot.append(status, error);
    }
    if (!me || at === place.dataset.at) return;
    at = place.dataset.at;
    const { element } = parts[at === "confirm" ? "email" : at] ?? {};
    go(element && !element.hidden ? element.querySelector("h4") : heading);
  };
  update();

  return {
    update,
    close: () => {
      parts.email.close();
      undress();
      place.replaceChildren();
    },
  };
};
