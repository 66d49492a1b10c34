//! The small parts of the core alone: events read from plain data, due times, back-off, lists and forms without a session.

use std::collections::BTreeMap;

use dask_gateway::core::backoff::{Backoff, FIRST_BACKOFF, MAX_BACKOFF};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::scaling::{Adaptive, Scaling, ScalingInput};
use dask_gateway::core::connection::state::ConnectionEvent;
use dask_gateway::core::event::{SessionEvent, UserEvent};
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::form::preset::Kind;
use dask_gateway::core::form::preset_events::{ImportAnswer, PresetEvent};
use dask_gateway::core::form::source::Source;
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::Level;
use dask_gateway::core::polling::{Poll, PollTimers};
use dask_gateway::core::record::Record;
use dask_gateway::core::timers::NEVER;
use dask_gateway::schema::json;
use dask_gateway::schema::value::Value;

/// An event as JSON text.
struct Json(BTreeMap<String, Value>);

impl Json {
    fn new(text: &str) -> Json {
        let dict = json::parse(text).expect("JSON");
        let items = dict.as_dict().expect("an object").iter();
        Json(items.map(|(name, value)| (name.to_text().into_owned(), value.clone())).collect())
    }
}

impl Record for Json {
    fn text(&self, member: &str) -> Option<String> {
        Some(self.0.get(member)?.as_str()?.to_text().into_owned())
    }

    fn flag(&self, member: &str) -> Option<bool> {
        match self.0.get(member)? {
            Value::Bool(flag) => Some(*flag),
            _ => None,
        }
    }

    fn index(&self, member: &str) -> Option<u32> {
        match self.0.get(member)? {
            Value::Int(n) => n.to_u32(),
            _ => None,
        }
    }
}

fn read(text: &str) -> Option<UserEvent> {
    UserEvent::read(&Json::new(text))
}

