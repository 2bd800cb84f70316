//! Drawn signs, 20 by 20, in the colour of the text beside them.

use yew::{Html, html};

/// What can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A ticket: campaigns.
    Ticket,
    /// Two heads: people.
    People,
    /// A key: tokens.
    Key,
    /// Lines with a clock's hand: the log.
    Log,
    /// One head: me.
    Me,
    /// A tick.
    Tick,
    /// A sheet above another one: copy.
    Copy,
    /// A letter that comes: an invitation.
    Letter,
    /// Up and down: a column that can be put in order.
    Sort,
    /// The greatest first.
    Falls,
    /// The smallest first.
    Rises,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Ticket => {
                "M3 5.5h14v3a1.5 1.5 0 0 0 0 3v3H3v-3a1.5 1.5 0 0 0 0-3zM12.5 5.5v1.6M12.5 9.2v1.6M12.5 12.9v1.6"
            }
            Self::People => {
                "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 16.5c0-3 2.4-5 5.5-5s5.5 2 5.5 5M13 9.3a2.6 2.6 0 1 0-.6-5.1M14.8 11.9c1.9.5 3.2 2.2 3.2 4.6"
            }
            Self::Key => "M6.5 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 10h7.5M14.5 10v3M17.5 10v2",
            Self::Log => "M3 4.5h8M3 9h5M3 13.5h4M13.5 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM13.5 11v2l1.3 1.2",
            Self::Me => "M10 10a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3.5 17c.4-3 3-4.8 6.5-4.8s6.1 1.800 6.500 4.800",
            Self::Tick => "M4 10.5l4 4 8-9",
            Self::Copy => "M7 7V3.500h9.500V13H13M3.500 7H13v9.500H3.500z",
            Self::Sort => "M7 8l3-3.500 3 3.500M7 12l3 3.500 3-3.500",
            Self::Falls => "M10 4v12M6 12l4 4 4-4",
            Self::Rises => "M10 16V4M6 8l4-4 4 4",
            Self::Letter => "M3 5h14v10.500H3zM3.500 5.500l6.500 5.500 6.500-5.500",
        }
    }
}

/// A sign that says nothing to screen readers: what stands beside it does.
pub fn icon(icon: Icon) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d={icon.path()} /></svg>
    }
}
