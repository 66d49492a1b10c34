//! What clusters have and cost, as the site's settings have it.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{CONFIG, KEY, NAME, OPTIONS, START, Shell, list, report};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::scaling::ScalingInput;
use dask_gateway::core::connection::config::GatewayConfig;
use dask_gateway::core::event::Event;
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::messages::Message;
use dask_gateway::core::site::Site;
use dask_gateway::core::site::footprint::FootprintView;
use dask_gateway::core::workers::Workers;
use dask_gateway::schema::json;
use dask_gateway::schema::pystr::PyStr;
use dask_gateway::schema::spec::{self, Field};
use dask_gateway::schema::value::{Dict, Value};
use proptest::prelude::*;

const GIB: u64 = 1 << 30;

fn site(text: &str) -> Site {
    Site::read(json::parse(text).expect("JSON").as_dict().expect("an object"))
}

fn dict(text: &str) -> Dict {
    json::parse(text).expect("JSON").as_dict().expect("an object").clone()
}

fn fields(text: &str) -> Vec<Field> {
    spec::parse_reply(text).expect("options")
}

/// Of a cluster with these options.
fn footprint(site: &Site, options: &Dict, fields: &[Field], workers: Option<Workers>) -> Option<FootprintView> {
    let published = |name: &PyStr| fields.iter().find(|field| field.name == *name);
    let sizes = site.sizes(&|name| options.get(name), &published);
    site.footprint(&sizes, workers, None)
}

