// What friends bring, what of it is on its way and why, what has come, and who has brought the most. `data-id` is the node.

import { act, dress, make, ownTag, speech } from "./dom.js";
import { earnedOf, momentOf, stepsOf, towards } from "./friends-rules.js";
import { words } from "./friends.words.js";
import css from "./friends.css";

let gadgets = 0;

const heading = (text) => make("h4", {}, text);

/** "3 tickets and 10 points". */
const gainOf = (say, { tickets, points }) => {
  const [first, second] = [tickets > 0 && say("rate", {}, tickets), points > 0 && say("points", {}, points)];
  return first && second ? say("both", { first, second }) : first || second || "";
};

const stepText = (say, { from, to, tickets }, points, isOnly) => {
  const gain = gainOf(say, { tickets, points });
  if (isOnly) return say("each", { gain, most: to });
  if (from === 1) return to === 1 ? say("first", { gain }) : say("first_many", { to, gain });
  return from === to ? say("one", { from, gain }) : say("range", { from, to, gain });
};

const brings = (say, node, view) => {
  const steps = stepsOf(node);
  const lines = steps.map((step) => make("li", {}, stepText(say, step, node.points, steps.length === 1)));
  if (node.second > 0) lines.push(make("li", {}, say("second", {}, node.second)));
  const [confirm, hold] = [view.confirm?.friends, node.hold_hours > 0];
  const counts = confirm && hold ? say("counts_both", {}, node.hold_hours) : hold ? say("counts_hold", {}, node.hold_hours) : confirm && say("counts_confirm");
  return make("section", {}, heading(say("brings")), make("ul", { class: "friends-steps" }, lines), counts && make("p", { class: "small" }, counts));
};

const milestone = (say, { friends, tickets, points, text, have, reached, next }) => {
  const share = make("span", { class: "friends-bar", "aria-hidden": "true" }, make("i"));
  share.firstChild.style.setProperty("width", `${Math.round((100 * have) / friends)}%`);
  const state = reached ? say("reached") : next ? say("to_go", {}, friends - have) : "";
  return make(
    "li",
    { class: reached && "is-on" },
    make("span", { class: "mark", "aria-hidden": "true" }, reached ? "✓" : friends),
    make("span", { class: "friends-what" }, make("b", {}, text), make("small", {}, say("brings_at", { friends: say("at", {}, friends), gain: gainOf(say, { tickets, points }) }))),
    state && make("span", { class: "small" }, state),
    next && share,
  );
};

const milestones = (say, node, me) => {
  const all = towards(node.milestones, me.friends_counted);
  return all.length && make("section", {}, heading(say("milestones")), make("ol", { class: "friends-marks" }, all.map((one) => milestone(say, one))));
};

const owedText = (say, { why, friends, due }, now, lang) => {
  if (why !== "waits") return say(why, {}, friends);
  return due ? say("waits", { time: momentOf(due, now, ownTag(lang)) }, friends) : say("waits_soon", {}, friends);
};

const owed = (say, me, view, lang) => {
  const lines = (me.owed ?? []).filter(({ friends }) => friends > 0);
  const line = (one) =>
    make("li", {}, make("span", {}, owedText(say, one, view.now, lang)), one.tickets > 0 && make("b", { class: "friends-plus" }, `+${one.tickets}`));
  return lines.length > 0 && make("section", {}, heading(say("owed")), make("ul", { class: "friends-owed" }, lines.map(line)));
};

const earned = (say, me, node) => {
  const sum = earnedOf(me, node.id);
  const counted = me.friends_counted > 0 && say("counted", {}, me.friends_counted);
  const gain = gainOf(say, sum);
  return (counted || gain) && make("section", {}, heading(say("earned")), make("p", {}, [counted, gain].filter(Boolean).join(" · ")));
};

/** The lines of the board, and the fan's own place on it. */
const lines = (say, node, me, own) => {
  const isOwn = ({ key, label }) => own && (own.key ? key === own.key : label === own.label);
  const rows = node.board.map((line) =>
    make(
      "li",
      { class: isOwn(line) && "is-on" },
      make("span", {}, line.label, isOwn(line) && make("small", {}, ` ${say("you")}`)),
      make("b", {}, say("board_friends", {}, line.people)),
    ),
  );
  const place = node.board.findIndex(isOwn);
  const where = place >= 0 ? say("place", { n: place + 1 }) : !own ? "" : me.friends_counted ? say("not_yet", { n: rows.length || 1 }) : say("no_friends");
  return [rows.length ? make("ol", { class: "friends-board" }, rows) : make("p", { class: "empty" }, say("board_empty")), where && make("p", {}, where)];
};

/** The form for a name, which stays while the rest is made anew: somebody may be writing in it. */
const signing = (place, say, id, longest) => {
  const field = make("input", { id, type: "text", part: "input", maxlength: longest, required: true, autocomplete: "nickname", enterkeyhint: "send" });
  const button = make("button", { class: "quiet", type: "submit", part: "button" }, say("sign"));
  const form = make("form", { class: "field" }, make("label", { for: id }, make("span", { class: "label" }, say("name")), field), button);
  form.onsubmit = (event) => {
    event.preventDefault();
    const name = field.value.trim();
    if (name) act(place, { act: "sign", node: place.dataset.id, name });
    field.value = "";
  };
  return make("div", { class: "friends-sign" }, form, make("p", { class: "small" }, say("name_note")));
};

export const open = (place, { lang, known, link }) => {
  /** Whether the link that led here is the fan's own. */
  const isOwn = (code) => Boolean(code) && (link ?? "").toUpperCase().replace(/[- ]/g, "").startsWith(code);
  const say = speech(words, lang);
  const undress = dress(place.getRootNode(), css);
  const facts = make("div", { class: "friends-facts" });
  const board = make("section", { class: "friends-all" });
  let form;
  let seen = [];

  const name = (node, me) => {
    const own = me.picks.find((pick) => pick.node === node.id && pick.own);
    const isOpen = new Date(known.view.now) < new Date(node.closes);
    if (!own) return [lines(say, node, me), isOpen && (form ??= signing(place, say, `canyu-friends-${(gadgets += 1)}`, node.longest))];
    const off = make("button", { class: "text", type: "button", part: "button" }, say("off"));
    off.onclick = () => act(place, { act: "sign", node: node.id, name: "" });
    const isShown = !node.moderated || node.board.some(({ key }) => key === own.key) || !own.key;
    return [lines(say, node, me, own), make("p", { class: "mine" }, say(isShown ? "signed" : "waiting", { name: own.label }), " ", off)];
  };

  const update = () => {
    const { me, view } = known;
    if (seen[0] === me && seen[1] === view) return;
    seen = [me, view];
    const node = view.nodes.find(({ id }) => id === place.dataset.id);
    if (!me || !node) return;
    const parts = [isOwn(me.code) && make("p", { class: "friends-self" }, say("self")), owed(say, me, view, lang), earned(say, me, node), milestones(say, node, me), brings(say, node, view)];
    facts.replaceChildren(...parts.filter(Boolean));
    const wanted = node.places > 0 ? [heading(say("board")), name(node, me)].flat(Infinity).filter(Boolean) : [];
    // What is in the document already is not put there again: it would lose the focus.
    if (form && wanted.includes(form) && board.contains(form)) {
      for (const child of [...board.children]) if (child !== form) child.remove();
      form.before(...wanted.slice(0, wanted.indexOf(form)));
    } else board.replaceChildren(...wanted);
  };

  place.append(facts, board);
  update();
  return {
    update,
    close: () => {
      undress();
      place.replaceChildren();
    },
  };
};
