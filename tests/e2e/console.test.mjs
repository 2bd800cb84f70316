// The console, from the first administrator on, as people use it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { violationsOf } from "./support/axe.mjs";
import { errorsOf, withBrowser } from "./support/browser.mjs";
import { administrator, arrive, digits, empty, invite, password, somebody, visit } from "./support/console.mjs";

withBrowser();

/** Nothing that breaks WCAG, nothing that the policy refuses, nothing that the program complains about. */
const isFine = async (page, what) => {
  assert.deepEqual(await violationsOf(page, "html"), [], what);
  assert.deepEqual(page.violations, [], what);
  assert.deepEqual(errorsOf(page).filter((line) => !/status of 4/.test(line)), [], what);
};

test("the console comes with a strict policy, and its files may be kept for ever", async (t) => {
  const { url } = await empty(t);
  const page = await fetch(`${url}/console/people`);
  assert.equal(page.status, 200);
  assert.match(page.headers.get("content-security-policy"), /default-src 'none'; script-src 'self' 'wasm-unsafe-eval';.*frame-ancestors 'none'/);
  assert.equal(page.headers.get("cache-control"), "no-cache");
  const html = await page.text();
  const [, script] = /src="(\/console\/files\/start-[^"]+)"/.exec(html);
  const file = await fetch(url + script);
  assert.match(file.headers.get("cache-control"), /immutable/);
  assert.equal((await fetch(`${url}/console/files/elsewhere.js`)).status, 404);
  assert.doesNotMatch(html, /<style|style=|<script>/);
});

test("an empty server is set up by its link, and somebody who is invited sees what he may", async (t) => {
  const { url, link } = await empty(t);
  const mei = await somebody(t);
  await mei.goto(`${url}/console`);
  await mei.getByRole("heading", { name: "This server has no account yet" }).waitFor();
  await isFine(mei, "no account");
  await mei.goto("about:blank");
  await mei.goto(link);
  await mei.getByRole("heading", { name: "Set up the first account" }).waitFor();
  assert.doesNotMatch(mei.url(), /#/, "the secret does not stay in the address");
  await isFine(mei, "first account");
  await mei.getByRole("button", { name: "Create the account" }).click();
  await mei.getByText("Write your name.").waitFor();
  assert.equal(await mei.getByLabel("Name").evaluate((field) => field === document.activeElement), true, "the first wrong field has the focus");
  await isFine(mei, "first account, wrong");
  await arrive(mei, { name: "Mei", email: "mei@example.org", act: "Create the account" });
  await mei.getByRole("link", { name: "Make the first campaign" }).waitFor();
  await isFine(mei, "no campaign");

  const invitation = await invite(mei, "Marketer", "jun@example.org");
  await mei.getByRole("rowheader", { name: "jun@example.org" }).waitFor();
  await isFine(mei, "people");
  const jun = await somebody(t);
  await jun.goto(invitation);
  await jun.getByText("Mei asks you to work on campaigns here.").waitFor();
  assert.equal(await jun.getByLabel("E-mail address").inputValue(), "jun@example.org");
  await isFine(jun, "invited");
  await arrive(jun, { name: "Jun", email: "jun@example.org", act: "Create my account" });
  assert.deepEqual(await jun.getByRole("navigation").getByRole("link").allInnerTexts(), ["Campaigns", "API tokens", "My account"]);
  for (const path of ["people", "audit"]) {
    await jun.goto(`${url}/console/${path}`);
    await jun.getByRole("heading", { name: "This page is not for your role" }).waitFor();
  }
  await isFine(jun, "not allowed");
  for (const path of ["accounts", "audit", "invitations"])
    assert.equal(await jun.evaluate(async (path) => (await fetch(`/api/v1/staff/${path}`)).status, path), 403, path);
  await jun.goto(`${url}/console/campaigns/elsewhere`);
  await jun.getByRole("heading", { name: "There is nothing here" }).waitFor();
  await isFine(jun, "missing");
  // The same link lets nobody else in.
  const stranger = await somebody(t);
  await stranger.goto(invitation);
  await stranger.getByRole("heading", { name: "This invitation cannot be used" }).waitFor();
  await isFine(stranger, "used invitation");

  await mei.reload();
  await visit(mei, "People");
  await mei.getByRole("button", { name: "Change Jun" }).click();
  await isFine(mei, "change");
  await mei.getByRole("radio", { name: /^Viewer/ }).check();
  await mei.getByRole("button", { name: "Save" }).click();
  await mei.getByRole("dialog").waitFor({ state: "detached" });
  await mei.getByRole("row", { name: /Jun/ }).getByText("Viewer").waitFor();
  await mei.getByRole("button", { name: "Change Jun" }).click();
  await mei.getByRole("button", { name: "Delete", exact: true }).click();
  await mei.getByRole("heading", { name: "Delete the account of Jun?" }).waitFor();
  await mei.getByRole("button", { name: "Delete", exact: true }).click();
  await mei.getByText("That is not the same text.").waitFor();
  await isFine(mei, "delete");
  await mei.getByLabel("Type jun@example.org to confirm").fill("jun@example.org");
  await mei.getByRole("button", { name: "Delete", exact: true }).click();
  await mei.getByRole("row", { name: /Jun/ }).waitFor({ state: "detached" });

  await visit(mei, "Audit log");
  await mei.getByText("Account deleted").waitFor();
  await mei.getByText("Marketer → Viewer").waitFor();
  await isFine(mei, "audit");
  await mei.getByLabel("Who").selectOption({ label: "Mei" });
  await mei.waitForURL(/audit\?account=/);
});

test("a session that ends in the middle of a form loses nothing that was written", async (t) => {
  const { link } = await empty(t);
  const page = await administrator(t, link);
  await visit(page, "People");
  await page.getByRole("button", { name: "Invite somebody" }).click();
  await page.getByLabel("E-mail address (optional)").fill("jun@example.org");
  await page.getByRole("radio", { name: /^Viewer/ }).check();
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Make the link" }).click();
  const again = page.getByRole("dialog", { name: "Please sign in again" });
  await again.waitFor();
  await isFine(page, "sign in again");
  assert.equal(await again.getByLabel("E-mail address").inputValue(), "mei@example.org");
  await again.getByLabel("Password").fill(password);
  await again.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "The invitation is ready" }).waitFor();
  await page.getByRole("button", { name: "Done" }).click();
  const row = page.getByRole("row", { name: /jun@example.org/ });
  await row.getByText("Viewer").waitFor();
  assert.equal(await page.getByRole("row", { name: /jun@example.org/ }).count(), 1, "it was made once");
});

