//! `cargo xtask …`: see `cargo xtask help`.

use std::process::ExitCode;
use xtask::arguments::{HELP, Measure, Task};
use xtask::{Outcome, commands, workspace::Workspace};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match Task::parse(&words).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Outcome {
    if task == Task::Help {
        print!("{HELP}");
        return Ok(());
    }
    let workspace = Workspace::find()?;
    match task {
        Task::Help => Ok(()),
        Task::Build => commands::build::run(&workspace),
        Task::Serve(options) => commands::serve::run(&workspace, &options),
        Task::Test(parts) => commands::test::run(&workspace, &parts),
        Task::Bench(Measure::Model) => commands::bench::run(&workspace),
        Task::Bench(Measure::Draws) => commands::bench_draws::run(&workspace),
        Task::Bench(Measure::Page) => commands::bench_page::run(&workspace),
        Task::Worker(folder) => commands::worker::run(&workspace, folder.as_deref()),
        Task::Style(target) => commands::style::run(&workspace, target.as_deref()),
        Task::WasmOpt(folder) => commands::wasm_opt::run(folder.as_deref()),
    }
}
