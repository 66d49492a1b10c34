//! What this tab is among the others.

use super::message::TabMessage;
use crate::core::backoff::chance;
use crate::core::context::Context;
use crate::core::effect::TabsEffect;
use crate::core::polling::{LEADER_PATIENCE, LEADER_TURNS, LIST_PACE, NextPoll, Poll};
use crate::core::timers::Time;

/// Milliseconds by which a tab is not late that was awake: the driver looks more often whether a time has come.
const SLEPT: f64 = 8_000.0;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// There are no other tabs, as far as can be known.
    #[default]
    Alone,
    /// Nobody sees this tab: it asks for nothing.
    Hidden,
    /// It waits for the lock, and takes what the leader reads.
    Follower,
    /// It holds the lock, and reads for all.
    Leader,
}

#[derive(Default)]
pub struct Tabs {
    role: Role,
    /// Since when the leader is expected to be heard.
    since: Time,
    /// How much later than another tab this one takes the leader's place.
    turn: Time,
}

impl Tabs {
    pub fn role(&self) -> Role {
        self.role
    }

    /// Whether this tab polls: for itself or for all.
    pub fn is_polling(&self) -> bool {
        matches!(self.role, Role::Alone | Role::Leader)
    }

    pub fn on_joined(&mut self, is_visible: bool, cx: &mut Context) {
        self.role = Role::Hidden;
        cx.cancel_watch();
        cx.tabs(TabsEffect::Post(TabMessage::Hello { is_answer: false }));
        self.on_visible(is_visible, cx);
    }

    pub fn on_left(&mut self, cx: &mut Context) {
        self.role = Role::Alone;
        cx.has_others = false;
    }

    pub fn on_visible(&mut self, is_visible: bool, cx: &mut Context) {
        match (self.role, is_visible) {
            (Role::Hidden, true) => self.wait(TabsEffect::Lock, cx),
            (Role::Follower | Role::Leader, false) => self.step_back(cx),
            _ => {}
        }
    }

    /// `lists_again_at`: when a list is due that failed, as far as is known here.
    pub fn on_granted(&mut self, lists_again_at: Option<Time>, cx: &mut Context) {
        match self.role {
            Role::Follower => {
                self.role = Role::Leader;
                cx.post(TabMessage::Leads);
                // After a failure it was left to the last leader when to try again. A login that is refused in all tabs has them all lead in turn:
                // that makes none of them try sooner.
                cx.timers.hasten(Poll::List, lists_again_at.unwrap_or(cx.now + LIST_PACE.least));
            }
            // It comes too late.
            Role::Alone | Role::Hidden => cx.tabs(TabsEffect::Unlock),
            Role::Leader => {}
        }
    }

    /// Another tab has become the leader: it has its time until its first list, and is not to lose the lock to each that waited
    /// for the one before it.
    pub fn on_leader(&mut self, cx: &Context) {
        self.since = cx.now;
    }

    pub fn on_lost(&mut self, cx: &mut Context) {
        if self.role == Role::Leader {
            cx.cancel_watch();
            self.wait(TabsEffect::Lock, cx);
        }
    }

    /// What this page is refused for want of its own login, another may be given: its turn.
    pub fn give_way(&mut self, cx: &mut Context) {
        if self.role == Role::Leader {
            self.step_back(cx);
            self.wait(TabsEffect::Lock, cx);
        }
    }

    /// Takes the lock from a leader of which nothing was heard for too long.
    pub fn replace_frozen_leader(&mut self, cx: &mut Context) {
        // The clock may have been set back.
        self.since = self.since.min(cx.now);
        let late = cx.now - self.leader_missed_at(cx);
        if self.role != Role::Follower || late < 0.0 {
            return;
        }
        if late < SLEPT {
            self.wait(TabsEffect::Steal, cx);
        } else {
            // It was this tab that stood still, and with it perhaps the whole computer.
            self.since = cx.now;
        }
    }

    /// Has the core woken when the leader would be overdue.
    pub fn offer_look(&self, next: &mut NextPoll, cx: &Context) {
        if self.role == Role::Follower {
            next.look_again(self.leader_missed_at(cx));
        }
    }

    fn leader_missed_at(&self, cx: &Context) -> Time {
        cx.timers.due(Poll::List).max(self.since) + LEADER_PATIENCE + self.turn
    }

    fn wait(&mut self, how: TabsEffect, cx: &mut Context) {
        self.role = Role::Follower;
        self.since = cx.now;
        self.turn = LEADER_TURNS * chance(cx.now);
        cx.tabs(how);
    }

    fn step_back(&mut self, cx: &mut Context) {
        self.role = Role::Hidden;
        cx.cancel_watch();
        cx.tabs(TabsEffect::Unlock);
    }
}
