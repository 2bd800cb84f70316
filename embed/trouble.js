// Why a page cannot show a campaign, and what it shows instead. Fetched only when there is trouble, so it imports nothing of the
// shell: what it needs is given to it.

const words = {
  en: {
    origin_not_listed: "This campaign is not available on this site.",
    unknown_campaign: "This campaign cannot be found.",
    policy: "Take part on the campaign’s own page",
  },
  "zh-Hans": {
    origin_not_listed: "本网站不能参加这个活动。",
    unknown_campaign: "找不到这个活动。",
    policy: "到活动页面参加",
  },
  "zh-Hant": {
    origin_not_listed: "本網站無法參加這個活動。",
    unknown_campaign: "找不到這個活動。",
    policy: "到活動頁面參加",
  },
};

/** The API itself says nothing to an origin that is not listed, so this asks an address that answers everybody. */
const asked = async (server, slug) => {
  try {
    const answer = await fetch(`${server}/embed/v1/origin/${encodeURIComponent(slug)}`);
    if (answer.status === 404) return "unknown_campaign";
    if (answer.ok && !(await answer.json()).listed) return "origin_not_listed";
  } catch {
    // A policy's refusal is told a moment after the request has failed.
    await new Promise((done) => setTimeout(done, 100));
  }
};

/** For those who look after the page or the campaign: the setting to change. */
const remedies = {
  origin_not_listed: ({ campaign }) =>
    `The campaign "${campaign}" is not open to this site. Add "${location.origin}" to \`origins\` in the campaign file and publish it again.`,
  unknown_campaign: ({ campaign, server }) =>
    `${server} has no campaign "${campaign}". Publish it, or correct the tag's attribute \`campaign\`.`,
  policy: ({ server }) => {
    const { origin } = new URL(server);
    return `This page's policy keeps the widget out. It needs script-src ${origin} 'wasm-unsafe-eval'; connect-src ${origin}; img-src ${origin}.`;
  },
};

/**
 * What is the matter, if it can be found out: `{ code, detail, content, frame }`. `content` stands in the campaign's place; `frame`
 * comes below it, and takes its place once the hosted page has come up in it.
 */
export const explain = async (element, problem, life, { lang, title, link, make }) => {
  // A policy that refuses WebAssembly says so by a CompileError, a browser without it by a ReferenceError.
  const noWasm = /^(Compile|Reference)Error$/.test(problem.name);
  const code = noWasm ? "policy" : (await asked(element.server, element.campaign)) || (life.refused && "policy");
  if (!code) return;
  const detail = remedies[code](element);
  const textContent = words[lang][code];
  console[code === "policy" ? "warn" : "error"](`canyu: ${detail}`);
  if (code !== "policy") return { code, detail, content: make("p", { textContent }) };
  const hosted = `${element.server}/c/${encodeURIComponent(element.campaign)}`;
  // The hosted page cannot be replaced by itself.
  if (location.href.startsWith(hosted)) return { code, detail };
  return {
    code,
    detail,
    content: make("a", { href: `${hosted}?canyu=${link}`, textContent }),
    frame: frame(element, hosted, life.signal, { lang, title, link, make }),
  };
};

const frame = (element, hosted, signal, { lang, title, link, make }) => {
  const { origin } = new URL(hosted);
  const held = make("iframe", {
    src: `${hosted}?frame=1&lang=${lang}&page=${encodeURIComponent(element.page)}&canyu=${link}`,
    title,
    allow: "clipboard-write; web-share",
    // Nobody should get into it by Tab while it may be an empty or refused one.
    inert: true,
  });
  held.style.cssText = "display:block;width:100%;height:0;border:0";
  addEventListener(
    "message",
    (message) => {
      const { canyu, height } = message.data ?? {};
      if (message.source !== held.contentWindow || message.origin !== origin || canyu !== "height" || !(height > 0)) return;
      held.inert = false;
      held.style.height = `${height}px`;
      while (held.previousSibling) held.previousSibling.remove();
    },
    { signal },
  );
  return held;
};
