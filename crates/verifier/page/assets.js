// What is fetched besides this script: the WebAssembly with its glue, and the words. The build puts the names of the files in the place
// of DESK_FILES; the folder that needs no server has all of them inside, see assets.static.js.

const base = new URL("..", import.meta.url);
const kept = new Map();

/** Once, and again after a failure. */
const once = (key, get) => {
  if (!kept.has(key)) kept.set(key, get().catch((problem) => Promise.reject(problem, kept.delete(key))));
  return kept.get(key);
};

const part = ({ path, integrity }) => fetch(new URL(path, base), { integrity });

/** The glue of a WebAssembly, which has been started: `verifier` is the check, `beacon` that of drand's rounds. */
export const engine = (name) =>
  once(name, async () => {
    const files = DESK_FILES[name];
    const wasm = part(files.wasm);
    wasm.catch(() => {});
    const glue = await import(new URL(files.glue, base).href);
    await glue.default({ module_or_path: wasm });
    return glue;
  });

/** The words of a language. */
export const catalogue = (lang) => once(lang, async () => (await part(DESK_FILES.words[lang] ?? DESK_FILES.words.en)).json());
