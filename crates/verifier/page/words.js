// The words of the check in one language, with its numbers, times and plural forms.

import { catalogue } from "./assets.js";

/** The languages that the check speaks, as `zh-Hans`; the first is the one for everybody else. */
const languages = ["en", "zh-Hans", "zh-Hant"];

/** A tag as browsers and pages write it as one of ours. */
export const spoken = (tag) => {
  try {
    const { language, script } = new Intl.Locale(tag.replace("_", "-")).maximize();
    const lang = language === "zh" ? `zh-${script}` : language;
    return languages.includes(lang) ? lang : undefined;
  } catch {
    return undefined;
  }
};

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

/** `{ lang, say, has, number, time, bytes }` for a language. */
export const speech = async (lang) => {
  const words = await catalogue(lang);
  // As the browser's owner writes numbers and times in that language: `en-GB` rather than `en`.
  const own = navigator.languages.find((tag) => spoken(tag) === lang) ?? lang;
  const [numbers, plurals] = [new Intl.NumberFormat(own), new Intl.PluralRules(own)];
  const times = new Intl.DateTimeFormat(own, { dateStyle: "long", timeStyle: "short" });
  const exact = new Intl.DateTimeFormat(own, { dateStyle: "long", timeStyle: "medium" });
  const number = (value) => numbers.format(value);
  return {
    lang,
    number,
    /** Whether there is such a text. */
    has: (key) => key in words,
    /** A text; a number in it decides its form, and stands in it as `{n}`. */
    say: (key, values = {}, count) => {
      if (count === undefined) return fill(words[key] ?? key, values);
      const form = words[`${key}#${plurals.select(count)}`] ?? words[`${key}#other`] ?? key;
      return fill(form, { n: number(count), ...values });
    },
    /** A moment, in unix seconds; with its seconds where they matter. */
    time: (seconds, withSeconds = false) => (withSeconds ? exact : times).format(seconds * 1000),
    /** A size in the units that people know. */
    bytes: (size) =>
      new Intl.NumberFormat(own, { style: "unit", unit: size < 1e6 ? "kilobyte" : "megabyte", maximumSignificantDigits: 2 }).format(
        size / (size < 1e6 ? 1e3 : 1e6),
      ),
  };
};
