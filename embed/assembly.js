// The parts of the WebAssembly widget, fetched once per page however many elements there are, and again after a failure.

const kept = new Map();

/** Does something once, and again after a failure. */
export const once = (key, make) => {
  if (!kept.has(key)) kept.set(key, make().catch((problem) => Promise.reject(problem, kept.delete(key))));
  return kept.get(key);
};

/** An answer, if it is a good one. */
export const get = async (url, integrity) => {
  const answer = await fetch(url, { integrity });
  return answer.ok ? answer : Promise.reject(Error(`${url}: ${answer.status}`));
};

const part = (base, { path, integrity }) => get(new URL(path, base), integrity);

let instances = 0;

/** A running WebAssembly. After a panic all it shows is frozen, so those who use it are told, and it is not handed out again. */
const start = async (base, files) => {
  const users = new Set();
  let glue;
  // The build knows that this is never so in the built shell, and leaves it out; the same below.
  if (typeof CANYU_FILES === "undefined" && !files) {
    // `trunk serve` loads the glue itself and puts it here.
    if (!window.wasmBindings) await new Promise((done) => addEventListener("TrunkApplicationStarted", done, { once: true }));
    glue = window.wasmBindings;
  } else {
    // A second instance needs a second copy of the glue; so does a glue that failed to load, which browsers remember.
    const again = instances++ ? `?${instances}` : "";
    const wasm = part(base, files.wasm);
    wasm.catch(() => {});
    glue = await import(new URL(files.glue + again, base).href);
    await glue.default({ module_or_path: wasm });
  }
  const instance = { glue, users, dead: false };
  // `cargo xtask` puts it into the glue.
  glue.on_panic?.((message) => {
    instance.dead = true;
    kept.delete(base);
    // Not from inside the WebAssembly, which is still on the stack.
    setTimeout(() => users.forEach((user) => user(message)));
  });
  return instance;
};

const sheetOf = async (answer) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await answer.text());
  return sheet;
};

/**
 * Everything that mounting takes: `{ instance, sheet, locale }`. `files` names the built files relative to `base`; without it the
 * sources beside the page are used.
 */
export const load = async (base, files, lang) => {
  // A content security policy without 'wasm-unsafe-eval' refuses even this empty module: found out before anything is fetched.
  new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  let style = files?.style;
  let texts = files?.locales[lang];
  if (typeof CANYU_FILES === "undefined" && !files) {
    style = { path: "style/widget.css" };
    texts = { path: `locales/${lang}.json` };
  }
  const [instance, sheet, locale] = await Promise.all([
    once(base, () => start(base, files)),
    once(base + style.path, async () => sheetOf(await part(base, style))),
    once(base + texts.path, async () => (await part(base, texts)).json()),
  ]);
  return { instance, sheet, locale };
};
