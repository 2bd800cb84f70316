// What the shell paints before, and instead of, the widget. By DOM calls alone: nothing a server or a page says is read as HTML.

import { say } from "./words.js";

/** An element with properties and children. */
export const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  if (properties?.part) element.setAttribute("part", properties.part);
  element.append(...children);
  return element;
};

// The widget's own sheet refines this. It is adopted, so the page's policy on styles does not matter.
const css = `:host{display:block}:host([hidden]){display:none}
.canyu{line-height:1.5;overflow-wrap:anywhere}.canyu:lang(zh){line-height:1.7}
.title{margin:0 0 .25em;font-size:1.375em;line-height:1.3}.lead,.time,.notice p{margin:0 0 .75em}
.picture{margin:0 0 .75em}.picture img{display:block;width:100%;height:auto;border-radius:14px}
.notice button{font:inherit;min-height:44px;padding:0 1em;border-radius:10px}
iframe{display:block;width:100%;border:0;color-scheme:normal}`;

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
  const picture = teaser && make("img", { alt: teaser.alt, width: teaser.width, height: teaser.height, src: server + teaser.preview });
  return make(
    "section",
    { className: "canyu", part: "campaign", lang: view.lang },
    make(
      "header",
      { className: "head" },
      ...(view.rehearsal ? [make("p", { className: "badge", lang, textContent: say(lang, "rehearsal") })] : []),
      make("h2", { className: "title", part: "title", textContent: view.title }),
      ...(view.lead ? [make("p", { className: "lead", textContent: view.lead })] : []),
    ),
    ...(picture ? [make("figure", { className: "picture" }, picture)] : []),
    make("p", { className: "time", lang, textContent: timeLine(view, lang) }),
  );
};

/** A sentence for the fan, and below it what he can do: a button or a link. */
export const notice = (lang, key, ...more) =>
  make("section", { className: "canyu notice", part: "notice", role: "status", lang }, ...(key ? [make("p", { textContent: say(lang, key) })] : []), ...more);
