//! Settings: from the command line, else from `CANYU_*` variables, else from `canyu.toml` beside where the program runs, else the
//! defaults.

use crate::{
    clock::Clock,
    draw::relays::{RELAYS, Relays},
    export::schedule::Schedule,
    key::{self, KeyError},
    statistics::calendar::{self, Calendar, UnknownZone},
    store::{Store, StoreError, sqlite::Sqlite},
};
use canyu_core::moment::Moment;
use fairdraw::key::SigningKey;
use ipnet::IpNet;
use serde::Deserialize;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// The database where none is named.
const DATABASE: &str = "sqlite:canyu.db";
/// The address where none is named.
const LISTEN: &str = "127.0.0.1:7700";

/// What `canyu.toml` may say.
/// It is not shown by `{:?}`: the address of the SMTP server may hold a password.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SettingsFile {
    /// As `--database`.
    pub database: Option<String>,
    /// As `--key`.
    pub key: Option<PathBuf>,
    /// As `--listen`.
    pub listen: Option<String>,
    /// As `--relay`, all of them.
    pub relays: Option<Vec<String>>,
    /// As `--public-url`.
    pub public_url: Option<String>,
    /// As `--smtp`.
    pub smtp: Option<String>,
    /// As `--mail-from`.
    pub mail_from: Option<String>,
    /// As `--proxy`, all of them.
    pub proxies: Option<Vec<IpNet>>,
    /// Exports that come by themselves, each an `[[export]]`.
    #[serde(default)]
    pub export: Vec<Schedule>,
    /// What statistics go by.
    pub statistics: Option<StatisticsSettings>,
}

/// The table `[statistics]` of `canyu.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct StatisticsSettings {
    /// As `--zone`.
    pub zone: Option<String>,
}

impl SettingsFile {
    /// Reads `canyu.toml` in this folder, if there is one.
    ///
    /// # Errors
    /// When it cannot be read or understood.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join("canyu.toml");
        match std::fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).map_err(|error| anyhow::anyhow!("{}: {error}", path.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(anyhow::anyhow!("{}: {error}", path.display())),
        }
    }
}

/// Which database.
#[derive(Clone, Debug, clap::Args)]
pub struct DatabaseArg {
    /// Where everything is kept [default: sqlite:canyu.db]
    #[arg(long, env = "CANYU_DATABASE", value_name = "sqlite:FILE")]
    pub database: Option<String>,
}

impl DatabaseArg {
    fn url<'a>(&'a self, file: &'a SettingsFile) -> &'a str {
        self.database
            .as_deref()
            .or(file.database.as_deref())
            .unwrap_or(DATABASE)
    }

    /// What lies beside it, with another ending.
    fn beside(&self, file: &SettingsFile, ending: &str) -> PathBuf {
        let database = self.url(file).trim_start_matches("sqlite:").trim_start_matches("//");
        let database = database.split('?').next().unwrap_or_default();
        Path::new(database).with_extension(ending)
    }

    /// The folder in which exports lie until they are fetched: `canyu.exports` beside `canyu.db`.
    #[must_use]
    pub fn exports(&self, file: &SettingsFile) -> PathBuf {
        self.beside(file, "exports")
    }

    /// Opens it.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn open(&self, file: &SettingsFile) -> Result<Arc<dyn Store>, StoreError> {
        let url = self.url(file);
        if !url.starts_with("sqlite:") {
            // The address may hold a password: only its scheme is repeated.
            let scheme = url.split(':').next().unwrap_or_default();
            return Err(StoreError::UnknownDatabase(format!("{scheme}:…")));
        }
        Ok(Arc::new(Sqlite::open(url).await?))
    }
}

/// Which key.
#[derive(Clone, Debug, clap::Args)]
pub struct KeyArg {
    /// The organiser's key, which signs draws; made when there is none [default: beside the database, as canyu.key]
    #[arg(long, env = "CANYU_KEY", value_name = "FILE")]
    pub key: Option<PathBuf>,
}

impl KeyArg {
    /// Reads the key, or makes it, as long as the store has no draw: a draw needs the key that it was published with.
    ///
    /// # Errors
    /// When it cannot be read or made, or the database fails.
    pub async fn open(
        &self,
        store: &dyn Store,
        database: &DatabaseArg,
        file: &SettingsFile,
    ) -> anyhow::Result<Arc<SigningKey>> {
        let mut has_draw = false;
        for publication in store.publications().await? {
            has_draw |= store.manifest(&publication.campaign).await?.is_some();
        }
        let path = self.path(database, file);
        let key = if has_draw { key::read(&path)? } else { key::open(&path)? };
        Ok(Arc::new(key))
    }

    /// Reads the key, which must be there.
    ///
    /// # Errors
    /// When it is not, or cannot be read.
    pub fn read(&self, database: &DatabaseArg, file: &SettingsFile) -> Result<Arc<SigningKey>, KeyError> {
        key::read(&self.path(database, file)).map(Arc::new)
    }

    fn path(&self, database: &DatabaseArg, file: &SettingsFile) -> PathBuf {
        let path = self.key.clone().or_else(|| file.key.clone());
        path.unwrap_or_else(|| database.beside(file, "key"))
    }
}

/// Which relays of the public beacon.
#[derive(Clone, Debug, clap::Args)]
pub struct RelayArg {
    /// A relay of the public beacon drand, as https://api.drand.sh; may be given several times, and they are asked in turn [default:
    /// the public ones]
    #[arg(long = "relay", env = "CANYU_RELAYS", value_name = "URL", value_delimiter = ',')]
    pub relays: Vec<String>,
}

impl RelayArg {
    /// The relays.
    #[must_use]
    pub fn relays(&self, file: &SettingsFile) -> Relays {
        match (&self.relays, &file.relays) {
            (given, _) if !given.is_empty() => Relays::new(given),
            (_, Some(listed)) => Relays::new(listed),
            _ => Relays::new(&RELAYS.map(str::to_owned)),
        }
    }
}

/// Which time.
#[derive(Clone, Debug, clap::Args)]
pub struct ClockArg {
    /// Rehearse: the whole server lives at this time, and says so on every page
    #[arg(long, env = "CANYU_REHEARSAL_AT", value_name = "TIME", value_parser = Moment::parse)]
    pub rehearsal_at: Option<Moment>,
    /// How many times faster the rehearsal's clock runs
    #[arg(long, env = "CANYU_REHEARSAL_SPEED", value_name = "N", default_value_t = 1, requires = "rehearsal_at",
        value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub rehearsal_speed: u32,
}

impl ClockArg {
    /// The clock.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.rehearsal_at
            .map_or_else(Clock::real, |at| Clock::rehearsal(at, self.rehearsal_speed))
    }
}

/// The zone whose days statistics count, in the order of precedence.
///
/// # Errors
/// When there is no such zone.
pub fn zone(given: Option<&str>, file: &SettingsFile) -> Result<Calendar, UnknownZone> {
    let listed = file
        .statistics
        .as_ref()
        .and_then(|statistics| statistics.zone.as_deref());
    Calendar::named(given.or(listed).unwrap_or(calendar::USUAL))
}

/// Where to listen, in the order of precedence.
#[must_use]
pub fn listen(given: Option<&str>, file: &SettingsFile) -> String {
    given.or(file.listen.as_deref()).unwrap_or(LISTEN).to_owned()
}

/// Who is believed when it says for whom it asks.
#[must_use]
pub fn proxies(given: Vec<IpNet>, file: &SettingsFile) -> Vec<IpNet> {
    if given.is_empty() {
        file.proxies.clone().unwrap_or_default()
    } else {
        given
    }
}