#[test]
fn every_event_is_read_by_its_type() {
    let text = || String::from("x");
    let events: [(&str, UserEvent); 56] = [
        (r#""visible", "visible": true"#, SessionEvent::Visible { visible: true }.into()),
        (r#""refresh""#, SessionEvent::Refresh.into()),
        (
            r#""stop-with-server", "cluster": "x", "on": true"#,
            ClusterEvent::StopWithServer { cluster: text(), on: true }.into(),
        ),
        (r#""prefer-seldom", "on": true"#, ClusterEvent::PreferSeldom { on: true }.into()),
        (r#""prefer-stop-with-server", "on": true"#, ClusterEvent::PreferStopWithServer { on: true }.into()),
        (
            r#""report", "cluster": "x", "level": "error", "text": "x""#,
            SessionEvent::Report { cluster: Some(text()), level: Level::Error, text: text() }.into(),
        ),
        (r#""prefer", "connection": "x""#, ConnectionEvent::Prefer { connection: text() }.into()),
        (r#""offer-relay", "offered": false"#, ConnectionEvent::OfferRelay { offered: false }.into()),
        (r#""edit", "field": 1, "text": "x""#, FormEvent::Edit { field: 1, text: text() }.into()),
        (r#""check", "field": 1, "checked": true"#, FormEvent::Check { field: 1, checked: true }.into()),
        (r#""choose", "field": 1, "option": 2"#, FormEvent::Choose { field: 1, option: 2 }.into()),
        (r#""as-table", "field": 1, "table": true"#, FormEvent::AsTable { field: 1, table: true }.into()),
        (
            r#""edit-name", "field": 1, "row": 2, "text": "x""#,
            FormEvent::EditName { field: 1, row: 2, text: text() }.into(),
        ),
        (
            r#""edit-value", "field": 1, "row": 2, "text": "x""#,
            FormEvent::EditValue { field: 1, row: 2, text: text() }.into(),
        ),
        (
            r#""paste-name", "field": 1, "row": 2, "pasted": "x", "text": "x""#,
            FormEvent::PasteName { field: 1, row: 2, pasted: text(), text: text() }.into(),
        ),
        (r#""take-lines", "field": 1"#, FormEvent::TakeLines { field: 1 }.into()),
        (r#""quote-values", "field": 1"#, FormEvent::QuoteValues { field: 1 }.into()),
        (r#""add-row", "field": 1"#, FormEvent::AddRow { field: 1 }.into()),
        (r#""remove-row", "field": 1, "row": 2"#, FormEvent::RemoveRow { field: 1, row: 2 }.into()),
        (r#""reset""#, FormEvent::Reset.into()),
        (r#""launch""#, FormEvent::Launch.into()),
        (r#""launch-with", "options": "x""#, FormEvent::LaunchWith { options: text(), workers: None }.into()),
        (
            r#""launch-with", "options": "x", "workers": "x""#,
            FormEvent::LaunchWith { options: text(), workers: Some(text()) }.into(),
        ),
        (r#""edit-workers", "text": "x""#, FormEvent::EditWorkers { text: text() }.into()),
        (r#""edit-up-to", "text": "x""#, FormEvent::EditUpTo { text: text() }.into()),
        (
            r#""set-options", "options": "x", "unseen": true"#,
            FormEvent::SetOptions { options: text(), unseen: true }.into(),
        ),
        (r#""copy-python""#, FormEvent::CopyPython.into()),
        (
            r#""edit-cluster", "cluster": "x", "input": "minimum", "text": "x""#,
            ClusterEvent::EditCluster { cluster: text(), input: ScalingInput::Minimum, text: text() }.into(),
        ),
        (r#""scale", "cluster": "x""#, ClusterEvent::Scale { cluster: text() }.into()),
        (r#""adapt", "cluster": "x""#, ClusterEvent::Adapt { cluster: text() }.into()),
        (r#""ask-stop", "cluster": "x""#, ClusterEvent::AskStop { cluster: text() }.into()),
        (r#""answer-stop", "stop": true"#, ClusterEvent::AnswerStop { stop: true }.into()),
        (r#""insert-code", "cluster": "x""#, ClusterEvent::InsertCode { cluster: text() }.into()),
        (r#""connect", "cluster": "x""#, ClusterEvent::Connect { cluster: text() }.into()),
        (r#""drag-code", "cluster": "x""#, ClusterEvent::DragCode { cluster: text() }.into()),
        (r#""copy-code", "cluster": "x""#, ClusterEvent::CopyCode { cluster: text() }.into()),
        (
            r#""open-dashboard", "cluster": "x", "outside": false"#,
            ClusterEvent::OpenDashboard { cluster: text(), outside: false }.into(),
        ),
        (
            r#""open-plots", "cluster": "x", "plots": "x", "outside": true"#,
            ClusterEvent::OpenPlots { cluster: text(), plots: text(), outside: true }.into(),
        ),
        (r#""dismiss", "cluster": "x""#, ClusterEvent::Dismiss { cluster: text() }.into()),
        (r#""ask-stop-all""#, ClusterEvent::AskStopAll.into()),
        (
            r#""tick-stop", "cluster": "x", "ticked": true"#,
            ClusterEvent::TickStop { cluster: text(), ticked: true }.into(),
        ),
        (r#""cancel-stops""#, ClusterEvent::CancelStops.into()),
        (r#""rename", "cluster": "x", "name": "x""#, ClusterEvent::Rename { cluster: text(), name: text() }.into()),
        (
            r#""run-again", "cluster": "x", "launch": true"#,
            ClusterEvent::RunAgain { cluster: text(), launch: true }.into(),
        ),
        (r#""recall", "memory": "x", "live": true"#, ClusterEvent::Recall { memory: text(), live: true }.into()),
        (r#""put-back""#, FormEvent::PutBack.into()),
        (
            r#""choose-preset", "kind": "any", "name": "x""#,
            PresetEvent::ChoosePreset { kind: Kind::Any, name: text() }.into(),
        ),
        (
            r#""save-preset", "name": "x", "mappings": "x", "replace": true"#,
            PresetEvent::SavePreset { name: text(), mappings: text(), replace: true }.into(),
        ),
        (r#""remove-preset", "name": "x""#, PresetEvent::RemovePreset { name: text() }.into()),
        (r#""import-presets", "text": "x""#, PresetEvent::ImportPresets { text: text() }.into()),
        (r#""answer-import", "answer": "keep""#, PresetEvent::AnswerImport { answer: ImportAnswer::Keep }.into()),
        (r#""export-presets""#, PresetEvent::ExportPresets.into()),
        (r#""copy-link", "mappings": "x""#, PresetEvent::CopyLink { mappings: text() }.into()),
        (r#""open-link", "link": "x""#, PresetEvent::OpenLink { link: text() }.into()),
        (
            r#""recall-presets", "own": "x", "launches": null"#,
            PresetEvent::RecallPresets { own: Some(text()), launches: None }.into(),
        ),
        (
            r#""fill-form", "source": "link", "name": "x", "options": "x", "workers": null"#,
            FormEvent::FillForm { source: Source::Link, name: text(), options: text(), workers: None }.into(),
        ),
    ];
    for (members, event) in events {
        assert_eq!(read(&format!(r#"{{"type": {members}}}"#)), Some(event.clone()), "{members}");
        let boundary = include_str!("../src/web/boundary.d.ts");
        let kind = members.split(',').next().expect("a type");
        assert!(boundary.contains(&format!("type: {kind}")), "{kind} is among the types for TypeScript");
    }
}

#[test]
fn an_event_that_lacks_a_member_or_has_another_kind_of_it_is_none() {
    for members in [
        r#""nonsense""#,
        "7",
        r#""edit", "field": 1"#,
        r#""edit", "field": "1", "text": "x""#,
        r#""edit", "field": -1, "text": "x""#,
        r#""check", "field": 1, "checked": 1"#,
        r#""report", "cluster": null, "level": "loud", "text": "x""#,
        r#""edit-cluster", "cluster": "x", "input": "age", "text": "x""#,
        r#""scale""#,
        r#""choose-preset", "kind": "whose", "name": "x""#,
        r#""answer-import", "answer": "whatever""#,
        r#""fill-form", "source": "nowhere", "name": "x", "options": "{}", "workers": null"#,
    ] {
        assert_eq!(read(&format!(r#"{{"type": {members}}}"#)), None, "{members}");
    }
    let to_the_form = SessionEvent::Report { cluster: None, level: Level::Info, text: "x".into() };
    assert_eq!(read(r#"{"type": "report", "cluster": null, "level": "info", "text": "x"}"#), Some(to_the_form.into()));
}

#[test]
fn a_timer_that_is_not_set_is_never_due_and_cannot_be_hastened() {
    let mut timers = PollTimers::default();
    timers.hasten(Poll::List, 5.0);
    assert!(!timers.is_set(Poll::List) && timers.due(Poll::List) == NEVER);
    timers.set(Poll::List, 7.0);
    timers.hasten(Poll::List, 9.0);
    assert_eq!(timers.due(Poll::List), 7.0);
    timers.hasten(Poll::List, 5.0);
    assert_eq!(timers.due(Poll::List), 5.0);
    assert!(!timers.is_set(Poll::Stats), "each has a time of its own");
    timers.stop(Poll::List);
    assert!(!timers.is_set(Poll::List));
}

#[test]
fn the_back_off_doubles_up_to_a_limit_and_ends_with_a_success() {
    let mut backoff = Backoff::default();
    assert!(!backoff.is_failing());
    let mut now = 1_700_000_000_000.0;
    let mut pauses = vec![];
    for _ in 0..40 {
        let due = backoff.failed(now, MAX_BACKOFF);
        pauses.push(due - now);
        now = due;
    }
    for (pause, longest) in pauses.iter().zip([1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0]) {
        // A part of it is left to chance.
        assert!((0.75 * longest * FIRST_BACKOFF..=longest * FIRST_BACKOFF).contains(pause), "{pauses:?}");
    }
    assert!(pauses[6..].iter().all(|pause| (0.75 * MAX_BACKOFF..=MAX_BACKOFF).contains(pause)), "{pauses:?}");
    let different: std::collections::BTreeSet<_> = pauses[6..].iter().map(|pause| *pause as u32).collect();
    assert!(different.len() > 20, "chance: {pauses:?}");
    assert!(backoff.is_failing());
    backoff.succeeded();
    assert!(!backoff.is_failing());
    assert!(backoff.failed(now, MAX_BACKOFF) <= now + FIRST_BACKOFF);
}

#[test]
fn tries_ahead_of_their_time_make_no_pause_longer() {
    let mut backoff = Backoff::default();
    let mut now = 1_700_000_000_000.0;
    for _ in 0..4 {
        now = backoff.failed(now, MAX_BACKOFF);
    }
    let due = backoff.failed(now, MAX_BACKOFF);
    for _ in 0..20 {
        now += 100.0;
        assert_eq!(backoff.failed(now, MAX_BACKOFF), due, "the click before changes nothing");
    }
    let next = backoff.failed(due, MAX_BACKOFF) - due;
    assert!((24_000.0..=32_000.0).contains(&next), "{next}");
    // An hour back: nothing waits until it has passed.
    let set_back = due - 3_600_000.0;
    assert!(backoff.failed(set_back, MAX_BACKOFF) <= set_back + MAX_BACKOFF);
}

#[test]
fn what_fails_while_others_work_is_tried_at_once_and_then_now_and_again() {
    let mut backoff = Backoff::default();
    let mut now = 1_700_000_000_000.0;
    for _ in 0..10 {
        now = backoff.failed(now, MAX_BACKOFF);
    }
    backoff.failed(now, MAX_BACKOFF);
    now += 3_000.0;
    assert_eq!(backoff.hasten(now, 5_000.0), (now, true));
    backoff.failed(now, MAX_BACKOFF);
    assert_eq!(backoff.hasten(now + 10.0, 5_000.0), (now + 5_000.0, false));
    assert_eq!(backoff.hasten(now + 20.0, 5_000.0), (now + 5_000.0, false));
}

#[test]
fn what_the_gateway_does_instead_is_read_from_its_sentence() {
    let mut scaling = Scaling::default();
    scaling.on_scaled(
        10,
        Some("Scale request of 10 workers would exceed resource limit of 2 workers. Scaling to 2 instead."),
    );
    assert_eq!((scaling.asked, scaling.adaptive), (Some(2), None));
    scaling.on_adapted(
        Adaptive { minimum: 5, maximum: 9 },
        Some("Adapt with `maximum=9, minimum=5` workers would exceed resource limit of 3 workers. Using `maximum=3, minimum=2` instead."),
    );
    assert_eq!((scaling.asked, scaling.adaptive), (None, Some(Adaptive { minimum: 2, maximum: 3 })));
    scaling.on_adapted(Adaptive { minimum: 5, maximum: 9 }, Some("No."));
    assert_eq!(scaling.adaptive, Some(Adaptive { minimum: 5, maximum: 9 }), "without numbers: as asked");
}

#[test]
fn bounds_name_the_input_that_is_wrong() {
    let mut scaling = Scaling::default();
    assert_eq!(scaling.bounds(), Err((ScalingInput::Maximum, Message::AdaptNeedsMaximum)));
    scaling.edit(ScalingInput::Maximum, "3".into());
    assert_eq!(scaling.bounds(), Ok(Adaptive { minimum: 0, maximum: 3 }));
    scaling.edit(ScalingInput::Minimum, "4".into());
    assert_eq!(scaling.bounds(), Err((ScalingInput::Minimum, Message::MinimumAboveMaximum)));
    scaling.edit(ScalingInput::Minimum, "x".into());
    assert_eq!(scaling.bounds(), Err((ScalingInput::Minimum, Message::NotACount { text: "x".into() })));
}
