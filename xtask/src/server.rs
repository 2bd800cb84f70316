//! Building the server and having it run for a while.

use std::{
    fs::File,
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};

use crate::{
    process::{self, timed},
    workspace::Workspace,
};

/// Which of Cargo's profiles the server is built with.
#[derive(Clone, Copy)]
pub enum Profile {
    /// For the demo and the tests.
    Dev,
    /// The same, with everything that `cargo test --workspace` compiles: apart, the two would compile a third of the
    /// dependencies twice, with different features.
    WithTests,
    /// For use.
    Release,
}

/// Builds the program `canyu` with the widget inside; the widget has to be built before. Returns where it is.
pub fn build(workspace: &Workspace, profile: Profile) -> Result<PathBuf> {
    let (what, folder): (&[&str], _) = match profile {
        Profile::Dev => (&["-p", "canyu-server"], "debug"),
        Profile::WithTests => (&["--workspace", "--all-targets"], "debug"),
        Profile::Release => (&["-p", "canyu-server", "--release"], "release"),
    };
    timed("compiling the server (a few minutes the first time)", || {
        let mut build = workspace.cargo();
        build.arg("build").args(what);
        process::run(&mut build)
    })?;
    Ok(workspace
        .target
        .join(folder)
        .join(format!("canyu{}", std::env::consts::EXE_SUFFIX)))
}

/// A process that is stopped when this is dropped, by SIGTERM first so that it can end cleanly.
pub struct Running(Child);

impl Running {
    /// Starts a program whose output goes into a file.
    pub fn start(command: &mut Command, log: &Path) -> Result<Self> {
        let file = File::create(log).with_context(|| format!("writing {}", log.display()))?;
        let errors = file.try_clone()?;
        let child = command.stdin(Stdio::null()).stdout(file).stderr(errors).spawn();
        Ok(Self(child.with_context(|| {
            format!("starting {}", command.get_program().to_string_lossy())
        })?))
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> Result<bool> {
        Ok(self.0.try_wait()?.is_some())
    }

    /// Waits until an address answers a path with 200; an error as soon as the process has ended, or after a minute.
    pub fn wait_until_ready(&mut self, address: SocketAddr, path: &str, log: &Path) -> Result<()> {
        let start = Instant::now();
        while !answers(address, path) {
            if self.has_ended()? {
                let said = std::fs::read_to_string(log).unwrap_or_default();
                bail!("it ended by itself:\n{}", said.trim_end());
            }
            if start.elapsed() > Duration::from_secs(60) {
                bail!(
                    "http://{address}{path} does not answer after a minute; see {}",
                    log.display()
                );
            }
            sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    /// Asks the process to end, and ends it after five seconds.
    pub fn stop(&mut self) -> Result<()> {
        if self.has_ended()? {
            return Ok(());
        }
        // The shell's own `kill`, since a small system may have no other.
        let asked = Command::new("sh")
            .args(["-c", &format!("kill -TERM {}", self.0.id())])
            .status();
        let start = Instant::now();
        while asked.is_ok() && start.elapsed() < Duration::from_secs(5) {
            if self.has_ended()? {
                return Ok(());
            }
            sleep(Duration::from_millis(20));
        }
        self.0.kill()?;
        self.0.wait()?;
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop());
    }
}

/// The wished address, or the next port that is free, with a word about it.
pub fn free_address(wished: SocketAddr, what: &str) -> Result<SocketAddr> {
    let mut address = wished;
    for _ in 0..100 {
        if let Ok(listener) = TcpListener::bind(address) {
            let found = listener.local_addr()?;
            if found.port() != wished.port() && wished.port() != 0 {
                println!(
                    "port {} is taken, so {what} is at port {} instead",
                    wished.port(),
                    found.port()
                );
            }
            return Ok(found);
        }
        address.set_port(address.port().checked_add(1).context("there is no free port")?);
    }
    bail!("none of the hundred ports from {wished} on is free for {what}")
}

fn answers(address: SocketAddr, path: &str) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        )?;
        let mut line = [0; 12];
        stream.read_exact(&mut line)?;
        Ok(line.ends_with(b" 200"))
    };
    ask().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use std::net::{SocketAddr, TcpListener};

    use super::free_address;

    #[test]
    fn a_taken_port_gives_way_to_a_later_one() {
        let taken = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        let wished = taken.local_addr().unwrap();
        let found = free_address(wished, "the server").unwrap();
        assert!(found.port() > wished.port());
    }
}
