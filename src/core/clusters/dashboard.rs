//! A cluster's dashboard, whole or plot by plot: where it is to be found. The pages themselves are the scheduler's.

use super::cluster::Cluster;
use crate::core::connection::config::GatewayConfig;
use crate::core::context::Context;
use crate::core::effect::HostAction;
use crate::core::messages::Message;
use crate::core::notice::Notice;

/// A plot's path is longer in no version of distributed.
const LONGEST: usize = 100;

impl Cluster {
    pub(super) fn open_dashboard(&mut self, outside: bool, config: &GatewayConfig, cx: &mut Context) {
        if let Some(url) = self.dashboard_address(config) {
            cx.ask_host(HostAction::Open { url, outside, cluster: self.key.clone() });
        }
    }

    /// `plots`: paths with blanks between, of which those are passed over that lead to no plot.
    pub(super) fn open_plots(&mut self, plots: &str, outside: bool, config: &GatewayConfig, cx: &mut Context) {
        let Some(dashboard) = self.dashboard_address(config) else { return };
        // Plots lie beside its first page: https://gateway.example/clusters/a1b2/status
        let Some((below, _)) = dashboard.rsplit_once('/') else { return };
        let plots: Vec<&str> = plots.split(' ').filter(|path| is_plot(path)).collect();
        if !plots.is_empty() {
            let (below, plots) = (below.into(), plots.join(" "));
            cx.ask_host(HostAction::OpenPlots { below, plots, outside, cluster: self.key.clone() });
        }
    }

    /// None has been told to the user.
    fn dashboard_address(&mut self, config: &GatewayConfig) -> Option<String> {
        if let Some(problem) = config.problem("gateway.public-address") {
            self.notice.say(Notice::error(problem));
            return None;
        }
        let public_address = config.public_address.as_ref().or(config.address.as_ref());
        match (public_address, &self.info.dashboard) {
            (Some(base), Some(path)) => Some(format!("{}{path}", base.trim_end_matches('/'))),
            _ => {
                self.notice.say(Notice::error(Message::NoDashboard));
                None
            }
        }
    }
}

/// `/individual-task-stream` or `/statics/individual-cluster-map.html`: what the scheduler lists as plots, and what has a page to
/// itself. Its list comes from a cluster, so any other path may have been put there to lead elsewhere.
fn is_plot(path: &str) -> bool {
    let page = path.strip_prefix("/statics").unwrap_or(path);
    let page = page.strip_suffix(".html").unwrap_or(page);
    path.len() <= LONGEST
        && page.strip_prefix("/individual-").is_some_and(|name| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        })
}
