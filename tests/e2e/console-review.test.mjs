// The review queue: whoever looks like a cheat is looked at by a human, who decides.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { violationsOf } from "./support/axe.mjs";
import { errorsOf, withBrowser } from "./support/browser.mjs";
import { administrator, arrive, cutOf, invite, linkOf, somebody } from "./support/console.mjs";
import { somebody as program } from "./support/hand.mjs";
import { serve } from "./support/program.mjs";

withBrowser();

const screens = process.env.CANYU_SCREENS ?? join(tmpdir(), "canyu-screens");

const machine = (number) => [
  { act: "guess", node: "guess", text: "A kettle" },
  { act: "vote", node: "colour", picks: ["amber"] },
  { act: "enter", node: "draw", nonce: number.toString(16).padStart(64, "0") },
];

/** A campaign to which two dozen programs have come, one after another; a server that starts scores them at once. */
const overrun = async (t) => {
  const server = await serve(t);
  const link = await linkOf(server.log);
  for (let number = 1; number <= 26; number += 1) await program(server, ...machine(number));
  const page = await administrator(t, link);
  await server.stop();
  await server.restart();
  // What the page asked for while the server was away.
  page.said.length = 0;
  return { server, page };
};

/** The queue of all who are held, once there are as many as that. */
const queue = async (page, address, least) => {
  const held = () => page.evaluate(async () => (await (await fetch("/api/v1/staff/campaigns/router-teaser/review?held=true")).json()).lines.length);
  for (let tries = 0; tries < 240 && (await held()) < least; tries += 1) await page.waitForTimeout(250);
  await page.goto(address);
  await page.getByRole("checkbox", { name: "Everybody who is held, not only those whose score asks for a human" }).check();
  const lines = page.locator(".queue li");
  await lines.nth(least - 1).waitFor();
  return lines;
};

const isFine = async (page, name) => {
  await mkdir(screens, { recursive: true });
  await page.screenshot({ path: join(screens, `${name}.png`), animations: "disabled", fullPage: true });
  assert.deepEqual(await cutOf(page), [], name);
  assert.deepEqual(await violationsOf(page, "html"), [], name);
  assert.deepEqual(page.violations, [], name);
};

test("programs wait in the queue, a human reads what was seen and decides, and a colleague who is late is told", async (t) => {
  const { server, page: mei } = await overrun(t);
  const address = `${server.url}/console/campaigns/router-teaser/review`;
  await mei.goto(`${server.url}/console/campaigns/router-teaser`);
  await mei.getByRole("link", { name: "Review" }).click();
  const lines = await queue(mei, address, 20);
  const count = await lines.count();
  await isFine(mei, "console-review-queue");

  await lines.first().getByRole("link").click();
  const one = mei.getByRole("region", { name: /^About / });
  await one.getByText(/score \d+ of 100/).waitFor();
  await one.getByText("Moves like a machine").waitFor();
  await one.getByText(/\d+ of \d+ .+/).first().waitFor();
  await isFine(mei, "console-review-case");
  const first = new URL(mei.url()).pathname.split("/").at(-1);

  // A colleague has the same person before him.
  const invitation = await invite(mei, "Staff", "jun@example.org");
  const jun = await somebody(t);
  await jun.goto(invitation);
  await arrive(jun, { name: "Jun", email: "jun@example.org", act: "Create my account" });
  await mei.goto(`${address}/${first}?all`);
  await jun.goto(`${address}/${first}?all`);
  await jun.getByRole("button", { name: "Counts", exact: true }).waitFor();
  await mei.getByLabel("Why (the participant is not told)").fill("a class, I called the teacher");
  await mei.getByRole("button", { name: "Counts", exact: true }).click();
  await mei.getByText("Decided: counts from now on.").waitFor();
  await mei.getByRole("region", { name: /^About / }).getByText("a class, I called the teacher").waitFor();

  await jun.getByRole("button", { name: "Does not count" }).click();
  await jun.getByText(/A colleague has decided|decided about this participant meanwhile/).waitFor();
  await jun.getByText("a class, I called the teacher").waitFor();
  await isFine(jun, "console-review-late");

  // By keyboard alone: the next one, refused.
  await mei.locator("#case").focus();
  await mei.keyboard.press("j");
  await mei.waitForURL((url) => url.pathname.startsWith("/console/campaigns/router-teaser/review/") && !url.pathname.endsWith(first));
  await mei.locator("#case .evidence li").first().waitFor();
  await mei.locator("#case").focus();
  await mei.keyboard.press("x");
  await mei.getByText("Decided: does not count.").waitFor();
  // Writing decides nothing.
  await mei.getByLabel("Why (the participant is not told)").pressSequentially("cxcx");
  await mei.getByRole("button", { name: "Does not count" }).waitFor();
  assert.equal(await mei.locator(".decisions li").count(), 2, "held by the scores, refused by a human");
  await mei.goto(`${server.url}/console/audit?campaign=router-teaser`);
  await mei.getByText("Participant decided about").first().waitFor();
  assert.deepEqual(errorsOf(mei).filter((line) => !/status of 4/.test(line)), []);
});

test("nobody waits: the queue says what it is for; a marketer finds no queue; Chinese and a narrow window", async (t) => {
  const server = await serve(t);
  const mei = await administrator(t, await linkOf(server.log));
  const address = `${server.url}/console/campaigns/router-teaser/review`;
  await mei.goto(address);
  await mei.getByRole("heading", { name: "Nobody waits for you" }).waitFor();
  await isFine(mei, "console-review-empty");
  await mei.goto(`${address}/nobody`);
  await mei.getByRole("heading", { name: "Review" }).waitFor();
  const invitation = await invite(mei, "Marketer", "wu@example.org");
  const wu = await somebody(t, { viewport: { width: 820, height: 800 } });
  await wu.goto(invitation);
  await arrive(wu, { name: "Wu", email: "wu@example.org", act: "Create my account" });
  await wu.goto(`${server.url}/console/campaigns/router-teaser`);
  await wu.getByText("Review", { exact: true }).waitFor({ state: "detached" });
  await wu.goto(address);
  await wu.getByRole("heading", { name: "This page is not for your role" }).waitFor();
});
