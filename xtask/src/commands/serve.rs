//! `cargo xtask serve`: the page on this machine.

use super::build;
use crate::Outcome;
use crate::arguments::ServeOptions;
use crate::server::Server;
use crate::workspace::Workspace;
use std::io::Write;

/// Builds the page unless told otherwise, and serves it until stopped.
pub fn run(workspace: &Workspace, options: &ServeOptions) -> Outcome {
    if !options.no_build {
        let built = build::build(workspace)?;
        if let Err(failure) = built.check() {
            println!("Note: {failure}.");
        }
    }
    let dist = options.dist.clone().unwrap_or_else(|| workspace.dist());
    let server = Server::start(&dist, options.port, &options.prefix)?;
    println!("Quorate is at {} (Ctrl+C ends it).", server.url());
    // Whoever reads the address through a pipe waits for it.
    let _ = std::io::stdout().flush();
    server.wait();
    Ok(())
}
