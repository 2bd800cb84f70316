// The till: codes are typed or scanned, redeemed, and without a network remembered until there is one.

import { canScan, scan } from "./till-camera.js";
import { grouped, read, readScanned } from "./till-code.js";
import { deskOf } from "./till-desk.js";
import { make, sign } from "./till-dom.js";
import { memoryOf } from "./till-memory.js";
import { keepAtHand } from "./till-offline.js";
import { serverOf } from "./till-server.js";
import { inLanguage, names, preferred, speech } from "./till-words.js";

/** How often what waits is asked for again, in milliseconds. */
const again = 15_000;

const slug = decodeURIComponent(location.pathname.split("/")[2] ?? "");
const memory = memoryOf(slug);
const desk = deskOf(slug, memory, serverOf(slug));
const state = { speech: undefined, typed: "", busy: false, result: undefined, canScan: false, stop: undefined, cameraRefused: false };
const main = make("main");

const item = (code) => {
  const found = memory.about()?.items.find(({ prefix }) => code?.startsWith(prefix));
  return found ? inLanguage(found.text, state.speech.lang) : state.speech.say("any_item");
};

const shown = (code) => grouped(code ?? "");

/** The values that sentences about an outcome need. */
const valuesOf = ({ code, when, till, detail, n, c }) => ({ item: item(code), time: when ? state.speech.time(when) : "", till, detail, n, c });

/** An outcome in words: `{ tone, title, more }`. */
const told = (done) => {
  const { say, has } = state.speech;
  const values = valuesOf(done);
  if (done.outcome === "refused") {
    const key = has(done.problem) ? done.problem : "other_problem";
    return { tone: "bad", title: say("refused"), more: say(key, values) };
  }
  const tone = { redeemed: "good", waiting: "early" }[done.outcome] ?? "bad";
  return { tone, title: say(done.outcome), more: say(`${done.outcome}_more`, values) };
};

const languages = () =>
  make(
    "nav",
    { class: "languages", "aria-label": state.speech.say("language") },
    Object.entries(names).map(([lang, name]) => make("button", { type: "button", lang, "aria-pressed": String(lang === state.speech.lang), onclick: () => speak(lang) }, name)),
  );

const head = () => {
  const { say, lang } = state.speech;
  const about = memory.about();
  const { online } = desk.state;
  return make(
    "header",
    {},
    make("h1", {}, about?.till ?? say("title")),
    about && make("p", { class: "muted" }, inLanguage(about.title, lang)),
    about?.rehearsal && make("p", { class: "badge" }, say("rehearsal")),
    make("p", { class: `line ${online ? "is-online" : "is-offline"}`, role: "status" }, say(online ? "online" : "offline")),
  );
};

const result = () => {
  const { say } = state.speech;
  if (state.busy) return make("p", { class: "muted" }, say("sending"));
  if (!state.result) return undefined;
  const { tone, title, more } = told(state.result);
  return make(
    "section",
    { class: `result is-${tone}` },
    sign(tone),
    make("div", {}, make("h2", { tabindex: "-1" }, title), make("p", {}, more), state.result.code && make("p", { class: "code small" }, shown(state.result.code))),
  );
};

/** What the code in the field is for, or what is wrong with it as soon as it is whole. */
const note = () => {
  const { say } = state.speech;
  const found = read(state.typed);
  if (found.code) return say("stands_for", { item: item(found.code) });
  const isEarly = found.problem === "code_length" && found.n < 16;
  return isEarly ? "" : say(found.problem, valuesOf(found));
};

const form = () => {
  const { say } = state.speech;
  const told = make("p", { id: "note", class: "note", "aria-live": "polite" }, note());
  const input = make("input", {
    id: "code",
    class: "code",
    type: "text",
    value: state.typed,
    placeholder: "XXXX-XXXX-XXXX-XXXX",
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
    enterkeyhint: "go",
    maxlength: 120,
    "aria-describedby": "note",
    oninput: () => {
      const atEnd = input.selectionStart === input.value.length;
      // Only at the end: somebody who mends a character in the middle keeps his place.
      if (atEnd && input.value.length > state.typed.length) input.value = grouped(input.value);
      state.typed = input.value;
      told.textContent = note();
    },
  });
  const onsubmit = (event) => {
    event.preventDefault();
    if (!state.busy && state.typed.trim()) redeem(state.typed);
  };
  return make(
    "form",
    { onsubmit, novalidate: true },
    make("label", { for: "code" }, say("code")),
    input,
    told,
    make("button", { type: "submit", class: "main", "aria-disabled": String(state.busy) }, say("redeem")),
    state.canScan && make("button", { type: "button", class: "quiet", onclick: () => (state.stop ? stop() : start()) }, say(state.stop ? "scan_stop" : "scan")),
    state.cameraRefused && make("p", { class: "small", role: "alert" }, say("scan_refused")),
  );
};

