// axe-core in the page: what would keep people from taking part. It looks into open shadow roots.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What breaks WCAG 2.2 AA inside an element, as sentences. */
export const violationsOf = async (page, selector = "canyu-campaign") => {
  await page.evaluate(source);
  // A colour that is still coming up has no contrast yet.
  await page.evaluate(() => {
    // A document does not count what moves in the shadow roots of its elements.
    const shadows = [...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? []);
    return Promise.allSettled([document, ...shadows].flatMap((root) => root.getAnimations()).map(({ finished }) => finished));
  });
  return page.evaluate(async (selector) => {
    const { violations } = await window.axe.run(document.querySelector(selector), {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
      resultTypes: ["violations"],
    });
    return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html} ${node.any.map(({ message }) => message)}`));
  }, selector);
};
