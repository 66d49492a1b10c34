//! Several tabs of one browser, with the lock and the channel that they share.

use std::collections::VecDeque;

use dask_gateway::core::connection::routes::Route;
use dask_gateway::core::effect::TabsEffect;
use dask_gateway::core::event::{Event, SessionEvent, TabsEvent};
use dask_gateway::core::tabs::message::TabMessage;

use super::{CONFIG, OPTIONS, Shell};

pub struct Browser {
    pub tabs: Vec<Shell>,
    /// Tabs that have gone, or whose scripts stand still.
    is_still: Vec<bool>,
    /// The tab that holds the lock.
    pub holder: Option<usize>,
    queue: VecDeque<usize>,
    /// The tabs that took the lock from another, and when.
    pub steals: Vec<(usize, f64)>,
    /// What is posted does not arrive.
    pub is_deaf: bool,
    /// All that was posted, with the tab that did.
    pub posted: Vec<(usize, TabMessage)>,
}

impl Browser {
    pub fn new() -> Browser {
        Browser {
            tabs: vec![],
            is_still: vec![],
            holder: None,
            queue: VecDeque::new(),
            steals: vec![],
            is_deaf: false,
            posted: vec![],
        }
    }

    /// With so many tabs that can be seen, each with all its first reads answered.
    pub fn with_tabs(count: usize, list: &str) -> Browser {
        let mut browser = Browser::new();
        for tab in 0..count {
            browser.open();
            browser.first_reads(tab, list);
        }
        browser
    }

    /// A new tab, which can be seen, and has asked its first question.
    pub fn open(&mut self) -> usize {
        let mut shell = Shell::new(Route::PassThrough, None);
        shell.now = self.tabs.first().map_or(shell.now, |first| first.now);
        self.tabs.push(shell);
        self.is_still.push(false);
        let tab = self.tabs.len() - 1;
        self.event(tab, Event::Tabs(TabsEvent::Joined));
        self.show(tab, true);
        tab
    }

    pub fn first_reads(&mut self, tab: usize, list: &str) {
        self.answer(tab, "config", CONFIG);
        self.answer(tab, "api/v1/options", OPTIONS);
        self.answer(tab, "api/v1/clusters/?", list);
        self.answer(tab, "api/version", r#"{"version": "2026.3.0"}"#);
        self.quiet();
    }

    pub fn show(&mut self, tab: usize, visible: bool) {
        self.event(tab, Event::User(SessionEvent::Visible { visible }.into()));
    }

    /// The tab's scripts stand still: it hears nothing, and holds what it holds.
    pub fn freeze(&mut self, tab: usize) {
        self.is_still[tab] = true;
    }

    pub fn thaw(&mut self, tab: usize) {
        self.is_still[tab] = false;
        self.tabs[tab].now = self.tabs.iter().map(|shell| shell.now).fold(0.0, f64::max);
        if self.holder != Some(tab) {
            self.event(tab, Event::Tabs(TabsEvent::Lost));
        }
    }

    /// The tab is closed.
    pub fn close(&mut self, tab: usize) {
        self.is_still[tab] = true;
        self.tabs[tab].requests.clear();
        self.queue.retain(|waiting| *waiting != tab);
        if self.holder == Some(tab) {
            self.holder = None;
            self.grant();
        }
    }

    pub fn event(&mut self, tab: usize, event: Event) {
        self.tabs[tab].update(event);
        self.settle();
    }

    pub fn user(&mut self, tab: usize, event: impl Into<dask_gateway::core::event::UserEvent>) {
        self.event(tab, Event::User(event.into()));
    }

    pub fn answer(&mut self, tab: usize, path: &str, body: &str) {
        self.tabs[tab].answer(path, 200, body);
        self.settle();
    }

    /// Answers all figures.
    pub fn quiet(&mut self) {
        while let Some(tab) =
            (0..self.tabs.len()).find(|tab| self.paths(*tab).iter().any(|it| it.starts_with("clusters/")))
        {
            self.tabs[tab].quiet();
            self.settle();
        }
    }

    pub fn paths(&self, tab: usize) -> Vec<String> {
        self.tabs[tab].paths().iter().map(|path| path.to_string()).collect()
    }

    /// Lets time pass in all tabs, in steps; `answer` is handed what is asked meanwhile, by its tab, and gives the body.
    pub fn pass(&mut self, milliseconds: f64, mut answer: impl FnMut(usize, &str) -> Option<String>) {
        let start = self.tabs[0].now.max(self.tabs.last().map_or(0.0, |it| it.now));
        let mut now = start;
        while now < start + milliseconds {
            now = (now + 100.0).min(start + milliseconds);
            for tab in 0..self.tabs.len() {
                if self.is_still[tab] {
                    continue;
                }
                let shell = &mut self.tabs[tab];
                shell.pass(now - shell.now);
                self.settle();
                for path in self.paths(tab) {
                    if let Some(body) = answer(tab, &path) {
                        self.answer(tab, &path, &body);
                    }
                }
            }
        }
    }

    /// Does what the tabs ask of lock and channel, until they ask for nothing more.
    fn settle(&mut self) {
        while let Some(tab) = (0..self.tabs.len()).find(|tab| !self.tabs[*tab].tabs.is_empty()) {
            match self.tabs[tab].tabs.remove(0) {
                TabsEffect::Lock => {
                    self.queue.push_back(tab);
                    self.grant();
                }
                TabsEffect::Unlock => {
                    self.queue.retain(|waiting| *waiting != tab);
                    if self.holder == Some(tab) {
                        self.holder = None;
                        self.grant();
                    }
                }
                TabsEffect::Steal => {
                    self.steals.push((tab, self.tabs[tab].now));
                    self.queue.retain(|waiting| *waiting != tab);
                    let robbed = self.holder.replace(tab);
                    if let Some(robbed) = robbed.filter(|robbed| !self.is_still[*robbed]) {
                        self.tabs[robbed].update(Event::Tabs(TabsEvent::Lost));
                    }
                    self.tabs[tab].update(Event::Tabs(TabsEvent::Granted));
                }
                TabsEffect::Post(message) => {
                    self.posted.push((tab, message.clone()));
                    for other in (0..self.tabs.len()).filter(|other| *other != tab) {
                        if !self.is_still[other] && !self.is_deaf {
                            self.tabs[other].update(Event::Tabs(TabsEvent::Heard(message.clone())));
                        }
                    }
                }
            }
        }
    }

    fn grant(&mut self) {
        if self.holder.is_none()
            && let Some(next) = self.queue.pop_front()
        {
            self.holder = Some(next);
            self.tabs[next].update(Event::Tabs(TabsEvent::Granted));
        }
    }
}
