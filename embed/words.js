// The few sentences that the shell says by itself; everything else is the widget's. `{}` stands for a time.

const words = {
  en: {
    until: "Open until {}",
    opens: "Opens {}",
    closed: "Closed",
    rehearsal: "Rehearsal",
    unreachable: "The campaign cannot be reached just now. We keep trying.",
    panic: "Something went wrong here. What you have sent is safe.",
    retry: "Try again",
  },
  "zh-Hans": {
    until: "{}截止",
    opens: "{}开始",
    closed: "已结束",
    rehearsal: "彩排",
    unreachable: "暂时连不上活动，正在重试。",
    panic: "这里出了点问题，你提交的内容都还在。",
    retry: "再试一次",
  },
  "zh-Hant": {
    until: "{}截止",
    opens: "{}開始",
    closed: "已結束",
    rehearsal: "彩排",
    unreachable: "暫時連不上活動，正在重試。",
    panic: "這裡出了點問題，你送出的內容都還在。",
    retry: "再試一次",
  },
};

/** What the shell says for `key`. */
export const say = (lang, key) => words[lang][key];

/** A language tag as pages and browsers write it (`zh-TW`, `zh_CN`, `EN-gb`) as one that the widget speaks; else undefined. */
const spoken = (tag) => {
  try {
    const { language, script } = new Intl.Locale(tag.replace("_", "-")).maximize();
    const lang = language === "zh" ? `zh-${script}` : language;
    return words[lang] && lang;
  } catch {
    // No language tag.
  }
};

/** The element's own language, else that of the nearest ancestor, across shadow roots, else the browser's, else English. */
export const languageOf = (element) => {
  let near;
  for (let node = element; node && !near; node = node.parentNode ?? node.host) near = node.lang;
  for (const tag of [near, ...navigator.languages]) {
    const lang = tag && spoken(tag);
    if (lang) return lang;
  }
  return "en";
};
