// Confirming an e-mail address: first the address, then the code that came there.

import { make } from "./dom.js";

/** Seconds until another code may be asked for. */
const AGAIN = 30;

const DIGITS = 6;

/** `desk` is what the parts of the desk share: `{ say, ask, tell, complain, changed, id, lang }`. */
export const email = (desk) => {
  const { say, ask, id } = desk;
  let address = "";
  let timer;

  const field = (key, attributes, name) => {
    const input = make("input", { id: `${id}-${key}`, part: "input", required: true, ...attributes });
    return [make("label", { for: input.id }, make("span", { class: "label" }, say(name)), input), input];
  };
  const [addressLabel, addressField] = field("address", { type: "email", autocomplete: "email", inputmode: "email", maxlength: 254, enterkeyhint: "send" }, "address");
  const [codeLabel, codeField] = field(
    "code",
    { type: "text", inputmode: "numeric", autocomplete: "one-time-code", pattern: "[0-9 ]*", maxlength: DIGITS + 2, enterkeyhint: "done", class: "mine-code" },
    "code",
  );
  const submit = (name) => make("button", { class: "main", type: "submit", part: "button" }, say(name));
  const text = (name, onclick) => make("button", { class: "text", type: "button", part: "button", onclick }, say(name));
  const [sendButton, confirmButton] = [submit("send_code"), submit("confirm_code")];
  const again = text("again", () => send());
  const sent = make("p", { id: `${id}-sent` });
  codeField.setAttribute("aria-describedby", sent.id);
  const first = make("form", { class: "field", novalidate: true }, addressLabel, sendButton);
  const second = make(
    "div",
    { class: "mine-second", hidden: true },
    sent,
    make("form", { class: "field", novalidate: true }, codeLabel, confirmButton),
    make("p", { class: "mine-row" }, again, text("other_address", () => show(1))),
  );
  const element = make("section", { class: "mine-email" }, make("h4", { tabindex: "-1" }, say("confirm_title")), make("p", { class: "small" }, say("confirm_why")), first, second);

  const show = (step) => {
    first.hidden = step === 2;
    second.hidden = step === 1;
    desk.complain();
    (step === 2 ? codeField : addressField).focus();
  };

  const wait = (seconds) => {
    clearTimeout(timer);
    again.disabled = seconds > 0;
    again.textContent = seconds > 0 ? say("again_in", {}, seconds) : say("again");
    if (seconds > 0) timer = setTimeout(wait, 1000, seconds - 1);
  };

  const busy = async (button, what) => {
    if (button.disabled) return;
    button.disabled = true;
    try {
      await what();
    } catch (problem) {
      desk.complain(problem);
    } finally {
      button.disabled = false;
    }
  };

  const send = () =>
    busy(sendButton, async () => {
      desk.complain();
      await ask("POST", "email", { address, lang: desk.lang });
      sent.textContent = say("sent", { address });
      codeField.value = "";
      show(2);
      wait(AGAIN);
    });

  first.onsubmit = (event) => {
    event.preventDefault();
    address = addressField.value.trim();
    if (desk.missing()) return desk.complain({ code: "consent_missing" });
    if (!addressField.validity.valid || !address) {
      desk.complain({ code: "address_wrong" });
      return addressField.focus();
    }
    send();
  };

  const confirm = () =>
    busy(confirmButton, async () => {
      const code = codeField.value.replace(/\s/g, "");
      if (code.length !== DIGITS) {
        desk.complain({ code: "code_short" });
        return codeField.focus();
      }
      desk.complain();
      try {
        await ask("POST", "email/confirm", { code });
      } catch (problem) {
        codeField.select();
        codeField.focus();
        throw problem;
      }
      desk.tell(say("confirmed_now"));
      desk.changed();
    });
  second.querySelector("form").onsubmit = (event) => {
    event.preventDefault();
    confirm();
  };
  // A code that a phone has filled in, or that was pasted, needs no button.
  codeField.oninput = () => codeField.value.replace(/\s/g, "").length === DIGITS && confirm();

  // The mail has a link too: whoever comes back from there may be done.
  const looked = () => document.visibilityState === "visible" && !second.hidden && desk.changed();
  document.addEventListener("visibilitychange", looked);

  return {
    element,
    update: ({ me, view }) => {
      element.hidden = me.verified || !view.confirm?.email;
    },
    close: () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", looked);
    },
  };
};
