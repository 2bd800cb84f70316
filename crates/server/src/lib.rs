//! The Canyu server: campaigns, acts, pictures, the widget's files, exports. The program around it is `main.rs`.

pub mod app;
pub mod ballot;
pub mod campaigns;
pub mod clock;
pub mod commands;
pub mod compose;
pub mod draw;
pub mod embedded;
pub mod entropy;
pub mod export;
pub mod gift;
pub mod ingest;
pub mod jobs;
pub mod key;
pub mod life;
pub mod manifest;
pub mod moderate;
pub mod problem;
pub mod publish;
pub mod rehearse;
pub mod routes;
pub mod settings;
pub mod store;
pub mod till;
pub mod upload;
pub mod view;
