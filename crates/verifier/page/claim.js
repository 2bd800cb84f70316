// The winner's form: a name and an address, or a way to be reached, or nothing but a tap for a code.

import { make, sign } from "./dom.js";
import { ask } from "./kept.js";

/** What is asked for, by what the prize gives: name, whether it is needed, and its longest in characters. */
const fields = {
  address: [
    ["name", true, 200],
    ["address", true, 1000],
    ["contact", false, 200],
  ],
  contact: [
    ["name", false, 200],
    ["contact", true, 200],
  ],
  code: [],
};

const labels = { name: "claim_name", address: "claim_postal", contact: "claim_contact" };
const autofill = { name: "name", address: "street-address", contact: "email" };
const lead = { address: "claim_address", contact: "claim_contact_lead", code: "claim_code_lead" };

const field = ([name, needed, longest], { say }) => {
  const id = `canyu-claim-${name}`;
  const [hint, error] = [`${id}-hint`, `${id}-error`];
  const isLong = name === "address";
  const control = make(isLong ? "textarea" : "input", {
    id,
    name,
    maxlength: longest,
    autocomplete: autofill[name],
    required: needed,
    rows: isLong && 4,
    type: !isLong && "text",
    "aria-describedby": `${isLong ? `${hint} ` : ""}${error}`,
  });
  return {
    name,
    control,
    error: make("p", { class: "error", id: error }),
    label: make("label", { for: id }, say(labels[name]), !needed && make("span", { class: "small" }, ` ${say("claim_optional")}`)),
    hint: isLong && make("p", { class: "small", id: hint }, say("claim_postal_hint")),
  };
};

/** The code of a prize, with a button that copies it. */
const coupon = (code, { say }) => {
  const note = make("span", { role: "status", class: "small" });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
      note.textContent = say("claim_copied");
    } catch {
      getSelection().selectAllChildren(shown);
    }
  };
  const shown = make("code", { class: "code" }, code);
  return make("div", { class: "coupon" }, make("p", { class: "small" }, say("claim_code")), shown, make("button", { type: "button", class: "quiet", onclick: copy }, say("claim_copy")), note);
};

const done = (state, prize, speech) => {
  const { say } = speech;
  return make(
    "div",
    { class: "claimed", tabindex: "-1" },
    make("p", { class: "step is-ok" }, sign("ok"), make("strong", {}, say("claim_done"))),
    make("p", {}, prize),
    state.code && coupon(state.code, speech),
  );
};

/** What a refusal says, and to which fields: `{ text, missing }`. */
const refusal = (answer, { say }) => {
  const { code, missing = [], part } = answer;
  switch (code) {
    case "claim_incomplete":
      return { text: say("claim_err_incomplete"), fields: missing };
    case "claim_too_long":
      return { text: say("claim_err_long"), fields: [part] };
    case "claimed_already":
      return { text: say("claim_err_already"), fields: [] };
    case "claim_over":
      return { text: say("claim_over"), fields: [] };
    default:
      return { text: say("claim_err_other", { code: code ?? "" }), fields: [] };
  }
};

const send = async (form, { server, campaign, token }) => {
  const body = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
  const headers = { "content-type": "application/json" };
  const answer = await ask(server, campaign, "/draw/claim", token, { method: "POST", headers, body: JSON.stringify(body) });
  return { ok: answer.ok, said: await answer.json() };
};

const form = (won, prize, place, speech, level, onClaimed) => {
  const { say, time } = speech;
  const inputs = (fields[won.gives] ?? fields.address).map((asked) => field(asked, speech));
  const status = make("p", { class: "error", role: "alert" });
  const button = make("button", { class: "main", type: "submit" }, say("claim_send"));
  const complain = ({ text, fields: wrong }) => {
    const named = inputs.filter(({ name }) => wrong.includes(name));
    status.textContent = [text, named.map(({ name }) => say(labels[name])).join(", ")].join(" ").trim();
    for (const input of inputs) {
      const isWrong = named.includes(input);
      if (isWrong) input.control.setAttribute("aria-invalid", "true");
      else input.control.removeAttribute("aria-invalid");
      input.error.textContent = isWrong ? text.replace(/[:：]$/, "") : "";
    }
    (named[0]?.control ?? button).focus();
  };
  const onsubmit = async (event) => {
    event.preventDefault();
    const missing = inputs.filter(({ control }) => control.required && !control.value.trim()).map(({ name }) => name);
    if (missing.length) return complain({ text: say("claim_err_incomplete"), fields: missing });
    status.textContent = "";
    button.disabled = true;
    button.textContent = say("claim_sending");
    try {
      const { ok, said } = await send(made, place);
      if (ok) {
        const claimed = done({ code: said.code }, prize, speech);
        made.replaceWith(claimed);
        claimed.focus();
        return onClaimed?.();
      }
      complain(refusal(said, speech));
    } catch {
      complain({ text: say("claim_err_lost"), fields: [] });
    }
    button.disabled = false;
    button.textContent = say("claim_send");
  };
  const until = Date.parse(won.until) / 1000;
  const made = make(
    "form",
    { class: "form", novalidate: true, onsubmit },
    make("p", {}, say(lead[won.gives] ?? lead.address)),
    inputs.map(({ label, hint, control, error }) => make("div", { class: "entry" }, label, hint, control, error)),
    status,
    make("div", { class: "line" }, button, make("p", { class: "small" }, say("claim_until", { time: time(until) }))),
  );
  return made;
};

/**
 * The claim of a winner, by what `me` says he has won; `prize` is its name. `place` says where: `{ server, campaign, token }`.
 */
export const claimOf = (won, prize, place, speech, { level = 2, onClaimed } = {}) => {
  const { say } = speech;
  const inside = {
    open: () => form(won, prize, place, speech, level, onClaimed),
    claimed: () => done(won, "", speech),
    forfeited: () => make("p", {}, say("claim_over")),
  };
  const title = make(`h${level}`, { class: "outcome", tabindex: "-1" }, say("claim_won", { prize }));
  return make("section", { class: "claim" }, title, (inside[won.state] ?? inside.open)());
};
