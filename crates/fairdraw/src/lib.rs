//! A draw that anybody can check: the protocol `fairdraw/v1`.
//!
//! People collect tickets until a list is closed; then winners are drawn, and everybody can recompute who they have to be. The protocol stands on RFC 6962
//! (the tree over the list), RFC 3797 (public numbers), drand (a public randomness beacon) and C2SP's signed notes.
//!
//! **It has had no outside review.** Whoever knows how to attack it is asked to.
//!
//! # What it proves
//!
//! - The list was frozen before the random value existed, to whoever saw the [commitment] before: the value is signed by many organisations at
//!   a time that was announced in the [manifest].
//! - Nobody could choose the value, and there was exactly one draw.
//! - A person's tickets were in it, with the weight that was promised to him in his [receipt](entry::Receipt); his chance of the first prize is
//!   exactly his weight among all.
//!
//! # What it cannot prove
//!
//! - That the organiser invented no people before the close. The hourly [checkpoints](checkpoint) and the weights that everybody can recompute make
//!   it visible, not impossible.
//! - That a winner who "did not answer" was really asked. [Forfeits](forfeit) are public, signed and dated.
//! - Anything about the list to somebody who relies on nobody's having seen the commitment before the draw: [`verify::Check::Seen`].
//!
//! # How
//!
//! No input or output, no clock, no randomness, integers only, no panics on any input; native and in WebAssembly. The parts follow the protocol's steps: [entry],
//! [checkpoint], [roll] and [tree] (closing), [commitment], [beacon], [draw], [result], [prizes] and [forfeit], [verify](mod@verify).
//!
//! ```
//! use fairdraw::{draw, hash::sha256, roll::{Row, sort}, tree::{Blocks, check_path}};
//!
//! // Three people with 1, 2 and 3 tickets.
//! let mut rows = [1, 2, 3].map(|weight| Row { commit: sha256(&[weight as u8]), weight });
//! sort(&mut rows);
//! let blocks = Blocks::build(&rows, 3)?;
//! let root = blocks.root();
//! assert_eq!((blocks.entries(), root.sum), (3, 6));
//!
//! // The commitment is published; then the beacon gives its value.
//! let commitment = sha256(b"the text of the commitment, with the root in it");
//! let seed = draw::seed(&commitment, &[b"the beacon's value".to_vec()]);
//! let draws = draw::run(&seed, &blocks, 1, |_block| Ok::<_, std::convert::Infallible>(&rows))?;
//!
//! // Everybody can check the winner without the list: his path leads to the committed root.
//! let winner = &draws[0];
//! let row = Row { commit: winner.commit, weight: winner.weight };
//! check_path(&row, winner.index, 3, winner.start, &winner.path, &root)?;
//! assert!((winner.start..winner.start + u64::from(winner.weight)).contains(&winner.x));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! | feature | what it brings |
//! | --- | --- |
//! | `ed25519` | checking signatures ([`key::Signatures`]); a browser checks them itself |
//! | `sign` | making keys and signatures |
//! | `drand` | checking drand's signatures |
//! | `rayon` | closing a list on all cores |

pub mod beacon;
pub mod checkpoint;
pub mod commitment;
pub mod draw;
pub mod entry;
pub mod excluded;
pub mod forfeit;
pub mod hash;
pub mod json;
pub mod key;
mod lines;
pub mod manifest;
pub mod note;
pub mod prizes;
pub mod result;
pub mod roll;
pub mod text;
pub mod tree;
#[cfg(test)]
mod vectors;
pub mod verify;

/// What a SHA-256 gives.
pub type Hash = [u8; 32];

/// The protocol's name, in the manifest and the result.
pub const PROTOCOL: &str = "fairdraw/v1";
