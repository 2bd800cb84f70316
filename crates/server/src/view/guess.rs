//! A guessing game as everybody may see it. The answer is left out until it is revealed: before that only its seal is here.

use super::Around;
use canyu_core::{
    campaign::{Guess, GuessForm, Node},
    figure,
    seal::seal,
    view::{GuessView, PickView, RevealedView},
    world::counter,
};
use fairdraw::text::hex;

impl Around<'_> {
    pub(super) fn guess(&self, node: &Node, guess: &Guess) -> GuessView {
        let bound = |bound: Option<i64>| bound.map(|bound| figure::show(bound, guess.decimals));
        let salt = self.live.secrets.salt(&node.id);
        let reveals = self.campaign.reveal(node);
        let is_revealed = reveals.is_some_and(|reveals| reveals <= self.now);
        GuessView {
            form: guess.form.name().to_owned(),
            placeholder: guess.placeholder.to(self.lang).to_owned(),
            longest: guess.longest,
            tries: guess.tries,
            min: bound(guess.min),
            max: bound(guess.max),
            decimals: guess.decimals,
            unit: guess.unit.to(self.lang).to_owned(),
            options: self.guess_options(node, guess, is_revealed),
            moderated: guess.is_moderated(),
            bonus: guess.bonus,
            seal: guess
                .answer
                .as_ref()
                .map_or_else(String::new, |answer| hex(&seal(&salt, answer))),
            reveals,
            revealed: guess
                .answer
                .as_ref()
                .filter(|_| is_revealed)
                .map(|answer| RevealedView {
                    answer: answer.clone(),
                    salt: hex(&salt),
                    label: self.answer_label(guess, answer),
                }),
            wall: self.wall(node, guess, is_revealed),
            groups: self.numbers.count(&counter::groups(&node.id)),
        }
    }

    /// What can be chosen, with the people behind it.
    fn guess_options(&self, node: &Node, guess: &Guess, is_revealed: bool) -> Vec<PickView> {
        guess
            .options
            .iter()
            .map(|option| PickView {
                key: option.key.clone(),
                label: option.text.to(self.lang).to_owned(),
                people: self.people(node, &option.key),
                right: is_revealed && guess.answer.as_ref() == Some(&option.key),
                ..PickView::default()
            })
            .collect()
    }

    fn wall(&self, node: &Node, guess: &Guess, is_revealed: bool) -> Vec<PickView> {
        if guess.form == GuessForm::Choice {
            return Vec::new();
        }
        let address = |key: &str| match guess.form {
            GuessForm::Picture => format!(
                "/api/v1/campaigns/{}/nodes/{}/uploads/{key}?size=small",
                self.campaign.slug, node.id
            ),
            _ => String::new(),
        };
        self.picks(node)
            .iter()
            .map(|pick| PickView {
                picture: address(&pick.key),
                right: pick.right && is_revealed,
                ..pick.clone()
            })
            .collect()
    }

    fn answer_label(&self, guess: &Guess, answer: &str) -> String {
        match guess.form {
            GuessForm::Choice => guess
                .options
                .iter()
                .find(|option| option.key == answer)
                .map_or_else(|| answer.to_owned(), |option| option.text.to(self.lang).to_owned()),
            _ => answer.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{campaigns::Live, clock::Clock, publish::rehearsal_key, store::Numbers, view};
    use canyu_core::{file, lang::Lang, moment::Moment, secrets::Secrets};
    use fairdraw::text::hex;
    use proptest::prelude::*;

    /// A campaign with an answer and an alias, revealed an hour before its close.
    fn campaign(answer: &str, alias: &str) -> canyu_core::campaign::Campaign {
        let source = format!(
            r#"
slug = "toy"
languages = ["en"]
title = "A new toy"
opens = 2024-08-04T19:00:00Z
closes = 2024-08-05T19:00:00Z
nodes = [{{ id = "guess", kind = "guess", title = "Say what it is", answer = "{answer}", aliases = ["{alias}"], reveals = 2024-08-05T18:00:00Z }}]
"#
        );
        file::read(&source).campaign.unwrap()
    }

    proptest! {
        #[test]
        fn no_answer_is_in_what_anybody_sees_before_the_reveal_and_its_seal_opens_after_it(
            answer in "[a-z]{9,30}", alias in "[a-z]{9,30}", root in any::<[u8; 32]>(), minutes in 0..1_380_i64
        ) {
            let (campaign, secrets) = (campaign(&answer, &alias), Secrets::new(root));
            let salt = hex(&secrets.salt("guess"));
            let opens = Moment::parse("2024-08-04T19:00:00Z").unwrap();
            let shown = |at: Moment| {
                let live = Live::example(campaign.clone(), secrets.clone());
                let view = view::view(&live, &Numbers::default(), &Clock::rehearsal(at, 1), Lang::En);
                serde_json::to_string(&view).unwrap()
            };
            let before = shown(opens.plus(minutes * 60_000 - 1_000)) + &rehearsal_key(&campaign).unwrap();
            for secret in [&answer, &alias, &salt] {
                prop_assert!(!before.contains(secret.as_str()), "{secret} in {before}");
            }
            let after = shown(opens.plus(1_380 * 60_000));
            prop_assert!(after.contains(&answer) && after.contains(&salt) && !after.contains(&alias));
        }
    }
}
