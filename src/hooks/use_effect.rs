//! One shape for all effects: what they depend on as text, and something to drop at the end. It keeps the WebAssembly small, since every
//! other shape is compiled anew.

use std::any::Any;
use yew::{hook, use_effect_with};

/// What an effect leaves behind: dropping it ends everything that the effect has started.
pub type Running = Option<Box<dyn Any>>;

/// Runs an effect when what it depends on has changed, after what ran before has been dropped.
#[hook]
pub fn use_running(depends_on: String, start: Box<dyn FnOnce() -> Running>) {
    use_effect_with(depends_on, move |_| {
        let running = start();
        move || drop(running)
    });
}

/// Something to drop at the end.
#[must_use]
pub fn running<T: 'static>(it: T) -> Running {
    Some(Box::new(it))
}
