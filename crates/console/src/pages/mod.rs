//! The pages, one a file, in a folder for each program; what lies beside the folders is in all of them.

#[cfg(feature = "desk")]
pub mod desk;
pub mod door;
#[cfg(feature = "editor")]
pub mod editor;
pub mod elsewhere;
pub mod limit;
pub mod missing;
pub mod newcomer;
#[cfg(feature = "office")]
pub mod office;
pub mod stage;
pub mod tabs;