fn config_with(site: &str) -> String {
    CONFIG.replacen('{', &format!(r#"{{"site": {site}, "#), 1)
}

/// A panel whose site says this, with one running cluster of two workers.
fn shell(site: &str) -> Shell {
    let mut shell = Shell::ready_with(&config_with(site), OPTIONS, &list(&[report(NAME, "RUNNING")]));
    shell.quiet();
    shell
}

const PRICED: &str = r#"{"worker": {"cores": {"option": "worker_cores"}, "memory": {"option": "worker_memory", "unit": 1073741824}},
    "scheduler": {"cores": 1, "memory": 2147483648},
    "prices": {"currency": "USD", "core_hour": 0.03, "gib_hour": 0.004}}"#;

#[test]
fn without_a_word_of_the_sites_the_two_options_of_the_documentation_tell_and_nothing_costs() {
    let mut shell = Shell::ready();
    let told = shell.view().form.expect("a form").footprint.expect("a footprint");
    assert_eq!((told.workers, told.cores, told.memory), (None, Some(1_000), Some(GIB / 2)));
    assert_eq!((told.price, told.over), (None, vec![]));
    shell.edit("worker_cores", "3");
    assert_eq!(shell.view().form.expect("a form").footprint.expect("a footprint").cores, Some(3_000));
    // Nobody can tell of what is not valid.
    shell.edit("worker_cores", "many");
    assert_eq!(shell.view().form.expect("a form").footprint.expect("a footprint").cores, None);
}

#[test]
fn beside_launch_are_the_workers_that_it_starts_with() {
    let mut shell = Shell::ready();
    let told = |shell: &Shell| shell.view().form.expect("a form").footprint.expect("a footprint");
    shell.user(FormEvent::EditWorkers { text: "4".into() });
    assert_eq!((told(&shell).workers, told(&shell).up_to, told(&shell).cores), (Some(4), false, Some(4_000)));
    // What is no number says nothing of them.
    shell.user(FormEvent::EditWorkers { text: "four".into() });
    assert_eq!(told(&shell).workers, None);
}

#[test]
fn memory_is_known_by_the_unit_in_its_label_or_not_at_all() {
    for (label, kind, default, bytes) in [
        ("Worker Memory (GiB)", r#""type": "float", "min": 1, "max": 8"#, "1.5", Some(1_610_612_736)),
        ("Memory per worker, in MB", r#""type": "int""#, "500", Some(500_000_000)),
        ("Memory (G)", r#""type": "int""#, "2", None),
        ("Worker memory", r#""type": "int", "max": 34359738368"#, "4294967296", Some(4 * GIB)),
        ("Worker memory", r#""type": "float", "min": 1, "max": 8"#, "4", None),
        ("Memory (GiB or TiB)", r#""type": "int""#, "2", None),
        ("Memory (GiB)", r#""type": "string""#, "\"2\"", None),
    ] {
        let options = format!(
            r#"{{"cluster_options": [{{"field": "worker_memory", "label": "{label}", "default": {default}, "spec": {{{kind}}}}}]}}"#
        );
        let told =
            footprint(&Site::default(), &dict(&format!(r#"{{"worker_memory": {default}}}"#)), &fields(&options), None);
        assert_eq!(told.and_then(|told| told.memory), bytes, "{label}");
    }
}

#[test]
fn a_select_tells_by_its_values_and_of_a_value_without_a_word_there_is_no_number() {
    let site = site(
        r#"{"values": {"profile": {"small": {"worker": {"cores": 1, "memory": 1000}}, "large": {"worker": {"cores": 8, "price": 2}}}},
        "prices": {"currency": "EUR", "core_hour": 0.5}}"#,
    );
    let told = |profile: &str| {
        footprint(&site, &dict(&format!(r#"{{"profile": "{profile}"}}"#)), &[], Some(Workers::Count(2)))
    };
    let small = told("small").expect("a footprint");
    assert_eq!(
        (small.cores, small.memory, small.price.map(|it| it.micros)),
        (Some(2_000), Some(2_000), Some(1_000_000))
    );
    let large = told("large").expect("a footprint");
    assert_eq!((large.cores, large.memory, large.price.map(|it| it.micros)), (Some(16_000), None, Some(4_000_000)));
    assert_eq!(told("medium"), None);
}

#[test]
fn ticks_and_numbers_have_values_as_python_prints_them() {
    let site = site(
        r#"{"worker": {"cores": 2}, "values": {"gpu": {"True": {"worker": {"gpus": 1}}}, "size": {"4": {"worker": {"cores": 4}}}}}"#,
    );
    let told = |options| footprint(&site, &dict(options), &[], Some(Workers::Range { minimum: 0, maximum: 3 }));
    let with = told(r#"{"gpu": true, "size": 4}"#).expect("a footprint");
    assert_eq!((with.workers, with.up_to, with.cores, with.gpus), (Some(3), true, Some(12_000), Some(3_000)));
    let without = told(r#"{"gpu": false, "size": 5}"#).expect("a footprint");
    assert_eq!((without.cores, without.gpus), (Some(6_000), None));
}

#[test]
fn a_whole_number_of_a_float_is_found_however_it_is_written() {
    let site = site(
        r#"{"values": {"ram": {"2": {"worker": {"cores": 1}}, "2.5": {"worker": {"cores": 3}}, "v1": {"worker": {"cores": 5}}}}}"#,
    );
    let cores = |ram: &str| {
        footprint(&site, &dict(&format!(r#"{{"ram": {ram}}}"#)), &[], Some(Workers::Count(1))).and_then(|it| it.cores)
    };
    assert_eq!((cores("2"), cores("2.0"), cores("2.5")), (Some(1_000), Some(1_000), Some(3_000)));
    assert_eq!((cores("20.0"), cores(r#""v1.0""#), cores("NaN")), (None, None, None));
}

#[test]
fn what_all_costs_is_the_workers_and_the_scheduler_and_of_one_worker_its_own() {
    let shell = shell(PRICED);
    // 2 cores; its memory is not among the options that the gateway told.
    assert_eq!(shell.cluster().scale_footprint.expect("a footprint").price, None);
    let one = shell.view().form.expect("a form").footprint.expect("a footprint");
    assert_eq!(one.price.expect("a price").micros, 32_000);
    let four =
        footprint(&site(PRICED), &dict(r#"{"worker_cores": 2, "worker_memory": 8}"#), &[], Some(Workers::Count(4)));
    let four = four.expect("a footprint");
    // 8 × 0.03 + 32 × 0.004 + 0.03 + 2 × 0.004
    assert_eq!(four.price.expect("a price").micros, 406_000);
    assert_eq!((four.cores, four.memory), (Some(8_000), Some(32 * GIB)));
}

#[test]
fn what_costs_and_is_not_known_leaves_no_price() {
    let no_cores = site(r#"{"worker": {"memory": 1073741824}, "prices": {"core_hour": 1, "gib_hour": 1}}"#);
    let told = footprint(&no_cores, &Dict::new(), &[], None).expect("a footprint");
    assert_eq!((told.memory, told.price), (Some(GIB), None));
    let scheduler =
        site(r#"{"worker": {"cores": 1}, "scheduler": {"cores": {"option": "gone"}}, "prices": {"core_hour": 1}}"#);
    assert_eq!(footprint(&scheduler, &Dict::new(), &[], Some(Workers::Count(1))).expect("a footprint").price, None);
    let no_gpus = site(r#"{"worker": {"cores": 1}, "prices": {"core_hour": 1, "gpu_hour": 1}}"#);
    assert_eq!(
        footprint(&no_gpus, &Dict::new(), &[], Some(Workers::Count(1)))
            .expect("a footprint")
            .price
            .expect("a price")
            .micros,
        1_000_000
    );
}

/// As dask-gateway counts: what the scheduler takes is none of the workers'.
#[test]
fn of_prices_that_are_none_nothing_is_summed_up() {
    for odd in ["-0.03", "1e400", "NaN", "true", r#""free""#, "1e16"] {
        let site = site(&format!(
            r#"{{"worker": {{"cores": 2, "memory": 1073741824}}, "prices": {{"core_hour": {odd}, "gib_hour": 0.004}}}}"#
        ));
        let told = footprint(&site, &Dict::new(), &[], Some(Workers::Count(1))).expect("cores");
        assert_eq!(told.price, None, "{odd}");
    }
}

#[test]
fn what_is_over_a_limit_is_told_and_can_be_asked_for_all_the_same() {
    let limited = r#"{"worker": {"cores": 2, "memory": 4294967296}, "scheduler": {"cores": 1, "memory": 1073741824},
        "limits": {"clusters": 1, "workers": 8, "cores": 9, "memory": 17179869184}}"#;
    let mut shell = shell(limited);
    let scale = |shell: &mut Shell, text: &str| {
        shell.user(ClusterEvent::EditCluster { cluster: KEY.into(), input: ScalingInput::Workers, text: text.into() });
        shell.cluster()
    };
    // 3 × 4 GiB + 1 GiB is within 16 GiB, 4 × 4 GiB + 1 GiB is not; 4 × 2 + 1 cores are.
    assert_eq!(scale(&mut shell, "3").scale_footprint.expect("a footprint").over, vec![]);
    let four = scale(&mut shell, "4");
    assert_eq!(four.scale_footprint.expect("a footprint").over, vec![Message::OverMemory { limit: 16 * GIB, most: 3 }]);
    assert!(four.can_scale);
    // Of three limits the one by which it is cut down: three sentences hide what is below them.
    let nine = scale(&mut shell, "9").scale_footprint.expect("a footprint").over;
    assert_eq!(nine, vec![Message::OverMemory { limit: 16 * GIB, most: 3 }]);
    let form = shell.view().form.expect("a form");
    assert_eq!(form.footprint.expect("a footprint").over, vec![Message::OverClusters { limit: 1 }]);
    assert!(form.can_launch);
}

#[test]
fn adapt_is_told_by_its_maximum_once_there_is_one() {
    let mut shell = shell(PRICED);
    assert_eq!(shell.cluster().adapt_footprint, None);
    let event = ClusterEvent::EditCluster { cluster: KEY.into(), input: ScalingInput::Maximum, text: "20".into() };
    shell.user(event);
    let told = shell.cluster().adapt_footprint.expect("a footprint");
    assert_eq!((told.workers, told.up_to, told.cores), (Some(20), true, Some(40_000)));
}

const COSTS: &str =
    r#"{"worker": {"cores": 1, "price": 1}, "scheduler": {"price": 0.5}, "prices": {"currency": "USD"}}"#;
const HOUR: f64 = 3_600_000.0;

/// What all of it has come to by now.
fn spent(shell: &Shell) -> u64 {
    let told = shell.cluster().spending.expect("it is known");
    told.spent.micros + (told.rate.micros as f64 * (shell.now - told.at as f64) / HOUR).round() as u64
}

#[test]
fn a_cluster_costs_the_workers_that_were_seen_and_those_of_the_first_look_before_it() {
    let mut shell = shell(COSTS);
    assert_eq!(shell.cluster().spending.expect("it is known").rate.micros, 2_500_000);
    assert_eq!(spent(&shell), 0);
    let before = shell.cluster().spending;
    shell.now += HOUR;
    shell.pass(5_000.0);
    shell.quiet_with(r#"{"workers": 2, "cores": 4}"#);
    // As long as they are as many, the page counts by itself.
    assert_eq!(shell.cluster().spending, before);
    assert_eq!(spent(&shell), 2_500_000 * (3_600_000 + 5_000) / 3_600_000);
    shell.now += HOUR;
    shell.pass(5_000.0);
    shell.quiet_with(r#"{"workers": 0, "cores": 0}"#);
    let known = spent(&shell);
    // Until that look there were two.
    assert_eq!(known, 2_500_000 * (2 * 3_600_000 + 10_000) / 3_600_000);
    shell.now += HOUR;
    assert_eq!(spent(&shell), known + 500_000);
}

#[test]
fn one_that_was_not_seen_before_had_the_workers_of_the_first_look_since_it_started() {
    let early = report(NAME, "RUNNING").replace(&START.to_string(), &(START - 2.0 * HOUR).to_string());
    let mut shell = Shell::ready_with(&config_with(COSTS), OPTIONS, &list(&[early]));
    assert_eq!(shell.cluster().spending, None);
    shell.quiet();
    assert_eq!(spent(&shell), 5_000_000);
}

#[test]
fn a_clock_that_is_set_back_takes_nothing_away_and_adds_nothing() {
    let mut shell = shell(COSTS);
    shell.now += HOUR;
    shell.pass(5_000.0);
    shell.quiet();
    let before = spent(&shell);
    shell.now -= 10.0 * HOUR;
    shell.update(Event::Woke);
    shell.pass(5_000.0);
    shell.quiet();
    let after = shell.cluster().spending.expect("it is known").spent.micros;
    // The scheduler's hours are those since it started, which nobody can tell by this clock.
    assert!((2_000_000..=before).contains(&after), "{before} became {after}");
}

#[test]
fn what_it_has_cost_is_kept_over_a_reload_and_told_when_it_has_ended() {
    let mut shell = shell(COSTS);
    shell.now += HOUR;
    shell.pass(5_000.0);
    shell.quiet_with(r#"{"workers": 4, "cores": 8}"#);
    let memory = shell.core.memory().expect("something to keep").text;
    assert!(memory.contains(r#""worked": "#), "{memory}");

    let mut again = Shell::ready_with(&config_with(COSTS), OPTIONS, "{}");
    again.now = shell.now + HOUR;
    again.user(ClusterEvent::Recall { memory: memory.clone(), live: false });
    again.pass(20_000.0);
    again.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "RUNNING")]));
    again.quiet_with(r#"{"workers": 1, "cores": 2}"#);
    let expected = (2.0 * (HOUR + 5_000.0) + 4.0 * (again.now - shell.now) + 0.5 * (again.now - START)) / HOUR;
    assert_eq!(spent(&again), (expected * 1e6).round() as u64);
    // What comes twice, or late, changes nothing.
    again.user(ClusterEvent::Recall { memory, live: true });
    assert_eq!(spent(&again), (expected * 1e6).round() as u64);

    let stop = report(NAME, "STOPPED").replace(&(START + 30_000.0).to_string(), &(again.now + HOUR).to_string());
    again.now += HOUR;
    again.pass(30_000.0);
    again.answer("api/v1/clusters/?", 200, &list(&[stop]));
    let ended = again.view().recent.into_iter().next().expect("it has ended");
    let told = ended.spent.expect("it is known").micros as f64;
    assert!((told - (expected + 1.5) * 1e6).abs() < 20_000.0, "{told} and {expected}");
}

#[test]
fn memories_that_make_no_sense_do_no_harm() {
    for kept in [
        r#"[{"key": "01234567", "worked": 1e400, "counted": 5, "workers": 3}]"#,
        r#"[{"key": "01234567", "worked": -5, "counted": 5, "workers": 3}]"#,
        r#"[{"key": "01234567", "worked": 99999999999999999999999999, "counted": 99999999999999999999, "workers": 99999999999999999}]"#,
        r#"[{"key": "01234567", "worked": "much", "counted": null}]"#,
    ] {
        let mut shell = shell(COSTS);
        shell.user(ClusterEvent::Recall { memory: kept.into(), live: false });
        shell.now += HOUR;
        assert!(shell.cluster().spending.is_some(), "{kept}");
    }
}

#[test]
fn without_prices_nothing_is_said_of_money() {
    let shell = shell(r#"{"worker": {"cores": 1}}"#);
    assert_eq!(shell.cluster().spending, None);
    assert_eq!(shell.cluster().scale_footprint.expect("a footprint").price, None);
}

#[test]
fn the_sites_idle_timeout_counts_where_no_option_tells() {
    let told = |site: &str, options: &str| {
        let reported = report(NAME, "RUNNING").replace(r#"{"worker_cores": 2}"#, options);
        let mut shell = Shell::ready_with(&config_with(site), OPTIONS, &list(&[reported]));
        shell.quiet();
        shell.cluster().ending.expect("it runs").message
    };
    let after = |seconds| Some(Message::StopsWhenIdle { seconds, from: None, to: None });
    assert_eq!(told(r#"{"idle_timeout": 1800}"#, "{}"), after(1_800));
    assert_eq!(told(r#"{"idle_timeout": {"option": "rest", "unit": 60}}"#, r#"{"rest": 5}"#), after(300));
    assert_eq!(told(r#"{"idle_timeout": 1800}"#, r#"{"idle_timeout": 600}"#), after(600));
    assert_eq!(told(r#"{"idle_timeout": 0}"#, "{}"), None);
    assert_eq!(told(r#"{"idle_timeout": {"option": "rest"}}"#, r#"{"rest": "long"}"#), None);
}

const ADVICE: &str = r#"{"refused": {"text": "Ask for more.", "links": [{"text": "Quota", "url": "https://example.org/quota"},
    {"text": "x", "url": "javascript:alert(1)"}, {"text": "y", "url": "data:text/html,x"}, {"url": "mailto:help@example.org"},
    {"text": "z", "url": "https://example.org/ a"}]}, "help": {"text": "Read this."}}"#;

#[test]
fn a_refusal_of_the_gateways_has_the_sites_advice_and_nothing_else_has() {
    let mut shell = shell(ADVICE);
    let form = shell.view().form.expect("a form");
    assert_eq!(form.help.expect("help").text, "Read this.");
    assert_eq!(form.advice, None);
    shell.user(FormEvent::Launch);
    shell.answer("api/v1/clusters/", 422, r#"{"error": "You have too many clusters"}"#);
    let advice = shell.view().form.expect("a form").advice.expect("advice");
    let urls: Vec<_> = advice.links.iter().map(|link| (link.text.as_str(), link.url.as_str())).collect();
    assert_eq!(urls, [("Quota", "https://example.org/quota"), ("mailto:help@example.org", "mailto:help@example.org")]);
    shell.edit("worker_cores", "2");
    assert_eq!(shell.view().form.expect("a form").advice, None);
    // That it cannot be reached is no refusal.
    shell.user(FormEvent::Launch);
    shell.answer("api/v1/clusters/", 503, r#"{"error": "busy"}"#);
    assert_eq!(shell.view().form.expect("a form").advice, None);

    shell.user(ClusterEvent::Scale { cluster: KEY.into() });
    shell.answer(&format!("api/v1/clusters/{NAME}/scale"), 200, r#"{"ok": false, "msg": "Scaling to 1 instead."}"#);
    assert_eq!(shell.cluster().advice.expect("advice").text, "Ask for more.");
}

#[test]
fn a_pages_own_settings_are_read_and_damaged_ones_told() {
    let config = GatewayConfig::default().with_site(PRICED);
    assert_eq!((config.site.prices.currency.as_str(), config.remarks().len()), ("USD", 0));
    for damaged in ["", "[]", "{", "null", &"[".repeat(10_000)] {
        let config = GatewayConfig::default().with_site(damaged);
        assert_eq!((&config.site, config.remarks()), (&Site::default(), vec![Message::BrokenSite]));
    }
}

/// The forms of 2i2c's hubs: cores and memory stand in the labels alone, and the site says what they come to.
#[test]
fn the_labels_of_2i2c_have_their_table() {
    let sizes: [(&str, f64, f64); 14] = [
        ("1CPU, 7.5Gi", 0.9, 7.545),
        ("2CPU, 15.1Gi", 1.9, 15.09),
        ("4CPU, 30.2Gi", 3.8, 30.18),
        ("8CPU, 60.4Gi", 7.7, 60.361),
        ("16CPU, 120.7Gi", 15.4, 120.723),
        ("1CPU, 7.2Gi", 0.9, 7.235),
        ("2CPU, 14.5Gi", 1.9, 14.47),
        ("4CPU, 28.9Gi", 3.8, 28.939),
        ("8CPU, 57.9Gi", 7.7, 57.878),
        ("16CPU, 115.8Gi", 15.4, 115.757),
        (".25-1 CPU, 2GB RAM", 0.25, 2.0),
        (".5-1 CPU, 4GB RAM", 0.5, 4.0),
        ("1CPU, 8GB RAM", 0.9, 8.0),
        ("2CPU, 16GB RAM", 1.9, 16.0),
    ];
    // As dask-gateway reads `7.545G`.
    let bytes = |size: f64| (size * GIB as f64) as u64;
    let entry = |(label, cores, memory): &(&str, f64, f64)| {
        format!(r#""{label}": {{"worker": {{"cores": {cores}, "memory": {}}}}}"#, bytes(*memory))
    };
    let table: Vec<_> = sizes.iter().map(entry).collect();
    let site = site(&format!(r#"{{"values": {{"worker_resource_allocation": {{{}}}}}}}"#, table.join(", ")));
    for (label, cores, memory) in sizes {
        let options = dict(&format!(r#"{{"worker_resource_allocation": "{label}"}}"#));
        let told = footprint(&site, &options, &[], Some(Workers::Count(10))).expect("a footprint");
        assert_eq!(told.cores, Some((cores * 10_000.0).round() as u64), "{label}");
        assert_eq!(told.memory, Some(bytes(memory) * 10), "{label}");
    }
    let other = dict(r#"{"worker_resource_allocation": "32CPU, 240Gi"}"#);
    assert_eq!(footprint(&site, &other, &[], Some(Workers::Count(10))), None);
}

/// Anything that may stand in a settings block.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::None),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::int),
        "[0-9]{1,400}".prop_map(|digits| json::parse(&format!("1{digits}")).expect("a number")),
        any::<f64>().prop_map(Value::Float),
        prop_oneof![Just("worker_cores"), Just("small"), Just("__proto__"), Just("https://x.org"), Just("<b>")]
            .prop_map(Value::str),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        let name = prop_oneof![
            Just("worker"),
            Just("scheduler"),
            Just("values"),
            Just("prices"),
            Just("limits"),
            Just("cores"),
            Just("memory"),
            Just("gpus"),
            Just("price"),
            Just("option"),
            Just("unit"),
            Just("profile"),
            Just("small"),
            Just("core_hour"),
            Just("gib_hour"),
            Just("currency"),
            Just("clusters"),
            Just("workers"),
            Just("text"),
            Just("links"),
            Just("url"),
            Just("refused"),
            Just("help"),
            Just("idle_timeout"),
            Just("__proto__"),
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
            prop::collection::vec((name, inner), 0..6)
                .prop_map(|items| Value::Dict(items.into_iter().map(|(name, value)| (name.into(), value)).collect())),
        ]
    })
}

fn known() -> (Dict, Vec<Field>) {
    (dict(r#"{"worker_cores": 2, "worker_memory": 1.5, "profile": "small", "debug": true}"#), fields(OPTIONS))
}

proptest! {
    #[test]
    fn no_block_however_odd_does_harm(
        members in prop::collection::vec((prop_oneof![
            Just("worker"), Just("scheduler"), Just("values"), Just("prices"), Just("limits"), Just("workers"),
            Just("idle_timeout"), Just("presets"), Just("refused"), Just("help"), Just("hide_without_gateway"),
        ], anything()), 0..8),
        count in any::<u32>(),
    ) {
        let block: Dict = members.into_iter().map(|(name, value)| (PyStr::from(name), value)).collect();
        let site = Site::read(&block);
        let (options, fields) = known();
        let told = footprint(&site, &options, &fields, Some(Workers::Count(count)));
        // All cross as whole numbers: there is no infinity among them.
        prop_assert!(told.is_none_or(|told| told.price.is_none_or(|price| price.micros < u64::MAX)));
    }

    #[test]
    fn more_workers_are_never_less(
        cores in 0.0..1e4f64, memory in 0u64..1 << 50, price in 0.0..1e3f64, scheduler in 0.0..1e3f64,
        few in 1u32..1_000_000, more in 0u32..1_000_000,
    ) {
        let site = site(&format!(
            r#"{{"worker": {{"cores": {cores:?}, "memory": {memory}}}, "scheduler": {{"cores": {scheduler:?}}}, "prices": {{"core_hour": {price:?}}},
            "limits": {{"cores": 1000, "memory": 1099511627776}}}}"#
        ));
        let of = |count| footprint(&site, &Dict::new(), &[], Some(Workers::Count(count))).expect("a footprint");
        let (less, greater) = (of(few), of(few + more));
        prop_assert!(less.cores <= greater.cores && less.memory <= greater.memory);
        prop_assert!(less.price.map(|it| it.micros) <= greater.price.map(|it| it.micros));
        prop_assert!(less.over.len() <= greater.over.len());
    }

    #[test]
    fn the_whole_is_the_sum_of_its_workers(cores in 1u32..64, gib in 1u32..512, count in 1u32..10_000) {
        let site = site(&format!(r#"{{"worker": {{"cores": {cores}, "memory": {}}}}}"#, u64::from(gib) * GIB));
        let told = footprint(&site, &Dict::new(), &[], Some(Workers::Count(count))).expect("a footprint");
        prop_assert_eq!(told.cores, Some(u64::from(cores) * u64::from(count) * 1_000));
        prop_assert_eq!(told.memory, Some(u64::from(gib) * u64::from(count) * GIB));
    }
}
