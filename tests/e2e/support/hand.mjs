// A fan's hands at any node, by the node's name in the campaign file, and people who take part without a browser.
import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";

import { known, newFan, ready } from "./browser.mjs";
import { announced } from "./door.mjs";
import { widget } from "./widget.mjs";

/** The sample with every kind of node. */
export const sample = "first-hundred";

/** Somebody who takes part by the API alone: `{ token, act }`, `act` giving the answer's body after it was accepted. */
export const somebody = async ({ url, campaign }, ...acts) => {
  const token = randomBytes(32).toString("base64url");
  const act = async (what) => {
    const key = randomUUID();
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": key };
    Object.assign(headers, await announced({ url, campaign }, headers, key, what));
    const answer = await fetch(`${url}/api/v1/campaigns/${campaign}/acts`, { method: "POST", headers, body: JSON.stringify(what) });
    const body = await answer.json();
    assert.ok(answer.ok, `${JSON.stringify(what)}: ${JSON.stringify(body)}`);
    return body;
  };
  for (const what of [{ act: "arrive" }, ...acts]) await act(what);
  return { token, act };
};

/** What everybody sees of the campaign. */
export const viewOf = async ({ url, campaign }, lang = "en") => (await fetch(`${url}/api/v1/campaigns/${campaign}?lang=${lang}`)).json();

/** A fan with a browser of his own on the host's page, or at an address, with a hand for each node. */
export const player = async (t, server, host, { address, ...options } = {}) => {
  const page = await newFan(t, options);
  await page.goto(address ?? host.at({ campaign: server.campaign, policy: "strict" }));
  await ready(page);
  await known(page);
  const fan = await widget(page, server);
  const { say } = fan;
  const node = (id) => fan.view.nodes.find((node) => node.id === id);
  const at = (id) => fan.element.locator(`article[data-node="${id}"]`);
  const button = (id, name) => at(id).getByRole("button", { name, exact: true });
  const answered = async (act, tap, ok = true) => {
    const answer = page.waitForResponse((response) => response.url().endsWith("/acts") && response.request().postDataJSON()?.act === act);
    await tap();
    const response = await answer;
    assert.equal(response.ok(), ok, `${act}: ${response.status()} ${await response.text()}`);
    return response.json();
  };
  const write = (id, label, text, send) => async () => {
    await at(id).getByLabel(say[label]).first().fill(text);
    await button(id, say[send]).click();
  };
  return {
    page,
    fan,
    say,
    at,
    node,
    button,
    answered,
    tap: (id) => answered("tap", () => button(id, say.teaser_act).click()),
    guess: (id, text) => answered("guess", write(id, "guess_label", text, "guess_send")),
    pick: (id, key) => answered("guess", () => at(id).getByRole("button").filter({ hasText: node(id).options.find((one) => one.key === key).label }).click()),
    choose: (id, key) => answered("vote", () => at(id).getByRole("button").filter({ hasText: node(id).options.find((one) => one.key === key).label }).click()),
    propose: (id, text) => answered("propose", write(id, "propose", text, "propose_send")),
    sign: (id, name) => answered("sign", write(id, "honour_label", name, "honour_send")),
    checkIn: (id, code) => answered("check_in", write(id, "place_code", code, "place_send")),
    second: (id, title) => answered("second", () => at(id).getByRole("button", { name: title }).click()),
    play: (id) => answered("play", () => button(id, say.play_act).click()),
    enter: (id) => answered("enter", () => at(id).locator("button[part~=button]").first().click()),
    /** Puts the parts in place by the keyboard alone: each is tried at one place after the other. */
    build: async (id) => {
      const tray = at(id).locator(".board-tray");
      await tray.getByRole("button").first().waitFor();
      const done = page.waitForResponse((response) => response.url().endsWith("/acts") && response.request().postDataJSON()?.act === "assemble");
      for (let left = node(id).parts.length; left > 0; left -= 1) {
        const [part] = await tray.getByRole("button").all();
        await part.focus();
        await page.keyboard.press("Enter");
        const spots = at(id).locator(".board-spot");
        for (let tries = left; tries > 0 && (await spots.count()) === left; tries -= 1) {
          await page.keyboard.press("Enter");
          if ((await spots.count()) === left) await page.keyboard.press("ArrowDown");
        }
        assert.equal(await spots.count(), 0, "a part fits into one of the places");
      }
      assert.ok((await done).ok());
      return (await done).request().postDataJSON().parts;
    },
  };
};
