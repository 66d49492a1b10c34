//! One loop of polls for all tabs of a browser that show the same gateway to the same user.
//!
//! Each tab has a core of its own, and each does what its user wants at once: its first reads, a refresh, every launch, scale,
//! adapt and stop, and the list after them. What repeats by itself (the list, single clusters, the one `?wait`, figures, what
//! failed) is read by one tab, the leader, which tells all others what came. They take it as they take their own replies, so
//! that one that becomes the leader goes on when the next poll is due.
//!
//! The leader is who holds a lock that the browser gives to one tab at a time. Only a tab that can be seen asks for it, and
//! gives it back when it is hidden. A leader of which nothing is heard for [`crate::core::polling::LEADER_PATIENCE`] after its
//! list was due is frozen: the first to notice takes the lock from it and tells the others, which wait anew. Where a page has no locks (plain http, Node, relays) the
//! role stays [`role::Role::Alone`], and the tab polls for itself.
//!
//! What goes in and out, for the driver and for a simulation:
//!
//! | event ([`crate::core::event::TabsEvent`]) | when |
//! |---|---|
//! | `Joined` | once, when lock and channel are there; never: the tab stays alone |
//! | `Left` | lock and channel are no more |
//! | `Granted` | the lock that was asked for by `Lock` or `Steal` is held |
//! | `Lost` | another tab took it |
//! | `Heard` | another tab posted this message; none hears its own |
//!
//! | effect ([`crate::core::effect::TabsEffect`]) | what the driver does |
//! |---|---|
//! | `Lock` | waits in the queue for the lock, then `Granted` |
//! | `Unlock` | gives the lock back, or leaves the queue; no `Granted` after it |
//! | `Steal` | takes the lock from whoever holds it: `Granted` here, `Lost` there. It replaces a `Lock` that waits |
//! | `Post` | hands the message to all other tabs |
//!
//! All tabs share the machine's clock, so replies carry when they were asked for ([`crate::core::requests`] says which are too
//! old), and messages may come late, twice or never.

pub mod message;
pub mod role;
pub mod wire;
