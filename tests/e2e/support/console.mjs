// The console on a server of its own, and the hands of those who work with it.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { newFan } from "./browser.mjs";
import { folder, listen, root } from "./program.mjs";

/** The console's words of a language. */
export const words = async (lang = "en") => JSON.parse(await readFile(join(root, "locales", "console", `${lang}.json`), "utf8"));

export const password = "seven paper kites over the harbour";

/** A server with nothing in it: `{ url, link }`, the link being the one that makes the first administrator. */
export const empty = async (t) => {
  const path = await folder(t);
  const args = ["serve", "--listen", "127.0.0.1:0", "--database", `sqlite:${join(path, "canyu.db")}`, "--key", join(path, "key")];
  const server = await listen(process.env.CANYU_BIN, args);
  t.after(() => server.stop());
  return { ...server, link: await linkOf(server.said) };
};

/** The link that a server without accounts has printed. */
export const linkOf = async (said) => {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = /http\S+\/console#first=\S+/.exec(said());
    if (found) return found[0];
    await new Promise((done) => setTimeout(done, 20));
  }
  return assert.fail(`no link was printed:\n${said()}`);
};

/** Somebody at a desk: a browser of his own, with a wide window. */
export const somebody = (t, options = {}) => newFan(t, { viewport: { width: 1280, height: 800 }, ...options });

/** Fills in what a newcomer is asked, and comes in. */
export const arrive = async (page, { name, email, act }) => {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: act }).click();
  await page.getByRole("heading", { name: "Campaigns", level: 1 }).waitFor();
};

/** The first administrator, signed in on the list of campaigns. */
export const administrator = async (t, link, options) => {
  const page = await somebody(t, options);
  await page.goto(link);
  await page.getByRole("heading", { name: "Set up the first account" }).waitFor();
  await arrive(page, { name: "Mei", email: "mei@example.org", act: "Create the account" });
  return page;
};

/** Goes to a page by the rail. */
export const visit = async (page, name) => {
  await page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
};

/** Invites somebody as administrator; the link. */
export const invite = async (page, role, email = "") => {
  await visit(page, "People");
  await page.getByRole("button", { name: "Invite somebody" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail address (optional)").fill(email);
  await dialog.getByRole("radio", { name: new RegExp(`^${role}`) }).check();
  await dialog.getByRole("button", { name: "Make the link" }).click();
  const link = await dialog.getByRole("textbox", { name: "Invitation link" }).innerText();
  await dialog.getByRole("button", { name: "Done" }).click();
  return link;
};

/** Six digits of a secret (RFC 6238) for a moment. */
export const digits = (secret, at = Date.now()) => {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replace(/\s/g, "")].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac("sha1", key).update(counter).digest();
  const offset = hash.at(-1) & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
};

/** Words that are cut off or reach out of the window; what scrolls by itself may be wider. */
export const cutOf = (page) =>
  page.evaluate(() => {
    const cut = [];
    // On a phone the tabs and drawings are moved, too.
    const moved = innerWidth < 600 ? ".scroll, .rail, .tabs, .drawing, .report-drawing" : ".scroll, .rail";
    const name = (element) => `<${element.localName} class="${element.getAttribute("class") ?? ""}"> ${element.textContent.slice(0, 40)}`;
    for (const element of document.body.querySelectorAll("*")) {
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      if (box.width <= 1 || box.height <= 1 || style.visibility === "hidden" || element.closest(".skip, .unseen")) continue;
      if (!element.closest(moved) && (box.right > innerWidth + 1 || box.left < -1)) cut.push(`${name(element)} reaches out of the window`);
      // What is written in a field can be scrolled.
      if (element.localName !== "input" && /hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1) cut.push(`${name(element)} is cut`);
    }
    const sideways = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (sideways > 0) cut.push(`the page can be scrolled ${sideways} to the side`);
    return cut;
  });
