// Who won, by the numbers of the tickets and the first characters of what stands for a person in public.

import { make } from "./dom.js";

/** So many are shown at first. */
const FEW = 12;

const reason = (code, { say, has }) => (has(`reason_${code}`) ? say(`reason_${code}`) : code);

const row = (draw, report, speech, names) => {
  const { say, number } = speech;
  const { first, last, commit, forfeited, k } = draw;
  const spare = typeof draw.prize !== "number";
  const prize = spare ? say("winner_spare") : (names?.[draw.prize] ?? draw.name);
  const notes = [
    report.mine?.k === k && make("strong", {}, say("winner_you")),
    forfeited && make("span", { class: "gone" }, say("winner_forfeited", { reason: reason(forfeited, speech) })),
  ];
  return make(
    "li",
    { class: `winner${forfeited ? " is-gone" : ""}${spare ? " is-spare" : ""}` },
    make("span", { class: "order" }, number(k + 1)),
    make(
      "div",
      { class: "who" },
      make("p", { class: "prize" }, prize),
      make(
        "p",
        { class: "small" },
        say(first === last ? "winner_ticket" : "winner_tickets", { first: number(first), last: number(last) }),
        make("code", { title: commit }, commit.slice(0, 8)),
        notes,
      ),
    ),
  );
};

/** The list, the first dozen at once; reserves come with the rest. */
export const winners = (report, facts, speech, level) => {
  const { say } = speech;
  const draws = report.draws ?? [];
  if (!draws.length || report.findings.some(({ check, outcome }) => check === "draws" && outcome !== "ok")) return null;
  const held = draws.filter(({ prize, k }) => typeof prize === "number" || k === report.mine?.k);
  const spare = draws.filter((draw) => !held.includes(draw));
  const list = make("ol", { class: "list" });
  const names = facts.names;
  const show = (some) => list.append(...some.map((draw) => row(draw, report, speech, names)));
  show(held.slice(0, FEW));
  const rest = [...held.slice(FEW), ...spare];
  const more =
    rest.length > 0 &&
    make(
      "button",
      {
        type: "button",
        class: "quiet",
        onclick: () => {
          const place = list.children.length;
          show(rest);
          more.remove();
          list.children[place]?.setAttribute("tabindex", "-1");
          list.children[place]?.focus({ preventScroll: true });
        },
      },
      say("winners_all", {}, rest.length),
    );
  return make("section", { class: "winners" }, make(`h${level}`, {}, say("winners")), list, more, make("p", { class: "small" }, say("winners_note")));
};
