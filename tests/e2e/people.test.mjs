// The widget for everybody: by keyboard alone, with a screen reader, in the dark, without motion.
import assert from "node:assert/strict";
import { test } from "node:test";

import { violationsOf } from "./support/axe.mjs";
import { errorsOf, known, newFan, ready, withBrowser } from "./support/browser.mjs";
import { hostPage, serve } from "./support/program.mjs";
import { widget } from "./support/widget.mjs";

withBrowser();

const scene = async (t, query, options, lang = "en") => {
  const server = await serve(t);
  const host = await hostPage(t, server);
  const page = await newFan(t, options);
  await page.goto(host.at({ ...query, lang }));
  await ready(page);
  await known(page);
  return { server, host, page, fan: await widget(page, server, lang) };
};

for (const [name, query, options, lang] of [
  ["in light", { theme: "light" }, { colorScheme: "light" }, "en"],
  ["in the dark", { theme: "dark" }, { colorScheme: "dark" }, "en"],
  ["in Chinese", {}, { locale: "zh-CN" }, "zh-Hans"],
  ["in a page that reads from right to left", { dir: "rtl" }, {}, "en"],
])
  test(`nothing breaks WCAG 2.2 AA ${name}, before and after playing`, async (t) => {
    const { page, fan } = await scene(t, query, { reducedMotion: "reduce", ...options }, lang);
    assert.deepEqual(await violationsOf(page), []);
    await fan.playAll();
    await fan.copyLink(fan.of("guess"));
    assert.deepEqual(await violationsOf(page), []);
  });

test("the sentences that stand in for the widget keep to WCAG 2.2 AA as well", async (t) => {
  const server = await serve(t);
  const host = await hostPage(t, server);
  const page = await newFan(t);
  await page.goto(host.at({ policy: "noframe" }));
  await page.locator("canyu-campaign").getByRole("link").waitFor();
  assert.deepEqual(await violationsOf(page), []);
});

/** Presses Tab until the focus is on a control whose name contains a text. */
const tabTo = async (page, text) => {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => {
      const focused = document.activeElement?.shadowRoot?.activeElement;
      return focused ? `${focused.getAttribute("aria-label") ?? ""} ${focused.labels?.[0]?.textContent ?? ""} ${focused.textContent}` : "";
    });
    if (name.includes(text)) return;
  }
  assert.fail(`Tab never reaches "${text}"`);
};

test("everything can be done by keyboard alone, with the focus always to be seen", async (t) => {
  const { page, fan } = await scene(t);
  const isSeen = () =>
    page.evaluate(() => {
      const style = getComputedStyle(document.activeElement.shadowRoot.activeElement);
      return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    });
  const step = (act) =>
    page.waitForFunction((wanted) => window.canyuEvents.some(({ name, detail }) => name === "step" && detail.act === wanted), act);
  await tabTo(page, fan.say.teaser_act);
  assert.ok(await isSeen());
  await page.keyboard.press("Enter");
  await step("tap");
  assert.ok(
    await page.evaluate(() => document.activeElement.shadowRoot?.activeElement),
    "the focus stays in the widget when the button under it goes",
  );
  await tabTo(page, fan.say.guess_label);
  assert.ok(await isSeen());
  await page.keyboard.type("A kettle");
  await page.keyboard.press("Enter");
  await step("guess");
  const vote = fan.of("vote");
  await tabTo(page, vote.options[0].label);
  assert.ok(await isSeen());
  await page.keyboard.press("Space");
  await step("vote");
  assert.equal(await fan.option(vote, vote.options[0].key).getAttribute("aria-pressed"), "true");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement !== document.body), "the focus is not caught");
});

test("what happens is said to a screen reader, in a region that was there before", async (t) => {
  const { page, fan } = await scene(t);
  const region = page.locator("canyu-campaign [role=status]").first();
  assert.equal((await region.textContent()).trim(), "");
  const handle = await region.elementHandle();
  await fan.guess("A kettle");
  await page.waitForFunction((said) => said.isConnected && said.textContent.trim() !== "", handle);
});

test("without motion nothing moves, and the same is told", async (t) => {
  const { page, fan } = await scene(t, {}, { reducedMotion: "reduce" });
  await page.evaluate(() => {
    window.canyuMoves = [];
    const look = () => {
      for (const animation of document.querySelector("canyu-campaign").shadowRoot.getAnimations({ subtree: true })) {
        const moves = animation.effect?.getKeyframes?.().some((frame) => frame.transform && frame.transform !== "none");
        if (moves && animation.effect.getComputedTiming().activeDuration > 1) window.canyuMoves.push(animation.animationName ?? animation.transitionProperty);
      }
      requestAnimationFrame(look);
    };
    look();
  });
  await fan.playAll();
  await page.waitForFunction((read) => read.textContent.replace(/\D/g, "") !== "0", await fan.tickets().elementHandle());
  assert.deepEqual(await page.evaluate(() => [...new Set(window.canyuMoves)]), []);
  assert.deepEqual(errorsOf(page), []);
});

test("every target of a finger is at least 24 pixels, and the main acts 44", async (t) => {
  const { page, fan } = await scene(t);
  await fan.guess("A kettle");
  const small = await page.evaluate(() => {
    const found = [];
    for (const control of document.querySelector("canyu-campaign").shadowRoot.querySelectorAll("button, input, summary, a")) {
      const { width, height } = control.getBoundingClientRect();
      const least = control.matches("[part~=button]") ? 44 : 24;
      if (width && (width < least || height < least)) found.push(`${control.textContent.trim() || control.localName}: ${width} × ${height}`);
    }
    return found;
  });
  assert.deepEqual(small, []);
});
