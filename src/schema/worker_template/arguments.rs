//! The command line of a worker: `dask-worker --nthreads 2 --memory-limit 7GB …`.

use super::lost;
use super::quantity::{self, NANO};
use super::short::{holds, join, quoted};
use super::template::{Amount, Result, Template};
use crate::schema::python;
use crate::schema::value::Value;

/// What needs no word: the gateway starts workers that have these, too.
const USUAL: [&str; 14] = [
    "--name",
    "--dashboard",
    "--no-dashboard",
    "--dashboard-address",
    "--bokeh",
    "--no-bokeh",
    "--bokeh-port",
    "--nanny",
    "--no-nanny",
    "--reconnect",
    "--no-reconnect",
    "--host",
    "--worker-port",
    "--nanny-port",
];
/// Those with nothing behind them.
const FLAGS: [&str; 10] = [
    "--dashboard",
    "--no-dashboard",
    "--bokeh",
    "--no-bokeh",
    "--nanny",
    "--no-nanny",
    "--reconnect",
    "--no-reconnect",
    "--lifetime-restart",
    "--no-lifetime-restart",
];
/// What starts a worker, or stands before that.
const PROGRAMS: [&str; 9] = ["dask-worker", "dask", "worker", "tini", "-g", "--", "bash", "sh", "-c"];

/// Reads a list of words, or a text of them.
#[inline(never)]
pub fn read(arguments: &Value, template: &mut Template) -> Result<()> {
    let mut words = Vec::new();
    let items = match arguments {
        Value::List(items) => items.as_slice(),
        Value::None => return Ok(()),
        one => std::slice::from_ref(one),
    };
    let is_one_text = !matches!(arguments, Value::List(_));
    for item in items {
        let text = python::str(item).into_text();
        // A whole command line for a shell.
        if is_one_text || holds(text.as_bytes(), b"dask-worker ") || holds(text.as_bytes(), b"dask worker ") {
            // Quotes are the shell's.
            let text = text.replace(['"', '\''], "");
            words.extend(text.split([' ', '\t', '\n']).map(str::to_owned));
        } else {
            words.push(text);
        }
    }
    let mut words = words.iter().map(String::as_str).peekable();
    while let Some(word) = words.next() {
        if !word.starts_with("--") || word == "--" {
            let is_program = PROGRAMS.contains(&word) || word.ends_with("/tini") || word.ends_with("/bash");
            // An address of the scheduler.
            let is_address = word.starts_with('$') || holds(word.as_bytes(), b"://");
            if !is_program && !is_address && !word.is_empty() {
                template.lost.add(&[word], lost::COMMAND);
            }
            continue;
        }
        let (name, value) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None if FLAGS.contains(&word) => (word, None),
            None => (word, words.next_if(|next| !next.starts_with("--"))),
        };
        option(name, value, template)?;
    }
    Ok(())
}

/// Of what is there twice, the last counts.
#[inline(never)]
fn option(name: &str, value: Option<&str>, template: &mut Template) -> Result<()> {
    let written = value.unwrap_or_default();
    let why = match name {
        "--nthreads" | "--memory-limit" if written.starts_with('$') => lost::VARIABLE,
        "--nthreads" => {
            // 0 leaves it to the worker.
            let Some(threads) = written.parse::<u32>().ok().filter(|threads| *threads < 1_000_000) else {
                return Err(join(&["--nthreads ", &quoted(written), " is no number of threads."]));
            };
            let amount = Amount { written: written.to_owned(), nanos: u128::from(threads) * NANO };
            template.threads = (threads > 0).then_some(amount);
            return Ok(());
        }
        "--memory-limit" => return memory_limit(written, template),
        "--nworkers" | "--nprocs" if written == "1" => return Ok(()),
        "--nworkers" | "--nprocs" => lost::ONE_WORKER,
        _ if USUAL.contains(&name) => return Ok(()),
        "--death-timeout" => lost::OWN,
        _ => lost::ARGUMENT,
    };
    template.lost.add(&[name, if value.is_some() { " " } else { "" }, written], why);
    Ok(())
}

/// As Dask reads it: a size, or up to 1 as a part of the machine's memory; 0 is no limit, and `auto` leaves it to the worker.
fn memory_limit(written: &str, template: &mut Template) -> Result<()> {
    let is_part = python::parse_float(written).is_some_and(|part| part <= 1.0);
    if is_part || written == "auto" {
        template.memory_limit = None;
        return Ok(());
    }
    // Of more bytes than this there is no memory.
    match quantity::dask(written).filter(|bytes| *bytes <= i64::MAX as u128) {
        Some(bytes) => {
            template.memory_limit = Some(Amount { written: written.to_owned(), nanos: bytes * NANO });
            Ok(())
        }
        None => {
            Err(["--memory-limit ", &quoted(written), " is no size as Dask reads them, such as 14GB or 7.5GiB."]
                .concat())
        }
    }
}
