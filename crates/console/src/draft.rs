//! What a draft is made of, without any page: its places, what may stand there, and what is on its way to the server.

pub mod order;
pub mod place;
pub mod schema;
pub mod work;
