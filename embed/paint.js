// What the shell paints before, and instead of, the widget. By DOM calls alone: nothing a server or a page says is read as HTML.

import { say } from "./words.js";

/** An element with properties and children, of which some may be missing. */
export const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children.filter(Boolean));
  return element;
};

// The measures of the widget's own sheet, so that nothing jumps when that takes over. Adopted, so that the page's policy on styles
// does not matter.
const css = `:host{display:block}:host([hidden]){display:none}
.canyu{container:canyu/inline-size;max-width:var(--canyu-width,68rem);margin:auto;line-height:1.5;overflow-wrap:anywhere}
.canyu>*{--u:max(clamp(16px,15px + .25cqi,18px),min(1em,20px));font-size:calc(var(--u)*.9375)}
.canyu:lang(zh){line-height:1.7}
.head{padding:8px 0 16px}.canyu :is(h2,p,figure){margin:0}
.badge{display:inline-block;padding:2px 10px;border:1.5px dashed;font-size:calc(var(--u)*.8125)}
.canyu .badge{margin-bottom:8px}
.title{font-size:calc(var(--u)*1.875);font-weight:750;line-height:1.15;letter-spacing:-.015em;text-wrap:balance}
.title:lang(zh){line-height:1.35;letter-spacing:0}
.canyu .lead{margin-top:8px;font-size:calc(var(--u)*1.0625);text-wrap:pretty}
.picture img{display:block;width:100%;height:auto;border-radius:14px 14px 0 0}
.canyu .time,.notice{padding-top:16px}
.notice button{font:inherit;min-height:44px;margin-top:8px;padding:0 16px}
@container canyu (min-width:45rem){.head{padding:16px 0 24px;max-width:46em}.title{font-size:calc(var(--u)*2.5)}.picture{width:45.54%}}`;

let sheet;

/** The sheet of the poster and of the notices, one per page. */
export const ownSheet = () => {
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(css);
  return sheet;
};

const timeLine = (view, lang) => {
  const [now, opens, closes] = [view.now, view.opens, view.closes].map((moment) => new Date(moment));
  const [key, moment] = now < opens ? ["opens", opens] : now < closes ? ["until", closes] : ["closed", closes];
  return say(lang, key).replace("{}", new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" }).format(moment));
};

/** The campaign's title, lead, picture and closing time, in the widget's own markup so that nothing jumps when it takes over. */
export const poster = (view, lang, server) => {
  const teaser = view.nodes.find((node) => node.kind === "teaser" && node.preview);
  return make(
    "section",
    { className: "canyu", part: "campaign", lang: view.lang },
    make(
      "header",
      { className: "head" },
      view.rehearsal && make("p", { className: "badge", lang, textContent: say(lang, "rehearsal") }),
      make("h2", { className: "title", part: "title", textContent: view.title }),
      view.lead && make("p", { className: "lead", textContent: view.lead }),
    ),
    teaser &&
      make(
        "figure",
        { className: "picture" },
        make("img", { alt: teaser.alt, width: teaser.width, height: teaser.height, src: server + teaser.preview }),
      ),
    make("p", { className: "time", lang, textContent: timeLine(view, lang) }),
  );
};

/** What is said in the widget's place: a sentence, and what can be done about it. */
export const notice = (lang, ...content) => make("section", { className: "canyu notice", part: "notice", role: "status", lang }, ...content);
