//! Pages of a cluster's scheduler that are read for their text: its log, a worker's, what failed; and the list of its plots.

/// A page, or the list of plots, below a cluster's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchedulerPage {
    /// The names of its single plots and their paths, as JSON.
    Plots,
    SchedulerLog,
    WorkerLog(WorkerAddress),
    /// The tasks that failed, with their tracebacks.
    Exceptions,
}

/// Bytes after which a page is cut. Logs begin with their newest lines: what is cut off is the oldest. The same as `max_page_bytes` in
/// `jupyter_dask_gateway/gateway/limits.py`.
pub const MAX_PAGE_BYTES: usize = 1 << 21;

impl SchedulerPage {
    /// By its name in events; `worker`: the address for "worker-log". None: there is no such page, or no such address can be.
    pub fn by_name(name: &str, worker: Option<&str>) -> Option<SchedulerPage> {
        match name {
            "plots" => Some(SchedulerPage::Plots),
            "scheduler-log" => Some(SchedulerPage::SchedulerLog),
            "worker-log" => WorkerAddress::parse(worker?).map(SchedulerPage::WorkerLog),
            "exceptions" => Some(SchedulerPage::Exceptions),
            _ => None,
        }
    }

    /// Below the cluster's own path. `jupyter_dask_gateway/gateway/paths.py` lets exactly these through.
    pub fn path(&self) -> String {
        match self {
            SchedulerPage::Plots => "individual-plots.json".into(),
            SchedulerPage::SchedulerLog => "info/main/logs.html".into(),
            SchedulerPage::WorkerLog(worker) => format!("info/logs/{}.html", worker.encoded()),
            SchedulerPage::Exceptions => "info/main/exceptions.html".into(),
        }
    }

    pub fn is_json(&self) -> bool {
        matches!(self, SchedulerPage::Plots)
    }
}

/// The address by which a scheduler knows a worker, `tls://10.0.0.1:41234`: a scheme, a host and a port, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkerAddress(String);

const SCHEMES: [&str; 6] = ["tls", "tcp", "ucx", "ucxx", "ws", "wss"];
const MAX_HOST_CHARS: usize = 253;

/// By bytes: what std has for searching texts is several KB of each panel.
impl WorkerAddress {
    /// None: it is none that may be in a path.
    pub fn parse(text: &str) -> Option<WorkerAddress> {
        let rest = SCHEMES.iter().find_map(|scheme| text.strip_prefix(scheme)?.strip_prefix("://"))?;
        let (host, port) = rest.split_at_checked(rest.bytes().rposition(|c| c == b':')?)?;
        let is_host = match host.strip_prefix('[') {
            Some(ip) => is_made_of(ip.strip_suffix(']')?, |c| c.is_ascii_hexdigit() || matches!(c, b':' | b'.')),
            None => is_made_of(host, |c| c.is_ascii_alphanumeric() || matches!(c, b'.' | b'_' | b'-')),
        };
        let has_dots = host.as_bytes().first() == Some(&b'.') || host.as_bytes().windows(2).any(|two| two == b"..");
        let is_port = port.len() <= 6 && is_made_of(port.strip_prefix(':')?, |c| c.is_ascii_digit());
        let is_address = is_host && !has_dots && is_port && host.len() <= MAX_HOST_CHARS;
        is_address.then(|| WorkerAddress(text.into()))
    }

    /// As one segment of a path, percent-encoded as Python's `quote_plus` does it.
    fn encoded(&self) -> String {
        let mut encoded = String::new();
        for c in self.0.chars() {
            match c {
                ':' => encoded.push_str("%3A"),
                '/' => encoded.push_str("%2F"),
                '[' => encoded.push_str("%5B"),
                ']' => encoded.push_str("%5D"),
                c => encoded.push(c),
            }
        }
        encoded
    }
}

fn is_made_of(text: &str, allowed: fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(allowed)
}
