// What gadgets have in common: elements by DOM calls alone, a style sheet that a strict policy lets through, words.

/** An element with attributes, listeners (`onclick`) and children, of which some may be missing. */
export const make = (name, properties = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return element;
};

/** Adds a sheet to a document or a shadow root; returns what takes it out again. */
export const dress = (root, css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return () => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((known) => known !== sheet);
  };
};

/** `say(key, values, count)` for a language: a count decides the form of the text, and stands in it as `{n}`. */
export const speech = (catalogues, lang) => {
  const words = catalogues[lang] ?? catalogues.en;
  const [numbers, plurals] = [new Intl.NumberFormat(lang), new Intl.PluralRules(lang)];
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  return (key, values = {}, count) => {
    if (count === undefined) return fill(words[key] ?? key, values);
    return fill(words[`${key}#${plurals.select(count)}`] ?? words[`${key}#other`] ?? key, { n: numbers.format(count), ...values });
  };
};

/** The tag that the browser's owner uses for a language, `en-GB` rather than `en`, so that times look as usual. */
export const ownTag = (lang) => navigator.languages.find((tag) => tag === lang || tag.startsWith(`${lang.slice(0, 2)}-`)) ?? lang;

/** Tells the widget of an act. */
export const act = (place, detail) => place.dispatchEvent(new CustomEvent("act", { bubbles: true, detail }));

/** Hands a file over to the browser's downloads. */
export const download = (file) => {
  const address = URL.createObjectURL(file);
  make("a", { href: address, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};
