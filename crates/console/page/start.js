// Fetches the console's program and its words at the same time, and says so where one of them does not come.
const files = CONSOLE_FILES;
const at = (path) => `/console/${path}`;
/** Each program has its pages; all others are the desk's (`Route::program`). */
const PAGES = {
  editor: /^\/(drafts\/|campaigns\/[^/]+\/(edit|embed)\/?$)/,
  figures: /^\/campaigns\/[^/]+\/(figures|spread|report|exports)\/?$/,
  office: /^\/(people|tokens|audit|me|campaigns\/[^/]+\/webhooks)\/?$/,
};
const page = location.pathname.replace(/^\/console/, "");
const program = files.programs[Object.keys(PAGES).find((name) => PAGES[name].test(page)) ?? "desk"];
const CHOSEN = "canyu_console_language";

/** The page may be kept from its storage; then a choice lasts as long as the page. */
const remembered = () => {
  try {
    return localStorage.getItem(CHOSEN);
  } catch {
    return null;
  }
};

const remember = (language) => {
  try {
    localStorage.setItem(CHOSEN, language);
  } catch {
    // Asked again next time.
  }
};

/** One of the languages there are for a browser's tag: `zh-TW` is written in traditional signs. */
const known = (tag) => {
  if (!tag) return undefined;
  if (program.words[tag]) return tag;
  if (/^zh\b/i.test(tag)) return /hant|-tw|-hk|-mo/i.test(tag) ? "zh-Hant" : "zh-Hans";
  return /^en\b/i.test(tag) ? "en" : undefined;
};

const preferred = () => [remembered(), ...navigator.languages].map(known).find(Boolean) ?? "en";

/** The words of a language, as JSON; whoever asks for them has chosen it. */
const words = async (language) => {
  const answer = await fetch(at(program.words[language] ?? program.words.en));
  if (!answer.ok) throw new Error(`words: ${answer.status}`);
  return answer.text();
};

const spoken = async (language) => {
  const text = await words(language);
  remember(language);
  return text;
};

const TROUBLE = {
  en: ["The console could not be loaded.", "Nothing was changed. Check your connection, then load the page again.", "Load again"],
  "zh-Hans": ["控制台未能载入。", "没有任何内容被改动。请检查网络，然后重新载入页面。", "重新载入"],
  "zh-Hant": ["主控台未能載入。", "沒有任何內容被更動。請檢查網路，然後重新載入頁面。", "重新載入"],
};

const STOPPED = {
  en: ["The console has stopped.", "That is a fault of ours. What was saved is safe; load the page again to go on.", "Load again"],
  "zh-Hans": ["控制台停止了运行。", "这是我们的错误。已保存的内容都在；重新载入页面即可继续。", "重新载入"],
  "zh-Hant": ["主控台停止了執行。", "這是我們的錯誤。已儲存的內容都在；重新載入頁面即可繼續。", "重新載入"],
};

/** In the place of everything, or above it where something may still be read. */
const say = (texts, language, isInstead) => {
  const [title, what, act] = texts[language] ?? texts.en;
  const box = document.createElement("div");
  box.className = "trouble";
  box.setAttribute("role", "alert");
  const heading = document.createElement("h1");
  heading.textContent = title;
  const line = document.createElement("p");
  line.textContent = what;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button is-main";
  button.textContent = act;
  button.addEventListener("click", () => location.reload());
  box.append(heading, line, button);
  const place = document.getElementById("console");
  if (isInstead) place.replaceChildren(box);
  else if (!document.querySelector(".trouble")) document.body.prepend(box);
};

/** Has the browser keep a text as a file. */
const save = async ([name, text]) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

const language = preferred();
document.documentElement.lang = language;
try {
  const wasm = fetch(at(program.wasm));
  const [{ default: init, on_panic, start }, text] = await Promise.all([import(at(program.glue)), words(language)]);
  on_panic(() => say(STOPPED, document.documentElement.lang, false));
  await init({ module_or_path: wasm });
  start(document.getElementById("console"), {
    language,
    text,
    words: spoken,
    save,
    qr: () => import(at(files.qr)),
    tree: async ([place, text]) => (await import(at(files.tree))).open(place, JSON.parse(text)),
    page: async ([id, name]) => (await import(at(files.picture))).page(id, name),
    picture: async ([id, kind]) => (await import(at(files.picture))).take(id, kind),
  });
} catch (problem) {
  console.error(problem);
  say(TROUBLE, language, true);
}
