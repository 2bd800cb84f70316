// What fans write is looked at by a human: shown, hidden, and put back.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { violationsOf } from "./support/axe.mjs";
import { errorsOf, withBrowser } from "./support/browser.mjs";
import { administrator, cutOf, linkOf } from "./support/console.mjs";
import { somebody as program, viewOf } from "./support/hand.mjs";
import { serve } from "./support/program.mjs";

withBrowser();

const screens = process.env.CANYU_SCREENS ?? join(tmpdir(), "canyu-screens");

const isFine = async (page, name) => {
  await mkdir(screens, { recursive: true });
  await page.screenshot({ path: join(screens, `${name}.png`), animations: "disabled", fullPage: true });
  assert.deepEqual(await cutOf(page), [], name);
  assert.deepEqual(await violationsOf(page, "html"), [], name);
  assert.deepEqual(page.violations, [], name);
};

test("what fans write is hidden by a button and by a key, put back, and never becomes markup", async (t) => {
  const server = await serve(t);
  const texts = ["A kettle", "a kettle", "A router <img src=x onerror=alert(1)>", "一盏会唱歌的灯", "A".repeat(40)];
  for (const text of texts) await program(server, { act: "guess", node: "guess", text });
  const mei = await administrator(t, await linkOf(server.log));
  await mei.goto(`${server.url}/console/campaigns/router-teaser`);
  await mei.getByRole("link", { name: "Moderation" }).click();
  await mei.getByRole("heading", { name: "Nothing here" }).waitFor();
  await isFine(mei, "console-moderation-empty");
  await mei.getByLabel("List").selectOption("shown");
  const lines = mei.locator(".written li");
  await lines.first().getByText("2 people").waitFor();
  assert.equal(await lines.count(), 4);
  await mei.getByText("onerror=alert(1)").waitFor();
  await isFine(mei, "console-moderation");

  const seen = async () => JSON.stringify(await viewOf(server)).includes("onerror");
  const until = async (wanted) => {
    for (let tries = 0; tries < 100 && (await seen()) !== wanted; tries += 1) await mei.waitForTimeout(100);
    assert.equal(await seen(), wanted, "what everybody sees");
  };
  await until(true);
  await mei.getByRole("button", { name: /^Hide “A router/ }).click();
  await mei.getByText(/A router .+ is hidden/).waitFor();
  await mei.waitForFunction(() => document.querySelectorAll(".written li").length === 3);
  await until(false);
  await mei.getByRole("button", { name: "Undo" }).click();
  await mei.waitForFunction(() => document.querySelectorAll(".written li").length === 4);
  assert.equal(await mei.getByRole("button", { name: "Undo" }).count(), 1, "and that can be undone, too");
  await until(true);

  // By keyboard alone: to the second line, which is hidden.
  await lines.first().focus();
  await mei.keyboard.press("j");
  const second = await mei.evaluate(() => document.activeElement.innerText);
  assert.equal(second, await lines.nth(1).innerText());
  await mei.keyboard.press("h");
  await mei.waitForFunction(() => document.querySelectorAll(".written li").length === 3);
  await mei.getByLabel("List").selectOption("hidden");
  await mei.waitForFunction(() => document.querySelectorAll(".written li").length === 1);
  assert.ok(second.startsWith((await lines.first().locator("p").innerText()).slice(0, 20)));
  assert.deepEqual(errorsOf(mei), []);
});

test("a long list comes in pages of a hundred, and the first one is one press away", async (t) => {
  const server = await serve(t);
  const mei = await administrator(t, await linkOf(server.log));
  const lines = [...Array(250).keys()].map((number) => ({
    node: "guess", key: `k${number}`, label: `Guess ${number}`, people: 1, said: "waiting", correct: false, picture: false, may_be_right: true,
  }));
  await mei.route("**/written?*", (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get("from"));
    return route.fulfill({ json: { lines: lines.slice(from, from + 100), more: from + 100 < lines.length } });
  });
  await mei.goto(`${server.url}/console/campaigns/router-teaser/moderation`);
  const first = mei.locator(".written li").first();
  await first.getByText("Guess 0", { exact: true }).waitFor();
  assert.equal(await mei.getByRole("button", { name: "Back to the first" }).count(), 0);
  for (const next of ["Guess 100", "Guess 200"]) {
    await mei.getByRole("button", { name: "Next page" }).click();
    await first.getByText(next, { exact: true }).waitFor();
  }
  assert.equal(await mei.locator(".written li").count(), 50);
  assert.equal(await mei.getByRole("button", { name: "Next page" }).count(), 0);
  await isFine(mei, "console-moderation-pages");
  await mei.getByRole("button", { name: "Back to the first" }).click();
  await first.getByText("Guess 0", { exact: true }).waitFor();
});
