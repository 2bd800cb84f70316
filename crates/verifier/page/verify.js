// The page where anybody checks a draw: a bundle is dropped on it, or fetched from where it is published. Nothing is sent anywhere.

import { check } from "./check.js";
import { actionsOf, complaint, dress, examine } from "./desk.js";
import { make } from "./dom.js";
import { factsOf } from "./facts.js";
import { Unreadable } from "./files.js";
import { filesOf, readDropped } from "./dropped.js";
import { tokenOf } from "./kept.js";
import { reportOf } from "./report.js";
import { speech as speechOf, spoken } from "./words.js";
import css from "./page.css";

const names = { en: "English", "zh-Hans": "简体", "zh-Hant": "繁體" };

/** What is shown, so that another language can show it again. */
const state = { speech: undefined, found: undefined, last: undefined, problem: undefined, busy: false, asked: {} };

const main = make("main", { class: "page" });

const languages = () =>
  make(
    "nav",
    { class: "languages", "aria-label": "Language" },
    Object.entries(names).map(([lang, name]) => make("button", { type: "button", lang, "aria-pressed": String(lang === state.speech.lang), onclick: () => speak(lang) }, name)),
  );

const speak = async (lang) => {
  state.speech = await speechOf(lang);
  document.documentElement.lang = lang;
  document.title = state.speech.say("page_title");
  paint();
  main.querySelector(".languages [aria-pressed=true]")?.focus();
};

/** Does something that ends in a report or in a sentence, and shows which. */
const work = async (task) => {
  Object.assign(state, { busy: true, problem: undefined, found: undefined });
  paint();
  try {
    state.found = await task();
  } catch (problem) {
    console.error(problem);
    state.problem = problem;
  }
  state.busy = false;
  paint();
  main.querySelector(state.found ? ".verdict" : ".error")?.focus();
};

const fromFiles = (list) =>
  work(async () => {
    const { files, receipt } = await readDropped(await list);
    const all = files.size ? files : (state.last ?? files);
    state.last = all;
    const [report, facts] = await Promise.all([check(all, receipt), factsOf(all)]);
    return { files: all, own: undefined, report, facts, what: facts.campaign };
  });

/** A server's address as the page uses it: of the web and of nothing else, since it also stands in a link. */
const addressOf = (text) => {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) throw new Unreadable("unreachable", "manifest.json");
  return new URL(text).href.replace(/\/+$/, "");
};

const fromServer = (asked) => {
  state.asked = asked;
  return work(async () => {
    const server = addressOf(asked.server);
    const where = { server, campaign: asked.campaign, lang: state.speech.lang, token: tokenOf(server, asked.campaign) };
    return { ...(await examine(where)), where, what: `${server} · ${asked.campaign}` };
  });
};

const chooser = (key, properties) => {
  const input = make("input", { type: "file", multiple: true, tabindex: "-1", "aria-hidden": "true", ...properties, onchange: () => fromFiles(input.files) });
  return [make("button", { type: "button", class: "quiet", onclick: () => input.click() }, state.speech.say(key)), input];
};

const drop = () => {
  const { say } = state.speech;
  return make(
    "section",
    { class: "drop" },
    make("h2", { class: "outcome" }, say("page_drop")),
    make("div", { class: "line" }, chooser("page_folder", { webkitdirectory: true }), chooser("page_file")),
    make("p", { class: "small" }, say("page_drop_more")),
  );
};

const from = () => {
  const { say } = state.speech;
  const field = (name, key, properties) => make("label", {}, say(key), make("input", { name, required: true, spellcheck: "false", autocapitalize: "none", value: state.asked[name], ...properties }));
  const onsubmit = (event) => {
    event.preventDefault();
    fromServer(Object.fromEntries(new FormData(event.target)));
  };
  return make(
    "form",
    { class: "from", onsubmit },
    make("p", { class: "by" }, say("page_or")),
    field("server", "page_server", { type: "url", placeholder: "https://" }),
    field("campaign", "page_campaign", {}),
    make("button", { type: "submit", class: "quiet" }, say("page_fetch")),
  );
};

const result = () => {
  const { found, speech } = state;
  const { say } = speech;
  const again = (report) => {
    state.found = { ...found, report };
    paint();
    main.querySelector(".verdict")?.focus();
  };
  const actions = found.where ? actionsOf(found, found.where, speech, again) : [];
  const fresh = () => {
    Object.assign(state, { found: undefined, problem: undefined });
    paint();
    main.querySelector("h1")?.focus();
  };
  const source = make(
    "div",
    { class: "source" },
    make("span", {}, say("page_from", { what: found.what ?? "" })),
    make("button", { type: "button", class: "quiet", onclick: fresh }, say("page_new")),
  );
  return { source, report: reportOf(found.report, found.facts, speech, { level: 2, rehearsal: found.rehearsal, actions }) };
};

const paint = () => {
  const { say, lang } = state.speech;
  const shown = state.found && result();
  const head = make("header", {}, make("h1", { tabindex: "-1" }, say("page_title")), shown?.source ?? make("p", { class: "intro" }, say("page_lead")));
  const inside = state.busy
    ? [make("p", { class: "loading", role: "status" }, say("loading"))]
    : shown
      ? [shown.report]
      : [state.problem && make("p", { class: "error", role: "alert", tabindex: "-1" }, complaint(state.problem, state.speech)), drop(), from(), make("p", { class: "small" }, say("review"))];
  main.replaceChildren(languages(), make("div", { class: "desk sheet", lang }, head, inside));
};

/** The whole page takes what is dropped on it, so that nobody has to aim. */
const listen = () => {
  const over = (is) => main.querySelector(".drop")?.classList.toggle("is-over", is);
  addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  addEventListener("dragleave", (event) => event.relatedTarget || over(false));
  addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    if (event.dataTransfer.items.length) fromFiles(filesOf(event.dataTransfer));
  });
};

const begin = async () => {
  const query = new URLSearchParams(location.search);
  const own = new CSSStyleSheet();
  own.replaceSync(css);
  document.adoptedStyleSheets = [own];
  dress(document);
  const wished = [query.get("lang"), ...navigator.languages].map((tag) => tag && spoken(tag)).find(Boolean) ?? "en";
  state.speech = await speechOf(wished);
  document.documentElement.lang = wished;
  document.title = state.speech.say("page_title");
  document.body.replaceChildren(main);
  listen();
  const asked = { server: query.get("server") ?? "", campaign: query.get("campaign") ?? "" };
  state.asked = asked;
  if (asked.server && asked.campaign) await fromServer(asked);
  else paint();
};

begin();
