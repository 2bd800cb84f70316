//! `cargo xtask demo`: the sample campaigns, live, with a host page on another origin.

use std::{
    fs,
    net::SocketAddr,
    path::Path,
    process::ExitCode,
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};

use crate::{
    console, samples,
    server::{self, Profile, Running, free_address},
    widget,
    workspace::Workspace,
};

/// The samples open half an hour before.
const MOMENT: &str = "2024-08-04T19:30:00Z";
const SPEED: &str = "60";
/// When `evening-draw` can be drawn, and the value that decides: the signature of drand's round 10,000,000.
const DRAWN: &str = "2024-08-04T20:30:00Z";
const ROUND: &str = "a187c9f5800521e986b5658924696682071ce7ae965486e8fd08bc2c4758bdbb9ed9ecb7beee392a38214e321ecd434f";

/// The command line's options.
pub struct Options {
    listen: SocketAddr,
    once: bool,
}

impl Options {
    /// Reads them.
    pub fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 7700)),
            once: false,
        };
        let mut rest = arguments.iter();
        while let Some(word) = rest.next() {
            match word.as_str() {
                "--once" => options.once = true,
                "--listen" => {
                    let address = rest
                        .next()
                        .context("`--listen` wants an address, such as 127.0.0.1:7700")?;
                    options.listen = address
                        .parse()
                        .with_context(|| format!("`{address}` is not an address"))?;
                }
                other => bail!("`{other}` is not an option of the demo; there are `--listen` and `--once`"),
            }
        }
        Ok(options)
    }
}

/// Builds what is missing, serves, prints the addresses, and stops on Ctrl-C.
pub fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    console::build(workspace)?;
    widget::build(workspace)?;
    let program = server::build(workspace, Profile::Dev)?;
    let start = Instant::now();
    let folder = workspace.target.join("demo");
    let (database, campaigns) = samples::database(workspace, &program, &folder, MOMENT)?;

    let address = free_address(options.listen, "the server")?;
    let log = folder.join("server.log");
    let stop = stop_signal()?;
    println!("starting the server");
    let mut serve = workspace.command(&program);
    serve.args(["serve", "--listen", &address.to_string(), "--database", &database]);
    serve.args(["--rehearsal-at", MOMENT, "--rehearsal-speed", SPEED]);
    serve.arg("--key").arg(samples::key(&folder));
    let mut running = Running::start(&mut serve, &log)?;
    running
        .wait_until_ready(address, "/readyz", &log)
        .context("the server does not start")?;

    let page = free_address(next_port(address)?, "the host page")?;
    let page_log = folder.join("host-page.log");
    println!("starting a host page on another origin");
    let mut host = workspace.command("node");
    host.args([
        "tests/host/serve.mjs",
        "--port",
        &page.port().to_string(),
        "--server",
        &format!("http://{address}"),
    ]);
    let mut host = Running::start(&mut host, &page_log)?;
    host.wait_until_ready(page, "/", &page_log)
        .context("the host page does not start")?;

    println!(
        "\nready after {:.1} s. It is {MOMENT} there, and an hour goes by in a minute.\n",
        start.elapsed().as_secs_f64()
    );
    for slug in &campaigns {
        println!("  http://{address}/c/{slug}");
    }
    println!("\nThe widget in a page of another site:\n");
    for slug in &campaigns {
        println!("  http://{page}/?campaign={slug}");
    }
    // What a server without an account says once goes into its log here.
    if let Some(link) = fs::read_to_string(&log)?
        .split_whitespace()
        .find(|word| word.contains("/console#first="))
    {
        println!("\nThe console, for the first administrator:\n\n  {link}");
    }
    println!(
        "\n`evening-draw` closes its list after 45 seconds, and is drawn after a minute with a value that was published that evening. Where the"
    );
    println!("server has no way out to the Internet, paste it:\n");
    println!(
        "  {} draw run evening-draw --database {database} --key {} --rehearsal-at {DRAWN} --signature {ROUND}",
        program.display(),
        samples::key(&folder).display()
    );
    println!("\nThen check the draw: \"Check this draw\" in the widget, or http://{address}/verify");
    println!("\nThe server's log: {}", log.display());
    if options.once {
        println!("stopping, as --once asks for");
        return Ok(ExitCode::SUCCESS);
    }
    println!("Ctrl-C stops both.");
    wait(&stop, &mut running, &log)
}

fn wait(stop: &Receiver<()>, running: &mut Running, log: &Path) -> Result<ExitCode> {
    loop {
        match stop.recv_timeout(Duration::from_millis(500)) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => {
                println!("\nstopping");
                return Ok(ExitCode::SUCCESS);
            }
            Err(RecvTimeoutError::Timeout) if running.has_ended()? => {
                bail!("the server has ended by itself; see {}", log.display())
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

/// Ctrl-C reaches the two processes too where they share our terminal; after it nothing is left to do but wait for them.
fn stop_signal() -> Result<Receiver<()>> {
    let (sender, receiver) = channel();
    ctrlc::set_handler(move || {
        // The receiver is gone only when we are stopping already.
        let _stopping = sender.send(());
    })
    .context("watching for Ctrl-C")?;
    Ok(receiver)
}

fn next_port(address: SocketAddr) -> Result<SocketAddr> {
    let port = address.port().checked_add(1).context("there is no port after 65535")?;
    Ok(SocketAddr::new(address.ip(), port))
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn a_wrong_option_is_named() {
        let error = Options::parse(&["--listne".to_owned()]).err().unwrap();
        assert!(error.to_string().contains("--listne"));
    }
}
