// The parts of the fan's own desk besides the address. Each gives `{ element, update }`; `desk` is what they share.

import { download, make } from "./dom.js";

const section = (say, title, ...content) => make("section", {}, make("h4", { tabindex: "-1" }, say(title)), ...content);

/** Who he is here. */
export const who = ({ say }) => {
  const line = make("p", { class: "mine-who" });
  return {
    element: line,
    update: ({ me }) => {
      line.textContent = !me.verified ? say("anonymous") : me.email ? say("verified_email", { email: me.email }) : say("verified_host");
    },
  };
};

/** Why his entries do not count, and what he has to say about it. */
export const standing = (desk) => {
  const { say, ask, id } = desk;
  const told = make("p", {});
  const reasons = make("ul", { class: "mine-reasons" });
  const state = make("p", { class: "small" });
  const field = make("textarea", { id: `${id}-appeal`, part: "input", rows: "4", maxlength: "1000", required: true });
  const button = make("button", { class: "main", type: "submit", part: "button" }, say("appeal_send"));
  const form = make(
    "form",
    { class: "mine-appeal" },
    make("label", { for: field.id }, make("span", { class: "label" }, say("appeal_label"))),
    field,
    make("p", { class: "small" }, say("appeal_once")),
    button,
  );
  form.onsubmit = async (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text || button.disabled) return;
    button.disabled = true;
    try {
      desk.complain();
      await ask("POST", "appeal", { text });
      desk.tell(say("appealed"));
      desk.changed();
    } catch (problem) {
      desk.complain(problem);
    } finally {
      button.disabled = false;
    }
  };
  const element = section(say, "standing", told, reasons, state, form);
  element.classList.add("mine-standing");
  return {
    element,
    update: ({ me }) => {
      const isOpen = me.standing !== "held" && me.standing !== "refused";
      element.hidden = isOpen;
      if (isOpen) return;
      told.textContent = say(me.standing);
      reasons.replaceChildren(...(me.reasons ?? []).map((reason) => make("li", {}, say(`reason_${reason}`))));
      form.hidden = me.appealed;
      state.textContent = me.appealed ? say("appealed") : "";
    },
  };
};

/** One line for each reason for which there are tickets or points, and what was done. */
export const entries = ({ say }) => {
  const list = make("ul", { class: "mine-lines" });
  const none = make("p", { class: "empty" }, say("entries_none"));
  const total = make("p", { class: "mine-total" });
  const note = make("p", { class: "small" });
  const line = (title, reason, gain) => make("li", {}, make("span", {}, title, reason && make("small", {}, reason)), make("b", {}, gain));
  return {
    element: section(say, "entries", list, none, total, note),
    update: ({ me, view }) => {
      const titleOf = (id) => view.nodes.find((node) => node.id === id)?.title ?? id;
      const lines = me.earned.map(({ node, reason, unit, amount }) =>
        line(titleOf(node), reason === "done" ? "" : say(`because_${reason}`), `+${say(unit, {}, amount)}`),
      );
      const paid = new Set(me.earned.map(({ node }) => node));
      for (const id of me.done) if (!paid.has(id)) lines.push(line(titleOf(id), "", "✓"));
      list.replaceChildren(...lines);
      none.hidden = lines.length > 0;
      total.textContent = lines.length ? say("total", { tickets: say("tickets", {}, me.tickets) }) : "";
      const waits = view.confirm?.tickets && !me.verified && me.tickets > 0;
      note.textContent = waits ? say("count_later") : "";
    },
  };
};

