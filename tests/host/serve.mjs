// A page of another site that embeds the widget, for the demo and for the end-to-end tests. Run as
//
//   node tests/host/serve.mjs --port 0 --server http://127.0.0.1:7700
//
// it prints `listening http://127.0.0.1:NNNN`. What the page does is asked for by the query:
//
//   campaign=SLUG  which campaign (router-teaser)      lang=zh-Hans  the page's language
//   policy=strict  a content security policy that lets the widget run and nothing else
//   policy=nowasm  the same without WebAssembly, but with frames;   policy=noframe  without either
//   widgets=2      two elements                        dir=rtl       from right to left
//   theme=dark     or light; else as the system has it late=1        the script comes a second after the element
//   twice=1        the script tag stands there twice
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { parseArgs } from "node:util";

import { texts } from "./texts.mjs";

const { values: options } = parseArgs({
  options: {
    port: { type: "string", default: "7701" },
    server: { type: "string", default: "http://127.0.0.1:7700" },
  },
});
const canyu = new URL(options.server).origin;
const shell = `${canyu}/embed/v1/canyu.js`;

const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escape = (text) => String(text).replace(/[&<>"']/g, (letter) => entities[letter]);

/** What the query asks for. Values that are not among the known ones count as not given. */
function variant(query) {
  const oneOf = (name, known) => (known.includes(query.get(name)) ? query.get(name) : known[0]);
  return {
    campaign: query.get("campaign") || "router-teaser",
    lang: query.get("lang") || "en",
    policy: oneOf("policy", ["none", "strict", "nowasm", "noframe"]),
    dir: oneOf("dir", ["ltr", "rtl"]),
    theme: oneOf("theme", ["", "light", "dark"]),
    widgets: query.get("widgets") === "2" ? 2 : 1,
    late: query.get("late") === "1",
    twice: query.get("twice") === "1",
  };
}

/** The Content-Security-Policy header, or nothing. The script that comes late is the page's own, so it has to be let in. */
function policyOf({ policy, late }) {
  if (policy === "none") return undefined;
  const wasm = policy === "strict" ? " 'wasm-unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src ${canyu}${wasm}${late ? " 'self'" : ""}`,
    `connect-src ${canyu}`,
    `img-src ${canyu}`,
    "style-src 'self'",
    // Where a policy names no `frame-src`, `default-src` decides, and lets in the page's own origin alone.
    ...(policy === "nowasm" ? [`frame-src ${canyu}`] : []),
    "base-uri 'none'",
    "object-src 'none'",
  ].join("; ");
}

function page(asked) {
  const { campaign, lang, dir, theme, widgets, late, twice } = asked;
  const t = texts[lang] ?? texts.en;
  const tag = `<script type="module" async src="${escape(shell)}"></script>`;
  const scripts = late ? '<script type="module" src="/late.js"></script>' : twice ? `${tag}\n    ${tag}` : tag;
  const element = `<canyu-campaign campaign="${escape(campaign)}"></canyu-campaign>`;
  const paragraphs = (list) => list.map((text) => `<p>${escape(text)}</p>`).join("\n        ");
  return `<!doctype html>
<html lang="${escape(lang)}" dir="${dir}"${theme ? ` data-theme="${theme}"` : ""}>
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escape(t.title)} · Fennmark</title>
    <link rel="stylesheet" href="/site.css">
    ${scripts}
  </head>
  <body>
    <header>
      <a class="name" href="/">Fennmark</a>
      <p>${escape(t.claim)}</p>
    </header>
    <main>
      <article>
        <p class="kicker">${escape(t.kicker)}</p>
        <h1>${escape(t.title)}</h1>
        <p class="lead">${escape(t.lead)}</p>
        ${paragraphs(t.before)}
        <div class="widget">${element}</div>
        ${paragraphs(t.after)}
        ${widgets === 2 ? `<div class="widget">${element}</div>` : ""}
      </article>
      <aside lang="en">
        <h2>This page in other ways</h2>
        <ul>
          ${variants(asked).join("\n          ")}
        </ul>
      </aside>
    </main>
    <footer lang="en">Fennmark is an invented shop. Its page knows nothing of Canyu but the two tags that embed a campaign.</footer>
  </body>
</html>
`;
}

/** Links to the same page with one thing changed. */
function variants({ campaign }) {
  const links = [
    ["as any page", {}],
    ["in simplified Chinese", { lang: "zh-Hans" }],
    ["in traditional Chinese", { lang: "zh-Hant" }],
    ["always dark", { theme: "dark" }],
    ["always light", { theme: "light" }],
    ["from right to left", { dir: "rtl" }],
    ["two widgets", { widgets: "2" }],
    ["a strict content security policy", { policy: "strict" }],
    ["a policy without WebAssembly", { policy: "nowasm" }],
    ["a policy without WebAssembly and frames", { policy: "noframe" }],
    ["the script comes late", { late: "1" }],
    ["the script comes twice", { twice: "1" }],
  ];
  return links.map(([name, changed]) => {
    const query = new URLSearchParams({ campaign, ...changed });
    return `<li><a href="/?${escape(query)}">${escape(name)}</a></li>`;
  });
}

const late = `setTimeout(() => {
  const script = document.createElement("script");
  script.type = "module";
  script.src = ${JSON.stringify(shell)};
  document.head.append(script);
}, 1000);
`;

async function answer(request) {
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  if (!["GET", "HEAD"].includes(request.method)) return [405, "text/plain", "only GET\n"];
  if (pathname === "/site.css") return [200, "text/css", await readFile(new URL("site.css", import.meta.url))];
  if (pathname === "/late.js") return [200, "text/javascript", late];
  if (pathname === "/favicon.ico") return [204, "image/x-icon", ""];
  if (pathname !== "/") return [404, "text/plain", "There is no such page.\n"];
  const asked = variant(searchParams);
  return [200, "text/html", page(asked), policyOf(asked)];
}

const server = createServer(async (request, response) => {
  const [status, type, body, policy] = await answer(request).catch((error) => [500, "text/plain", `${error}\n`]);
  response.writeHead(status, {
    "content-type": `${type}; charset=utf-8`,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...(policy && { "content-security-policy": policy }),
  });
  response.end(request.method === "HEAD" ? undefined : body);
});

server.listen(Number(options.port), "127.0.0.1", () => {
  console.log(`listening http://127.0.0.1:${server.address().port}`);
});
