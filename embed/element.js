// <canyu-campaign>: a campaign inside any page. This is the class alone; define.js and canyu.js register it.

import { get, load } from "./assembly.js";
import { forget, knows, pageAddress, readLink, tokenFor, userOf } from "./fan.js";
import { gadgets, scriptOf } from "./gadgets.js";
import { make, notice, ownSheet, poster } from "./paint.js";
import { sender } from "./send.js";
import { languageOf, say } from "./words.js";

const viewOf = async ({ server, campaign }, lang) =>
  (await get(`${server}/api/v1/campaigns/${encodeURIComponent(campaign)}?lang=${lang}`)).json();

export class CanyuCampaign extends (globalThis.HTMLElement ?? class {}) {
  static observedAttributes = ["campaign", "server", "lang", "identity"];

  /**
   * Where the built files are: `{ base, files }`. The tag's script sets it; without it the server is asked, which is how the npm
   * package works. Without `files` the sources beside the page are used, as `trunk serve` has them.
   */
  static build;

  #life; // an AbortController, from connecting to destruction
  #lang;
  #view;
  #mounted;
  #changing;
  #identity; // a property, since it is nothing that should stand in the document
  #vouched; // the one that the server has been told
  #user = ""; // which user of the host site, where several share this browser
  #known = {}; // what the server said last, as it said it: `{ view, me }`
  #root;
  #gadgets = gadgets(() => ({
    ...this.#fan(),
    lang: this.#lang,
    known: this.#known,
    link: readLink().code,
    forget: () => {
      forget(this.server, this.campaign, this.#user);
      this.#restart();
    },
  }));
  #send = sender(
    () => this.#fan(),
    async (challenge, signal) => {
      const slow = setTimeout(() => this.#root?.dispatchEvent(new Event("slow")), 1000);
      try {
        const { prove } = await scriptOf(this.server, "proof");
        return await prove(challenge, signal);
      } finally {
        clearTimeout(slow);
      }
    },
  );

  constructor() {
    super();
    this.attachShadow({ mode: "open" }).append(make("slot"));
  }

  get campaign() {
    return this.getAttribute("campaign") ?? "";
  }
  set campaign(slug) {
    this.setAttribute("campaign", slug);
  }

  get server() {
    const given = this.getAttribute("server");
    // Else where this script comes from: {server}/embed/v1/canyu.js.
    return given ? new URL(given, document.baseURI).href.replace(/\/+$/, "") : import.meta.url.split("/embed/")[0];
  }
  set server(address) {
    this.setAttribute("server", address);
  }

  get page() {
    return this.getAttribute("page") || pageAddress();
  }
  set page(address) {
    this.setAttribute("page", address);
  }

  /** A token of the host site that vouches for the fan. It is told to the campaign's server, and to nobody else. */
  get identity() {
    return this.#identity ?? this.getAttribute("identity") ?? "";
  }
  set identity(token) {
    this.#identity = token;
    this.#vouch();
  }

  connectedCallback() {
    for (const name of ["campaign", "server", "page", "identity"]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name]; // set before the definition
      delete this[name];
      this[name] = value;
    }
    // A move through the page disconnects and connects; what is mounted stays.
    if (this.#life) this.#speak();
    else this.#begin();
  }

  disconnectedCallback() {
    setTimeout(() => this.isConnected || this.#end());
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !this.shadowRoot.adoptedStyleSheets.length) return;
    if (name === "lang") this.#speak();
    else if (name === "identity") this.identity = after;
    else this.#restart();
  }

  /** Once for several attributes that are set one after the other. */
  #restart() {
    this.#changing ??= setTimeout(() => {
      this.#changing = this.#view = null;
      this.#end();
      if (this.isConnected) this.#begin();
    });
  }

  #begin() {
    this.shadowRoot.adoptedStyleSheets = [ownSheet()];
    if (!this.campaign) return;
    const life = (this.#life = new AbortController());
    const { signal } = life;
    const origin = new URL(this.server).origin;
    document.addEventListener(
      "securitypolicyviolation",
      ({ blockedURI, disposition }) => {
        if (disposition !== "report" && blockedURI.startsWith(origin)) life.refused = true;
      },
      { signal },
    );
    const language = new MutationObserver(() => this.#speak());
    language.observe(document.documentElement, { attributeFilter: ["lang"] });
    life.near = new Promise((done) => {
      const sight = new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && done(sight.disconnect()), {
        rootMargin: "800px",
      });
      sight.observe(this);
      signal.onabort = () => [sight, language].forEach((observer) => observer.disconnect());
    });
    this.#play(life, 0);
  }

  #end() {
    this.#life?.abort();
    const mounted = this.#mounted;
    this.#life = this.#mounted = this.#root = this.#vouched = null;
    this.#known = {};
    if (mounted) {
      mounted.instance.users.delete(mounted.panicked);
      if (!mounted.instance.dead) mounted.instance.glue.unmount(mounted.handle);
      this.#gadgets();
    }
    this.#stand(!this.#view && make("slot"));
  }

  async #load(attempt) {
    let { build } = CanyuCampaign;
    if (typeof CANYU_FILES === "undefined") build ??= (await import(`${this.server}/embed/v1/canyu.js`)).build;
    // This script may be yesterday's, out of the browser's cache, and name files that the server no longer has.
    else if (attempt && import.meta.url.includes("/v1/"))
      CanyuCampaign.build = build = (await import(`${build.base}v1/canyu.js?${Date.now()}`)).build;
    return load(build.base, build.files, this.#lang);
  }

  async #play(life, attempt) {
    const lang = (this.#lang = languageOf(this));
    try {
      const parts = life.near.then(() => this.#load(attempt));
      parts.catch(() => {});
      const view = await viewOf(this, lang);
      if (life.signal.aborted) return;
      this.#view = this.#known.view = view;
      this.#stand();
      life.said = null;
      const { instance, sheet, locale } = await parts;
      if (!life.signal.aborted) this.#mount(instance, sheet, locale);
    } catch (problem) {
      if (!life.signal.aborted) this.#fail(life, problem, attempt);
    }
  }

  #fan() {
    const { server, campaign } = this;
    return { server, campaign, ...tokenFor(server, campaign, this.#user) };
  }

  /** Goes on as another user of the host site. */
  #become(user) {
    this.#user = user;
    this.#restart();
  }

  #options(locale) {
    const { page } = this;
    const { code, channel, utm, event } = readLink();
    const { campaign: slug, ...fan } = this.#fan();
    const rendered = (root) => {
      this.#root = root;
      this.#gadgets(root);
      this.#vouch();
    };
    const ways = { gadgets: rendered, send: this.#send, known: this.#known };
    return { host: this, ...ways, slug, user: this.#user, lang: this.#lang, view: this.#view, link: { code, channel, utm, event }, page, locale, ...fan };
  }

  /** Tells the server who the host site says that the fan is: once for each token, when the fan has arrived there. */
  async #vouch() {
    const { identity } = this;
    if (!this.#known.me || !identity || identity === this.#vouched) return;
    const { server, campaign, token } = this.#fan();
    const user = userOf(identity);
    const own = knows(server, campaign, user) ? user : "";
    if (own !== this.#user) return this.#become(own);
    this.#vouched = identity;
    try {
      const answer = await fetch(`${server}/api/v1/campaigns/${encodeURIComponent(campaign)}/identity`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ jwt: identity }),
      });
      if (answer.ok) this.#root?.dispatchEvent(new Event("claimed"));
      else {
        const { code, detail } = await answer.json();
        // This browser's token is another user's already: this one gets one of his own.
        if (code === "other_user" && user && !own) this.#become(user);
        else this.#tell(code, detail);
      }
    } catch {
      // Not reached: again in a while, when something is drawn anew.
      setTimeout(() => (this.#vouched = null), 10_000);
    }
  }

  #mount(instance, sheet, locale) {
    const root = this.shadowRoot;
    const before = [...root.childNodes];
    // A fresh one each time, since Yew never removes its listeners.
    const inner = make("div");
    // The poster stays until there is something in its place.
    new MutationObserver((_, first) => {
      first.disconnect();
      before.forEach((node) => node.remove());
    }).observe(inner, { childList: true });
    root.adoptedStyleSheets = [sheet];
    root.append(inner);
    const panicked = (message) => {
      this.#end();
      console.error(message);
      this.#tell("panic", message);
      this.#notice("panic", () => this.#begin());
    };
    instance.users.add(panicked);
    this.#mounted = { instance, panicked };
    try {
      this.#mounted.handle = instance.glue.mount(inner, this.#options(locale));
    } catch (problem) {
      if (!instance.dead) panicked(problem.message);
    }
  }

  async #speak() {
    const life = this.#life;
    const before = this.#lang;
    const lang = languageOf(this);
    if (!life || lang === before) return;
    if (!this.#mounted) return this.#restart();
    this.#lang = lang;
    const news = () => !life.signal.aborted && lang === this.#lang;
    try {
      const [view, { locale }] = await Promise.all([viewOf(this, lang), this.#load()]);
      if (!news()) return;
      this.#view = this.#known.view = view;
      this.#mounted.instance.glue.update(this.#mounted.handle, this.#options(locale));
    } catch {
      // The words before stay until the next change.
      if (news()) this.#lang = before;
    }
  }

  async #fail(life, problem, attempt) {
    let told;
    try {
      const { explain } = await import("./trouble.js");
      const title = this.#view?.title ?? this.campaign;
      told = await explain(this, problem, life, { lang: this.#lang, title, link: readLink().text, make });
    } catch {
      // Neither can this be fetched, or understood.
    }
    if (life.signal.aborted) return;
    const code = told?.code ?? "unreachable";
    if (code !== life.said) {
      life.said = code;
      this.#tell(code, told?.detail ?? problem.message);
      if (!told) this.#notice(code, () => life.again(1));
      else if (!told.content) this.#notice("panic", () => this.#restart());
      else this.#stand(notice(this.#lang, told.content), told.frame);
    }
    if (told) return;
    let timer;
    life.again = (next) => {
      life.again = () => {};
      clearTimeout(timer);
      if (!life.signal.aborted) this.#play(life, next);
    };
    const again = () => life.again(attempt + 1);
    timer = setTimeout(again, Math.min(60, 2 ** attempt) * (750 + 500 * Math.random()));
    addEventListener("online", again, { once: true, signal: life.signal });
  }

  /** A sentence of our own, with a button to try again. */
  #notice(key, onclick) {
    const lang = this.#lang;
    const button = make("button", { type: "button", textContent: say(lang, "retry"), onclick });
    this.#stand(notice(lang, make("p", { textContent: say(lang, key) }), button));
  }

  /** What stands in the widget's place, below the poster if there is one. */
  #stand(...content) {
    const above = this.#view && poster(this.#view, this.#lang, this.server);
    this.shadowRoot.adoptedStyleSheets = [ownSheet()];
    this.shadowRoot.replaceChildren(...[above, ...content].filter(Boolean));
  }

  #tell(code, detail) {
    this.dispatchEvent(new CustomEvent("canyu-error", { bubbles: true, composed: true, detail: { code, detail } }));
  }
}
