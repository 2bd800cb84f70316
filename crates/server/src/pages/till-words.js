// The till's words in one language, with its times.

/** The languages that a till speaks; the first is the one for everybody else. */
export const names = { en: "English", "zh-Hans": "简体", "zh-Hant": "繁體" };

/** A tag as browsers write it as one of ours. */
const spoken = (tag) => {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    const lang = language === "zh" ? `zh-${script}` : language;
    return lang in names ? lang : undefined;
  } catch {
    return undefined;
  }
};

/** The first language that somebody reads and a till speaks. */
export const preferred = (tags) => tags.map(spoken).find(Boolean) ?? "en";

/** A text that a campaign has in several languages. */
export const inLanguage = (texts, lang) => {
  const near = Object.keys(texts).find((tag) => tag.split("-")[0] === lang.split("-")[0]);
  return texts[lang] ?? texts[near] ?? Object.values(texts)[0] ?? "";
};

/** `{ lang, say, time }` for a language. */
export const speech = async (lang) => {
  const words = await (await fetch(`/pages/till-${lang}.json`)).json();
  const own = navigator.languages.find((tag) => spoken(tag) === lang) ?? lang;
  const times = new Intl.DateTimeFormat(own, { dateStyle: "medium", timeStyle: "short" });
  return {
    lang,
    say: (key, values = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? ""),
    has: (key) => key in words,
    time: (moment) => times.format(new Date(moment)),
  };
};