test("signing in anew in another tab does not stop what is being written in this one", async (t) => {
  const { link } = await empty(t);
  const page = await administrator(t, link);
  await visit(page, "People");
  await page.getByRole("button", { name: "Invite somebody" }).click();
  await page.getByLabel("E-mail address (optional)").fill("jun@example.org");
  const body = JSON.stringify({ email: "mei@example.org", password });
  const again = (body) => fetch("/api/v1/staff/session", { method: "POST", headers: { "content-type": "application/json" }, body }).then(({ status }) => status);
  assert.equal(await page.evaluate(again, body), 200);
  await page.getByRole("button", { name: "Make the link" }).click();
  await page.getByRole("heading", { name: "The invitation is ready" }).waitFor();
});

test("who is asked to sign in again can leave the page, and the escape key does not take the question away", async (t) => {
  const { link } = await empty(t);
  const page = await administrator(t, link);
  await visit(page, "My account");
  await page.context().clearCookies();
  await page.getByRole("navigation").getByRole("link", { name: "API tokens" }).click();
  const again = page.getByRole("dialog", { name: "Please sign in again" });
  await again.waitFor();
  for (let times = 0; times < 3; times += 1) await page.keyboard.press("Escape");
  await again.getByRole("button", { name: "Leave the page" }).click();
  await page.getByRole("heading", { name: "Sign in", level: 1 }).waitFor();
});

test("a server that cannot be reached takes nothing away from the form", async (t) => {
  const { link } = await empty(t);
  const page = await administrator(t, link);
  await visit(page, "My account");
  await page.getByLabel("Name").fill("Mei Lin");
  await page.context().setOffline(true);
  const profile = page.locator(".card").filter({ hasText: "Name and language" });
  await profile.getByRole("button", { name: "Save" }).click();
  await profile.getByRole("alert").getByText("The server cannot be reached").waitFor();
  assert.equal(await page.getByLabel("Name").inputValue(), "Mei Lin");
  await page.context().setOffline(false);
  await profile.getByRole("button", { name: "Save" }).click();
  await page.getByRole("status").getByText("Saved.").waitFor();
  await page.getByRole("banner").getByText("Mei Lin").waitFor();
});

