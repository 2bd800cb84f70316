// A fan's hands and eyes: the widget as people use it, by what it says and not by how it is made.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { root } from "./program.mjs";

const words = async (lang) => JSON.parse(await readFile(join(root, "locales", `${lang}.json`), "utf8"));

/** A text of the widget's with any value in its places, as a pattern. */
const pattern = (text) => new RegExp(text.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, ".+"));

/**
 * The widget in a page or a frame. `server` says which campaign it is; what the campaign calls things is asked of its API, what
 * the widget calls them is read from its locale file.
 */
export const widget = async (page, server, lang = "en") => {
  const element = page.locator("canyu-campaign").first();
  const say = await words(lang);
  const view = await (await fetch(`${server.url}/api/v1/campaigns/${server.campaign}?lang=${lang}`)).json();
  const of = (kind) => view.nodes.find((node) => node.kind === kind);
  /** The ticket of a node. */
  const ticket = (node) => element.getByRole("article").filter({ has: page.getByRole("heading", { name: node.title, exact: true }) });
  const answered = async (act, tap) => {
    const answer = page.waitForResponse(
      (response) => response.url().endsWith("/acts") && response.request().postDataJSON()?.act === act && response.ok(),
    );
    await tap();
    await answer;
  };
  const fan = {
    element,
    view,
    say,
    of,
    ticket,
    pattern: (key) => pattern(say[key]),
    /** What has to be seen at once on a phone. */
    first: () => ({
      title: element.getByRole("heading", { name: view.title, exact: true }),
      picture: ticket(of("teaser")).getByRole("img", { name: of("teaser").alt }),
      time: ticket(of("teaser")).getByRole("time"),
      act: ticket(of("teaser")).getByRole("button", { name: say.teaser_act }),
    }),
    wantToKnow: () => answered("tap", () => ticket(of("teaser")).getByRole("button", { name: say.teaser_act }).click()),
    guessField: () => ticket(of("guess")).getByLabel(say.guess_label),
    /** Types a guess and sends it; the answer may come or not. */
    type: async (text) => {
      await fan.guessField().fill(text);
      await ticket(of("guess")).getByRole("button", { name: say.guess_send, exact: true }).click();
    },
    guess: (text) => answered("guess", () => fan.type(text)),
    option: (node, key) => ticket(node).getByRole("button").filter({ hasText: node.options.find((option) => option.key === key).label }),
    vote: (node, key) => answered("vote", () => fan.option(node, key).click()),
    enter: () => answered("enter", () => ticket(of("lottery")).locator("button[part~=button]").click()),
    /** Opens a done node's share panel, copies the link, and returns it. */
    copyLink: async (node) => {
      const place = ticket(node);
      const open = place.getByRole("button", { name: say.share_label.replace("{title}", node.title) });
      if (await open.count()) await open.click();
      return fan.copied("link", () => place.getByRole("button", { name: say.copy_link }).click());
    },
    /** Taps a channel of the share node and returns the link that is in the clipboard then. */
    shareIn: (channel) =>
      fan.copied(channel, () => ticket(of("share")).getByRole("button", { name: say[`channel_${channel}`], exact: true }).click()),
    copied: async (channel, tap) => {
      await answered("share", tap);
      await ticket(of("share")).or(element).getByText(channel === "link" ? say.copied : pattern(say.copied_for)).first().waitFor();
      return page.evaluate(() => navigator.clipboard.readText());
    },
    /** The number at the head of the fan's strip. */
    tickets: () => element.getByRole("region", { name: say.strip }).locator("b").first(),
    /** Everything a fan can do, once. */
    playAll: async () => {
      await fan.wantToKnow();
      await fan.guess(lang === "en" ? "A kettle that listens" : "会听话的水壶");
      for (const node of view.nodes) if (node.kind === "vote") await fan.vote(node, node.options[0].key);
      if (of("lottery")) await fan.enter();
    },
  };
  return fan;
};
