//! Canyu's chores: `cargo xtask demo`, `test`, `build`, `console`, `verifier`, `size`, `bench`, `packages`.
//!
//! Everything a checkout needs beyond Rust and Node is fetched here, by the commands themselves, and each of them says
//! what it is doing.

mod apt;
mod assembly;
mod bench;
mod browser;
mod chromium;
mod console;
mod counts;
mod demo;
mod dist;
mod inputs;
mod npm;
mod office;
mod packages;
mod process;
mod samples;
mod server;
mod size;
mod test;
mod tools;
mod verifier;
mod widget;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use workspace::Workspace;

const HELP: &str = "\
cargo xtask COMMAND

  demo [--listen 127.0.0.1:7700] [--once]
             build what is missing, publish the sample campaigns, serve them, print the addresses
             --once  stop again as soon as everything answers
  test [--only native|browser|e2e|lint]
             install what the tests need and run them all; the last line is `N passed, N failed`
  build      the release program, with the widget and the console inside
  widget     the files that the server serves under /embed/ alone
  console [--quick]
             the files that the server serves under /console alone
             --quick  not optimised, for looking at a change
  verifier   the page where a draw is checked, as a folder that any web server can serve
  size       what a fan downloads until the widget can be used, and staff until the console can, held against the budgets
  bench [console|draw|export|spread [--quick]|stats [--full]|study [--quick]|trust [--quick] [--attacks]]
             durable acts a second, held against the same server's /healthz
             console  the next frame after a decision, with ten thousand things in a queue and a slow processor
             draw  ten million entries closed, committed and drawn, held against hashing alone; a fan's check in Chromium
             export  rows of a table a second in each format, held against `sqlite3 -csv`
             spread  how often intervals and forecasts hold the truth of simulated campaigns; some minutes
             stats  figures of a campaign, with ever more events; --full  up to a hundred million, 20 gigabytes
             study  the memory that a study and a scoring of a million people take; --quick  not optimised
             trust  what cheats get and what honest people lose, by simulated people of whom some cheat; some 25 minutes
  packages   check that `trunk build` and `wasm-pack build` work
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<ExitCode> {
    let Some((command, rest)) = arguments.split_first() else {
        print!("{HELP}");
        return Ok(ExitCode::FAILURE);
    };
    if ["help", "--help", "-h"].contains(&command.as_str()) || rest.iter().any(|a| a == "--help" || a == "-h") {
        print!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    }
    let workspace = Workspace::load()?;
    match command.as_str() {
        "demo" => demo::run(&workspace, &demo::Options::parse(rest)?),
        "test" => test::run(&workspace, test::Selection::parse(rest)?),
        "build" => {
            nothing_after(rest)?;
            console::build(&workspace)?;
            widget::build(&workspace)?;
            let program = server::build(&workspace, server::Profile::Release)?;
            println!("{}", program.display());
            Ok(ExitCode::SUCCESS)
        }
        "widget" => {
            nothing_after(rest)?;
            println!("{}", widget::build(&workspace)?.display());
            Ok(ExitCode::SUCCESS)
        }
        "console" => {
            let folder = match rest {
                [quick] if quick == "--quick" => console::quick(&workspace)?,
                rest => nothing_after(rest).and_then(|()| console::build(&workspace))?,
            };
            println!("{}", folder.display());
            Ok(ExitCode::SUCCESS)
        }
        "verifier" => {
            nothing_after(rest)?;
            println!("{}", verifier::folder(&workspace)?.display());
            Ok(ExitCode::SUCCESS)
        }
        "size" => {
            nothing_after(rest)?;
            size::run(&workspace)
        }
        "bench" => match rest {
            [] => bench::acts::run(&workspace),
            [what] if what == "console" => bench::console::run(&workspace),
            [what] if what == "draw" => bench::draw::run(&workspace),
            [what] if what == "export" => bench::export::run(&workspace),
            [what, rest @ ..] if what == "spread" => bench::spread::run(rest),
            [what, rest @ ..] if what == "stats" => bench::stats::run(&workspace, rest),
            [what, rest @ ..] if what == "study" => bench::study::run(&workspace, rest),
            [what, rest @ ..] if what == "trust" => bench::trust::run(&workspace, bench::trust::Options::parse(rest)?),
            [other, ..] => {
                anyhow::bail!(
                    "`{other}` cannot be measured; there are `console`, `draw`, `export`, `spread`, `stats`, `study` and `trust`\n\n{HELP}"
                )
            }
        },
        "packages" => {
            nothing_after(rest)?;
            packages::run(&workspace)
        }
        other => anyhow::bail!("there is no command `{other}`\n\n{HELP}"),
    }
}

fn nothing_after(rest: &[String]) -> Result<()> {
    match rest.first() {
        Some(extra) => anyhow::bail!("`{extra}` is not an option of this command\n\n{HELP}"),
        None => Ok(()),
    }
}