test("a second factor is set up, asked for, replaced by a recovery code, and switched off", async (t) => {
  const { link } = await empty(t);
  const page = await administrator(t, link);
  await visit(page, "My account");
  await isFine(page, "my account");
  await page.getByRole("button", { name: "Set up the second factor" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("img", { name: "QR code for your authenticator app" }).waitFor();
  await isFine(page, "second factor");
  const secret = await dialog.locator("code").innerText();
  await dialog.getByLabel("2. Type the six digits that it shows").fill(digits(secret));
  await dialog.getByRole("button", { name: "Switch it on" }).click();
  const codes = (await page.getByRole("textbox", { name: "Recovery codes" }).innerText()).trim().split(/\s+/);
  assert.equal(codes.length, 8);
  await isFine(page, "recovery codes");
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.getByRole("button", { name: "Switch it off" }).waitFor();

  await page.getByRole("button", { name: "Sign out" }).first().click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await isFine(page, "sign in");
  await page.getByLabel("E-mail address").fill("mei@example.org");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("Code").waitFor();
  await isFine(page, "code");
  await page.getByLabel("Code").fill(codes[0]);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "My account", level: 1 }).waitFor();
  await page.getByRole("button", { name: "Switch it off" }).click();
  await page.getByRole("dialog").getByLabel("Present password").fill(password);
  await page.getByRole("dialog").getByRole("button", { name: "Switch it off" }).click();
  await page.getByRole("button", { name: "Set up the second factor" }).waitFor();
});

test("a token is shown once, opens what it may, and nothing once it is withdrawn", async (t) => {
  const { url, link } = await empty(t);
  const page = await administrator(t, link);
  await visit(page, "API tokens");
  await isFine(page, "no token");
  await page.getByRole("button", { name: "Make a token" }).click();
  await page.getByLabel("Name").fill("weekly sheet");
  await isFine(page, "make a token");
  await page.getByRole("button", { name: "Make it" }).click();
  const token = await page.getByRole("textbox", { name: "Token" }).innerText();
  assert.match(token, /^canyu_[\w-]{43}$/);
  await isFine(page, "token");
  await page.getByRole("button", { name: "Done" }).click();
  const ask = (path) => fetch(`${url}/api/v1/staff/${path}`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal((await ask("campaigns")).status, 200);
  assert.equal((await ask("accounts")).status, 403);
  await page.getByRole("button", { name: "Withdraw the token weekly sheet" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
  await page.getByRole("row", { name: /weekly sheet/ }).waitFor({ state: "detached" });
  assert.equal((await ask("campaigns")).status, 401);
});

test("the keyboard alone is enough, and the focus goes where the eyes go", async (t) => {
  const { link } = await empty(t);
  const page = await administrator(t, link);
  const focused = () => page.evaluate(() => document.activeElement?.textContent.trim() || document.activeElement?.id);
  await page.reload();
  await page.getByRole("heading", { name: "Campaigns", level: 1 }).waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Skip to the content");
  const press = async (name) => {
    for (let tries = 0; tries < 40; tries += 1) {
      if ((await focused()) === name) return page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
    }
    return assert.fail(`${name} is not reached; the focus is at ${await focused()}`);
  };
  await press("People");
  await page.getByRole("heading", { name: "People", level: 1 }).waitFor();
  await page.waitForFunction(() => document.activeElement?.id === "title");
  await press("Invite somebody");
  await page.getByRole("dialog").waitFor();
  assert.equal(await focused(), "invite-email");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal(await focused(), "Invite somebody", "the focus is back where it was");
  await page.keyboard.press("Enter");
  await page.keyboard.type("jun@example.org");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "The invitation is ready" }).waitFor();
  await page.keyboard.press("Escape");
  await page.goBack();
  await page.getByRole("heading", { name: "Campaigns", level: 1 }).waitFor();
});
