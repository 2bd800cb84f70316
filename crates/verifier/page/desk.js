// The check of a campaign's draw as the widget opens it inside its own shadow root: what is published is fetched, checked and shown, and a
// winner finds his form above it.

import { check } from "./check.js";
import { claimOf } from "./claim.js";
import { make } from "./dom.js";
import { factsOf } from "./facts.js";
import { Unreadable, apiOf, fetchAll, fetchFile } from "./files.js";
import { keptBy, mineOf, told } from "./kept.js";
import { reportOf } from "./report.js";
import { speech as speechOf } from "./words.js";
import css from "./desk.css";

/** Puts the sheet of the check into a document or a shadow root; returns what takes it out again. */
export const dress = (root) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return () => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((known) => known !== sheet);
  };
};

/** A sentence for what went wrong. Whatever it is, nothing is said to hold. */
export const complaint = (problem, { say, has }) => {
  const key = problem instanceof Unreadable ? `err_${problem.code}` : "err_engine";
  return say(has(key) ? key : "err_engine", { file: problem.file });
};

/** Hands a text over as a file. */
export const download = (name, text) => {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};

/** Everything that is known of a campaign's draw, and what it comes to. */
export const examine = async ({ server, campaign, lang, token }) => {
  const { view, me, mine } = await told(server, campaign, lang, token);
  const lottery = view?.nodes.find(({ kind }) => kind === "lottery");
  const files = await fetchAll(apiOf(server, campaign), lottery?.draw?.stage);
  const kept = keptBy(server, campaign, view?.rehearsal);
  const own = mineOf(mine, kept);
  const [report, facts] = await Promise.all([check(files, own), factsOf(files)]);
  facts.names = lottery?.prizes.map(({ name }) => name);
  return { files, own, report, facts, me, rehearsal: view?.rehearsal };
};

/** Buttons below the report. */
export const actionsOf = (found, { server, campaign }, speech, again) => {
  const { say, bytes } = speech;
  const { own, facts, files } = found;
  const base = apiOf(server, campaign);
  const rows = facts.entries > 0 && !files.has("roll.bin") ? facts.entries * 36 : 0;
  const count = make("button", { type: "button", class: "quiet" }, say("count", { size: bytes(rows) }));
  count.onclick = async () => {
    count.disabled = true;
    try {
      files.set("roll.bin", (await fetchFile(base, "roll.bin")) ?? new Uint8Array());
      await again(await check(files, own));
    } catch (problem) {
      count.replaceWith(make("p", { class: "error", role: "alert" }, complaint(problem, speech)));
    }
  };
  return [
    own?.nonce &&
      make(
        "div",
        { class: "action" },
        make("button", { type: "button", class: "quiet", onclick: () => download(`${campaign}-receipt.json`, JSON.stringify(own, null, 2)) }, say("receipt")),
        make("p", { class: "small" }, say("receipt_note")),
      ),
    make("div", { class: "action" }, make("a", { class: "quiet", href: `${base}/draw/bundle.zip`, download: true }, say("bundle"))),
    rows > 0 && make("div", { class: "action" }, count),
  ].filter(Boolean);
};

/** Leads the eye, and the keyboard, to something that may have come up out of sight. */
const lead = (element) => {
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: "center" });
};

/** Shows what was found in an element, and shows it again when more of it was checked. */
const show = (place, found, options, speech, level, tell) => {
  const { me, facts, rehearsal } = found;
  const again = (report) => {
    show(place, { ...found, report }, options, speech, level, tell);
    lead(place.querySelector(".verdict"));
  };
  const prize = me?.won && (facts.names?.[me.won.prize] ?? facts.prizes[me.won.prize] ?? "");
  const actions = actionsOf(found, options, speech, again);
  place.replaceChildren(
    ...[
      me?.won && claimOf(me.won, prize, options, speech, { level, onClaimed: () => tell("claimed") }),
      reportOf(found.report, facts, speech, { level, rehearsal, actions }),
    ].filter(Boolean),
  );
};

/**
 * Opens the check in an empty element. `options`: `server` without a slash at its end, `campaign`, `lang`, the fan's `token`; `data-claim`
 * leads to the form first. The element hears `claimed` when a prize was claimed, and `failed` when nothing can be shown. What is returned
 * closes it.
 */
export const open = (host, options) => {
  const level = 4;
  const tell = (name) => host.dispatchEvent(new Event(name, { bubbles: true }));
  const place = make("div", { class: "desk", lang: options.lang });
  const undress = dress(host.getRootNode());
  let closed = false;
  host.append(place);
  const run = async () => {
    let speech;
    try {
      speech = await speechOf(options.lang);
      place.replaceChildren(make("p", { class: "loading", role: "status", tabindex: "-1" }, speech.say("loading")));
      lead(place.firstChild);
      const found = await examine(options);
      if (closed) return;
      show(place, found, options, speech, level, tell);
      lead(place.querySelector(host.dataset.claim ? ".claim .outcome" : ".verdict"));
    } catch (problem) {
      console.error(problem);
      if (closed) return;
      // Without its words there is nothing that can be said; the widget says it.
      if (!speech) return tell("failed");
      const retry = make("button", { type: "button", class: "quiet", onclick: run }, speech.say("retry"));
      place.replaceChildren(make("p", { class: "error", role: "alert" }, complaint(problem, speech)), retry);
    }
  };
  run();
  const close = () => {
    closed = true;
    undress();
    place.remove();
  };
  return { close };
};
