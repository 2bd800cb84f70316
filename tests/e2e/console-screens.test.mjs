// Pictures of every page of the console for people to look at; and nothing on them is cut.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { violationsOf } from "./support/axe.mjs";
import { withBrowser } from "./support/browser.mjs";
import { administrator, cutOf, invite, linkOf, somebody } from "./support/console.mjs";
import { serve } from "./support/program.mjs";

withBrowser();

const screens = process.env.CANYU_SCREENS ?? join(tmpdir(), "canyu-screens");

const look = async (page, name) => {
  await mkdir(screens, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(screens, `${name}.png`), animations: "disabled", fullPage: true });
  assert.deepEqual(await cutOf(page), [], name);
  assert.deepEqual(await violationsOf(page, "html"), [], name);
};

/** A server with a campaign, an administrator and somebody who is invited. */
const scene = async (t) => {
  const server = await serve(t);
  const page = await administrator(t, await linkOf(server.log));
  const invitation = await invite(page, "Marketer", "jun@example.org");
  await page.getByRole("link", { name: "API tokens" }).click();
  await page.getByRole("button", { name: "Make a token" }).click();
  await page.getByLabel("Name").fill("weekly sheet");
  await page.getByRole("button", { name: "Make it" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  return { server, invitation, state: await page.context().storageState() };
};

const pages = { campaigns: "", campaign: "/campaigns/router-teaser", people: "/people", tokens: "/tokens", audit: "/audit", me: "/me", missing: "/nowhere" };

for (const colorScheme of ["light", "dark"])
  for (const lang of ["en", "zh-Hans"])
    test(`every page in ${lang}, ${colorScheme}, at 1280 and at 820 pixels`, async (t) => {
      const { server, invitation, state } = await scene(t);
      const locale = lang === "en" ? "en-GB" : "zh-CN";
      for (const width of [1280, 820]) {
        const name = (what) => `console-${what}-${lang}-${colorScheme}-${width}`;
        const options = { viewport: { width, height: 800 }, colorScheme, locale };
        const page = await somebody(t, { ...options, storageState: state });
        if (lang !== "en") {
          // What an account reads counts, whatever the browser would rather have.
          await page.goto(`${server.url}/console/me`);
          await page.locator("#me-language").selectOption(lang);
          await page.locator(".card").first().locator("button[type=submit]").click();
          await page.waitForFunction((lang) => document.documentElement.lang === lang, lang);
        }
        for (const [what, path] of Object.entries(pages)) {
          await page.goto(`${server.url}/console${path}`);
          await page.locator("h1").waitFor();
          await page.waitForFunction(() => !document.querySelector(".waiting"));
          await look(page, name(what));
        }
        const dialogs = { people: [".head .button", "invite"], tokens: [".head .button", "token"] };
        for (const [path, [button, what]] of Object.entries(dialogs)) {
          await page.goto(`${server.url}/console/${path}`);
          await page.locator(button).click();
          await page.locator("dialog[open]").waitFor();
          await look(page, name(what));
        }
        await page.goto(`${server.url}/console/people`);
        // The accounts, not the invitations below them, which may have come first.
        await page.locator("h1").waitFor();
        await page.waitForFunction(() => !document.querySelector(".waiting"));
        await page.locator("td .button").first().click();
        await page.locator("dialog[open] .is-grave").waitFor();
        await look(page, name("change"));
        await page.locator("dialog[open] .is-grave").click();
        await page.locator("#confirm-name").waitFor();
        await look(page, name("delete"));
        await page.goto(`${server.url}/console/me`);
        await page.locator(".card").nth(2).locator("button").click();
        await page.locator(".qr svg").waitFor();
        await look(page, name("factor"));
        const stranger = await somebody(t, options);
        await stranger.goto(`${server.url}/console`);
        await stranger.locator("#sign-in-email").waitFor();
        await look(stranger, name("sign-in"));
        await stranger.locator("#sign-in-email").fill("mei@example.org");
        await stranger.locator("#sign-in-password").fill("something else entirely");
        await stranger.locator("button[type=submit]").click();
        await stranger.locator(".problem").waitFor();
        await look(stranger, name("sign-in-wrong"));
        await stranger.goto("about:blank");
        await stranger.goto(invitation);
        await stranger.locator("#name").waitFor();
        await look(stranger, name("invited"));
      }
    });
