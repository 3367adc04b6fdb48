//! `cargo xtask run`.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Args;

use crate::build;
use crate::paths;
use crate::stack::environment::Clerk;
use crate::stack::lan::{self, Lan};
use crate::stack::{Stack, StackOptions};
use crate::step::Step;

/// This machine's address is looked up.
const FOUND: &str = "found";

/// Build everything, start authority, edge and portal, and name the pages to open
#[derive(Args, Debug)]
pub struct Arguments {
    /// The edge's port on localhost
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// The authority's port on localhost
    #[arg(long, default_value_t = 8788)]
    authority_port: u16,
    /// The sandbox console's port on localhost
    #[arg(long, default_value_t = 8789)]
    console_port: u16,
    /// The demonstration portal's port on localhost
    #[arg(long, default_value_t = 8791)]
    portal_port: u16,
    /// Confirm mobile numbers by codes, which arrive on the sandbox console's sample phones
    #[arg(long)]
    messages: bool,
    /// Serve page and portal over HTTPS on the local network too, on ports 8443 and 8444, so that a real phone's camera can
    /// be tried; name this machine's address there if it is not found
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, default_missing_value = FOUND)]
    lan: Option<String>,
    /// Start what was built before, and build nothing: for tests that start it again and again
    #[arg(long)]
    built: bool,
    /// Where keys, data and logs are kept [default: .run]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Runs until Ctrl-C, or until one of them ends by itself.
pub fn run(arguments: &Arguments) -> Result<()> {
    if !arguments.built {
        build::all()?;
    }
    let step = Step::new("run");
    step.say("starting the authority, the edge and the portal");
    let lan = arguments.lan.as_deref().map(lan).transpose()?;
    let mut stack = Stack::start(&StackOptions {
        data_dir: Some(arguments.data.clone().unwrap_or_else(paths::run_data)),
        edge_port: arguments.port,
        authority_port: arguments.authority_port,
        console_port: arguments.console_port,
        portal_port: Some(arguments.portal_port),
        lan,
        messages: arguments.messages,
        echo: true,
        ..StackOptions::default()
    })?;
    step.done("all answer");
    println!();
    println!("  The page             {}/", stack.edge_url());
    if let Some((portal, _)) = stack.portal() {
        println!("  The portal           {portal}/");
    }
    println!("  The sandbox console  {}/", stack.console_url());
    println!("  The counter          {}/staff", stack.edge_url());
    println!();
    let clerk = stack.clerk();
    println!(
        "  At the counter works {} with the password {}; Enter prints the one-time code of now,",
        clerk.member, clerk.password
    );
    println!(
        "  and an authenticator makes them from the secret {}.",
        clerk.one_time_codes
    );
    if let Some((_, code)) = stack.portal() {
        println!("  At the portal's counter the work code is {code}.");
    }
    if arguments.lan.is_some() {
        println!(
            "  Phones on the same network warn of the certificate, which this machine signed itself."
        );
    }
    println!();
    println!(
        "  Data and logs are in {}. Ctrl-C stops all.",
        stack.data_dir().display()
    );
    println!();
    print_codes(stack.clerk().clone());
    stack.wait()
}

fn lan(address: &str) -> Result<Lan> {
    let address = match address {
        FOUND => lan::own_address()?,
        address => address.parse().context("--lan takes an IP address")?,
    };
    Ok(Lan {
        address,
        edge_port: 8443,
        portal_port: 8444,
    })
}

/// Prints a one-time code whenever Enter is pressed, for as long as anybody types.
fn print_codes(clerk: Clerk) {
    std::thread::spawn(move || {
        for _ in std::io::stdin().lines().map_while(Result::ok) {
            match clerk.code() {
                Ok(code) => println!("  The clerk's one-time code: {code}"),
                Err(error) => eprintln!("  No one-time code: {error:#}"),
            }
        }
    });
}
