// The few sentences that the shell says by itself; everything else is the widget's. `{}` stands for a time.

const words = {
  en: {
    until: "Open until {}",
    opens: "Opens {}",
    closed: "Closed",
    rehearsal: "Rehearsal",
    origin_not_listed: "This campaign is not available on this site.",
    unknown_campaign: "This campaign cannot be found.",
    unreachable: "The campaign cannot be reached just now. We keep trying.",
    panic: "Something went wrong here. What you have sent is safe.",
    retry: "Try again",
    open: "Take part on the campaign’s own page",
  },
  "zh-Hans": {
    until: "{}截止",
    opens: "{}开始",
    closed: "已结束",
    rehearsal: "彩排",
    origin_not_listed: "本网站不能参加这个活动。",
    unknown_campaign: "找不到这个活动。",
    unreachable: "暂时连不上活动，正在重试。",
    panic: "这里出了点问题，你提交的内容都还在。",
    retry: "再试一次",
    open: "到活动页面参加",
  },
  "zh-Hant": {
    until: "{}截止",
    opens: "{}開始",
    closed: "已結束",
    rehearsal: "彩排",
    origin_not_listed: "本網站無法參加這個活動。",
    unknown_campaign: "找不到這個活動。",
    unreachable: "暫時連不上活動，正在重試。",
    panic: "這裡出了點問題，你送出的內容都還在。",
    retry: "再試一次",
    open: "到活動頁面參加",
  },
};

/** What the shell says for `key`. */
export const say = (lang, key) => words[lang][key];

/** A language tag as pages and browsers write it (`zh-TW`, `zh_CN`, `EN-gb`) as one that the widget speaks; else undefined. */
const spoken = (tag) => {
  const [language, ...rest] = tag.toLowerCase().split(/[-_]/);
  if (language === "en") return "en";
  if (language !== "zh") return;
  return !rest.includes("hans") && rest.some((part) => ["hant", "tw", "hk", "mo"].includes(part)) ? "zh-Hant" : "zh-Hans";
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
