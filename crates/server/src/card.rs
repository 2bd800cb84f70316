//! The picture of a shared link: what the campaign shows now, with its title on a band in the brand's colour.
//!
//! Messengers ask for it once for each link that is posted, so it is drawn once for each state of a campaign and kept in memory.

mod draw;
mod text;

pub use draw::{HEIGHT, WIDTH, draw};

use canyu_core::{lang::Lang, view::View};
use fairdraw::{hash::sha256, text::hex};
use std::{
    collections::VecDeque,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};
use tokio::sync::OnceCell;

/// Cards that are kept, the oldest going first: at some 120 KB each.
const KEPT: usize = 128;

/// The accent where a campaign names none: the widget's.
const ACCENT: &str = "#d0402b";

/// Why there is no card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// The pixels could not be written down.
    #[error("the card could not be drawn")]
    Drawing,
    /// The task that drew was ended.
    #[error("the card was not finished")]
    Ended,
}

impl CardError {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Drawing => "card_drawing",
            Self::Ended => "card_ended",
        }
    }
}

/// What a card shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The headline.
    pub title: String,
    /// Its language: the same signs look different in another one.
    pub lang: Lang,
    /// The brand's colour, as `#c2410c`.
    pub accent: String,
    /// The node and the name of the campaign's picture as everybody sees it now.
    pub picture: Option<(String, String)>,
}

impl Card {
    /// The card of a campaign as everybody sees it, in the language of the view.
    #[must_use]
    pub fn of(view: &View, lang: Lang) -> Self {
        use canyu_core::view::KindView;
        let shown = view.nodes.iter().find_map(|node| {
            let address = match &node.kind {
                KindView::Teaser(teaser) => &teaser.picture,
                KindView::Assemble(board) => &board.picture,
                _ => return None,
            };
            let name = address.rsplit('/').next().filter(|name| !name.is_empty())?;
            Some((node.id.clone(), name.to_owned()))
        });
        Self {
            title: view.title.clone(),
            lang,
            accent: view.accent.clone().unwrap_or_else(|| ACCENT.to_owned()),
            picture: shown,
        }
    }

    /// What tells it from every other card: 32 hexadecimal digits. A picture's name says what is in it.
    #[must_use]
    pub fn mark(&self) -> String {
        let (node, name) = self.picture.clone().unwrap_or_default();
        let about = format!(
            "canyu/card/v1\n{node}\n{name}\n{}\n{}\n{}",
            self.accent,
            self.lang.tag(),
            self.title
        );
        hex(&sha256(about.as_bytes())).chars().take(32).collect()
    }
}

type Drawn = Arc<OnceCell<Arc<[u8]>>>;

/// The cards of this process. They follow from what is in them, so all servers of a process share them.
static CARDS: LazyLock<Mutex<VecDeque<(String, Drawn)>>> = LazyLock::new(Mutex::default);

fn place(mark: &str) -> Drawn {
    let mut cards = CARDS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, known)) = cards.iter().find(|(known, _)| known == mark) {
        return known.clone();
    }
    if cards.len() >= KEPT {
        cards.pop_front();
    }
    let fresh = Drawn::default();
    cards.push_back((mark.to_owned(), fresh.clone()));
    fresh
}

/// The card as a JPEG file; drawn at the first call, however many ask at the same time. `picture` is the campaign's own, as a file.
///
/// # Errors
/// See [`CardError`].
pub async fn jpeg(card: &Card, picture: Option<Vec<u8>>) -> Result<Arc<[u8]>, CardError> {
    let kept = place(&card.mark());
    let made = kept.get_or_try_init(|| async {
        let card = card.clone();
        let drawing = tokio::task::spawn_blocking(move || draw(&card, picture.as_deref()));
        let file = drawing.await.map_err(|_| CardError::Ended)??;
        Ok(Arc::from(file))
    });
    made.await.cloned()
}

/// Whether a card is drawn already, so that its picture need not be read.
#[must_use]
pub fn is_drawn(card: &Card) -> bool {
    place(&card.mark()).initialized()
}
