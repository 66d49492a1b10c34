//! The reads without which there is nothing to show.

use crate::core::polling::Poll;

/// Its failure is the connection's problem.
#[derive(Clone, Copy)]
pub enum Essential {
    Config,
    Options,
    List,
}

impl Essential {
    pub fn poll(self) -> Poll {
        match self {
            Essential::Config => Poll::Config,
            Essential::Options => Poll::Options,
            Essential::List => Poll::List,
        }
    }
}