const lists = () => {
  const { say, time } = state.speech;
  const row = ({ code, at, outcome }, more) =>
    make("li", { class: outcome === "refused" ? "is-bad" : "" }, make("span", { class: "code" }, shown(code)), make("span", { class: "small" }, `${time(at)} · ${item(code)}`), more);
  const late = (done) =>
    done.outcome === "refused" && [
      make("span", { class: "small" }, `${say("after_all")}: ${told(done).more}`),
      make("button", { type: "button", class: "quiet", onclick: () => putAway(done.code) }, say("dismiss")),
    ];
  const list = (key, rows) => rows.length > 0 && make("section", { class: key }, make("h2", {}, say(key)), make("ul", {}, rows));
  return [
    list("queue", memory.queue().map((entry) => row(entry))),
    list("done", memory.done().slice(0, 20).map((done) => row(done, late(done)))),
  ];
};

const video = make("video", { playsinline: true, muted: true, "aria-hidden": "true" });
const screen = {};

/** Shows everything anew, but leaves the field alone in which somebody types. */
const paint = ({ field = false } = {}) => {
  document.title = `${state.speech.say("title")} · ${memory.about()?.till ?? slug}`;
  const problem = !memory.token() ? "till_missing" : desk.state.closed ? "till_unknown" : undefined;
  if (!screen.form || field) screen.form = form();
  screen.result ??= make("div", { class: "outcome", "aria-live": "assertive" });
  screen.result.replaceChildren(...[result()].filter(Boolean));
  video.hidden = !state.stop;
  const inside = memory.token() ? [screen.form, video, screen.result] : [];
  const parts = [languages(), head(), problem && make("p", { class: "trouble", role: "alert" }, state.speech.say(problem)), inside, lists()];
  const wanted = parts.flat(Infinity).filter(Boolean);
  const kept = new Set([screen.form, video, screen.result]);
  // What stays in the document keeps its focus and, for the camera, its picture.
  for (const child of [...main.children]) if (!kept.has(child) || !wanted.includes(child)) child.remove();
  let before = null;
  for (const part of wanted.reverse()) {
    if (!kept.has(part) || part.parentNode !== main) main.insertBefore(part, before);
    before = part;
  }
};

const redeem = async (text) => {
  Object.assign(state, { busy: true, result: undefined });
  paint();
  try {
    state.result = await desk.take(text);
  } finally {
    state.busy = false;
    // What was wrongly typed stays, to be mended.
    if (state.result?.code) state.typed = "";
    paint({ field: true });
  }
  // A scanner that types as a keyboard goes on with the next code; on a phone a keyboard would cover the answer.
  const isOnPhone = state.result?.code && matchMedia("(pointer: coarse)").matches;
  main.querySelector(isOnPhone ? ".result h2" : "#code")?.focus();
};

const stop = () => {
  state.stop?.();
  state.stop = undefined;
  paint({ field: true });
};

const start = async () => {
  state.cameraRefused = false;
  try {
    state.stop = await scan(video, (text) => {
      const { code } = readScanned(text);
      if (!code) return false;
      Object.assign(state, { typed: shown(code), stop: undefined, result: undefined });
      paint({ field: true });
      main.querySelector("[type=submit]").focus();
      return true;
    });
  } catch {
    state.cameraRefused = true;
  }
  paint({ field: true });
};

const putAway = (code) => {
  memory.forgetDone(code);
  paint();
};

const speak = async (lang) => {
  state.speech = await speech(lang);
  document.documentElement.lang = lang;
  memory.keepLang(lang);
  paint({ field: true });
};

/** The token stands behind the # of the till's link: kept here, and taken out of the address, which people photograph. */
const takeToken = () => {
  const token = location.hash.slice(1);
  if (!token) return;
  if (token !== memory.token()) memory.forgetAbout();
  memory.keepToken(token);
  history.replaceState(null, "", location.pathname);
};

const connect = async () => {
  if (memory.token()) {
    await desk.learn().catch(() => undefined);
    await desk.sync();
    const { code, outcome } = state.result ?? {};
    // What is said to wait does so no more.
    if (outcome?.startsWith("waiting") && !memory.queued(code)) state.result = memory.done().find((done) => done.code === code);
  }
  paint();
};

const begin = async () => {
  takeToken();
  state.speech = await speech(memory.lang() ?? preferred(navigator.languages));
  document.documentElement.lang = state.speech.lang;
  state.canScan = await canScan();
  document.body.replaceChildren(main);
  paint();
  main.querySelector("#code")?.focus();
  addEventListener("hashchange", () => {
    takeToken();
    connect();
  });
  addEventListener("online", connect);
  addEventListener("offline", () => {
    desk.state.online = false;
    paint();
  });
  setInterval(() => (memory.queue().length > 0 || !desk.state.online) && !state.busy && connect(), again);
  keepAtHand().catch(() => undefined);
  await connect();
};

begin();
