//! The list of clusters, in step with the gateway's.

use std::collections::BTreeMap;

use super::cluster::Cluster;
use crate::gateway::cluster::{Report, Status};
use crate::schema::value::Dict;

/// Milliseconds for which a cluster that failed before the panel was there is still shown: the gateway reports it for a day.
const FAILED_SHOWN: f64 = 3_600_000.0;

/// Newest first.
#[derive(Default)]
pub struct Clusters {
    pub items: Vec<Cluster>,
    /// Names that the user took off the list.
    dismissed: Vec<String>,
}

impl Clusters {
    /// By its key, or by the full name, which people have from Python.
    pub fn by_key(&mut self, key: &str) -> Option<&mut Cluster> {
        self.items.iter_mut().find(|cluster| cluster.key == key || cluster.report.name == key)
    }

    pub fn by_name(&mut self, name: &str) -> Option<&mut Cluster> {
        self.items.iter_mut().find(|cluster| cluster.report.name == name)
    }

    /// Takes in a whole list. A cluster that it no longer holds is asked for by itself: it may have stopped or failed.
    pub fn apply_list(&mut self, reports: Vec<Report>, now: f64) {
        let mut reports: Vec<Option<Report>> = reports.into_iter().map(Some).collect();
        let places = self.places(&reports);
        for (cluster, place) in self.items.iter_mut().zip(places) {
            match place.and_then(|place| reports[place].take()) {
                Some(report) => cluster.update(report, now),
                None if cluster.report.status.is_finished() => {}
                None => cluster.look_due = cluster.look_due.min(now),
            }
        }
        for report in reports.into_iter().flatten() {
            self.add(report, now);
        }
    }

    /// Where each cluster's report stands. With an index, for there may be a thousand of both.
    fn places(&self, reports: &[Option<Report>]) -> Vec<Option<usize>> {
        let mut places = BTreeMap::new();
        for (place, report) in reports.iter().enumerate() {
            if let Some(report) = report {
                places.insert(report.name.as_bytes(), place);
            }
        }
        self.items.iter().map(|cluster| places.get(cluster.report.name.as_bytes()).copied()).collect()
    }

    /// Takes in the report of a cluster that is not in the list yet.
    fn add(&mut self, report: Report, now: f64) {
        let old_failure = report.status == Status::Failed && report.stop.is_some_and(|stop| now - stop > FAILED_SHOWN);
        if old_failure || report.status == Status::Stopped || self.dismissed.contains(&report.name) {
            return;
        }
        let key = self.new_key(&report.name);
        let place = self.items.partition_point(|cluster| cluster.report.start > report.start);
        self.items.insert(place, Cluster::new(key, report));
    }

    /// A cluster that was just created; the gateway's report follows. Returns its key.
    pub fn created(&mut self, name: String, options: Dict, now: f64) -> String {
        let report =
            Report { name: name.clone(), status: Status::Pending, start: now, stop: None, dashboard: None, options };
        if self.by_name(&name).is_none() {
            self.add(report, now);
        }
        self.by_name(&name).map_or(name, |cluster| cluster.key.clone())
    }

    pub fn dismiss(&mut self, key: &str) {
        let dismissed = &mut self.dismissed;
        self.items.retain(|cluster| {
            let gone = cluster.key == key && cluster.report.status.is_finished();
            if gone {
                dismissed.push(cluster.report.name.clone());
            }
            !gone
        });
    }

    /// Drops what has been shown for long enough.
    pub fn expire(&mut self, now: f64) {
        self.items.retain(|cluster| cluster.hide_at > now);
    }

    /// First 8 characters of the name, or of what follows a namespace (`prod.3fa8…`, as on Kubernetes), made unique.
    fn new_key(&self, name: &str) -> String {
        let own = name.rsplit('.').next().unwrap_or(name);
        let short: String = own.chars().take(8).collect();
        let taken = |key: &str| self.items.iter().any(|cluster| cluster.key == key);
        let numbered = (2..).map(|n| format!("{short}-{n}"));
        std::iter::once(short.clone()).chain(numbered).find(|key| !taken(key)).expect("there are endless numbers")
    }
}