/** What he has agreed to, each thing with a switch. */
export const consents = (desk) => {
  const { say, ask, id } = desk;
  const list = make("div", { class: "mine-consents" });
  const element = section(say, "consents", list);
  let given = {};
  let shown;

  const one = ({ purpose, text, required, version }) => {
    const input = make("input", { id: `${id}-${purpose}`, type: "checkbox", role: "switch", "aria-describedby": `${id}-${purpose}-text` });
    input.checked = Boolean(given[purpose]);
    input.onchange = async () => {
      const is = input.checked;
      try {
        desk.complain();
        await ask("POST", "consents", { choices: { [purpose]: { given: is, version } } });
        given[purpose] = is;
        desk.tell(say(is ? "agreed" : "withdrawn", { what: say(`purpose_${purpose}`) }));
        desk.changed();
      } catch (problem) {
        input.checked = !is;
        desk.complain(problem);
      }
    };
    return make(
      "div",
      { class: "mine-consent" },
      make("label", { for: input.id }, make("span", {}, say(`purpose_${purpose}`), required && make("small", {}, ` ${say("required")}`)), input),
      make("p", { id: `${id}-${purpose}-text`, class: "small" }, text),
    );
  };

  /** The purposes that were agreed to. */
  const read = async () => {
    const said = await ask("GET", "consents");
    // Who agreed to another text has not agreed to this one.
    given = Object.fromEntries(said.map(({ purpose, given, current }) => [purpose, given && current]));
  };

  // What is needed and has not been given: the focus goes there.
  desk.missing = () => {
    const first = (shown ? JSON.parse(shown) : []).find(({ purpose, required }) => required && !given[purpose]);
    if (first) list.querySelector(`[id="${id}-${first.purpose}"]`)?.focus();
    return Boolean(first);
  };

  return {
    element,
    update: async ({ view }) => {
      const now = JSON.stringify(view.consents ?? []);
      element.hidden = !view.consents?.length;
      if (now === shown) return;
      shown = now;
      if (element.hidden) return;
      try {
        await read();
      } catch (problem) {
        shown = undefined;
        return desk.complain(problem);
      }
      list.replaceChildren(...view.consents.map(one));
    },
  };
};

/** All of it as a file; and its end. */
export const data = (desk) => {
  const { say, ask } = desk;
  const save = make("button", { class: "quiet", type: "button", part: "button" }, say("export"));
  const drop = make("button", { class: "quiet", type: "button", part: "button" }, say("delete"));
  const really = make("button", { class: "main", type: "button", part: "button" }, say("delete_really"));
  const keep = make("button", { class: "quiet", type: "button", part: "button" }, say("keep"));
  const lost = make("ul", { class: "mine-reasons" });
  const sure = make(
    "div",
    { class: "mine-sure", hidden: true, role: "group", "aria-label": say("delete") },
    make("p", { tabindex: "-1" }, make("b", {}, say("delete_title"))),
    lost,
    make("p", { class: "small" }, say("delete_draws")),
    make("p", { class: "mine-row" }, really, keep),
  );

  save.onclick = async () => {
    try {
      desk.complain();
      const all = await ask("GET", "me/data");
      download(new File([JSON.stringify(all, null, 2)], `${desk.campaign}-my-data.json`, { type: "application/json" }));
      desk.tell(say("exported"));
    } catch (problem) {
      desk.complain(problem);
    }
  };
  drop.onclick = () => {
    sure.hidden = false;
    drop.hidden = true;
    sure.querySelector("p").focus();
  };
  keep.onclick = () => {
    sure.hidden = true;
    drop.hidden = false;
    drop.focus();
  };
  really.onclick = async () => {
    really.disabled = true;
    try {
      desk.complain();
      await ask("DELETE", "me");
      desk.forget();
    } catch (problem) {
      really.disabled = false;
      desk.complain(problem);
    }
  };

  return {
    element: section(say, "data", make("p", { class: "small" }, say("data_hint")), make("p", { class: "mine-row" }, save, drop), sure),
    update: ({ me }) => {
      const items = [
        me.tickets > 0 && say("lost_tickets", {}, me.tickets),
        me.codes.some(({ state }) => state === "held") && say("lost_codes"),
        me.won && say("lost_prize"),
        me.friends_joined > 0 && say("lost_friends"),
        say("lost_rest"),
      ];
      lost.replaceChildren(...items.filter(Boolean).map((item) => make("li", {}, item)));
    },
  };
};
