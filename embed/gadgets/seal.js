// Checks a sealed value in the fan's own browser: SHA-256 of what was revealed has to be the seal that was published from the beginning.
// `data-seal` and `data-salt` are hexadecimal; `data-answer` is empty where the salt itself (a seed) was sealed.

import { words } from "./seal.words.js";

const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));

const hexOf = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Whether `seal` is SHA-256 of the salt's bytes and the answer in UTF-8. */
export const holds = async ({ seal, salt, answer }) => {
  const [first, second] = [bytesOf(salt), new TextEncoder().encode(answer)];
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return hexOf(await crypto.subtle.digest("SHA-256", both)) === seal;
};

export const open = (place, { lang }) => {
  let shown;
  const update = async () => {
    const { seal, salt, answer } = place.dataset;
    if (shown === seal + salt + answer) return;
    shown = seal + salt + answer;
    // Browsers have no `crypto.subtle` on pages without encryption.
    const say = words[lang][crypto.subtle ? ((await holds({ seal, salt, answer })) ? "holds" : "broken") : "by_hand"];
    place.classList.toggle("error", say === words[lang].broken);
    place.textContent = say.replace("{seal}", seal).replace("{salt}", salt);
  };
  update();
  return { update, close: () => place.replaceChildren() };
};
