//! Pages of schedulers that somebody reads: logs, what failed, the list of plots. They are asked for when they are wanted, a few at a time, and what
//! comes is for whoever asked: no view shows it, and nothing keeps it.

use serde::Serialize;

use crate::core::context::Context;
use crate::core::effect::RequestId;
use crate::core::messages::Message;
use crate::gateway::api_request::ApiRequest;
use crate::gateway::redaction::without_name;
use crate::gateway::reply::{Failure, Refusal};
use crate::gateway::scheduler_page::SchedulerPage;

/// Pages on their way at once: a worker that hangs keeps its log for as long as the time allows.
const MAX_PENDING_PAGES: usize = 2;

/// What came of a wish for a page: its text or why there is none.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct PageAnswer {
    /// As the event `read-page` had it.
    pub asker: u32,
    /// HTML, or JSON for the plots: not to be shown as it is. Without its end where it was too long, and without the cluster's name.
    pub text: Option<String>,
    pub problem: Option<Message>,
}

#[derive(Default)]
pub struct Pages {
    /// Oldest first.
    wanted: Vec<WantedPage>,
    answers: Vec<PageAnswer>,
}

struct WantedPage {
    /// Those who wait for it.
    askers: Vec<u32>,
    request: ApiRequest,
    /// The cluster's.
    key: String,
    /// None: it has not been sent yet.
    id: Option<RequestId>,
    /// It was asked for, and is not there as far as one route goes.
    is_missing: bool,
}

impl Pages {
    /// What came since this was asked last.
    pub fn take_answers(&mut self) -> Vec<PageAnswer> {
        std::mem::take(&mut self.answers)
    }

    /// Who asks for the same while it is on its way waits for the same.
    pub fn want(&mut self, asker: u32, key: &str, request: ApiRequest, cx: &mut Context) {
        match self.wanted.iter_mut().find(|page| page.request == request) {
            Some(page) => page.askers.push(asker),
            None => self.wanted.push(WantedPage {
                askers: vec![asker],
                request,
                key: key.into(),
                id: None,
                is_missing: false,
            }),
        }
        self.send(cx);
    }

    fn send(&mut self, cx: &mut Context) {
        for page in self.wanted.iter_mut().take(MAX_PENDING_PAGES) {
            page.id = page.id.or_else(|| Some(cx.send(page.request.clone())));
        }
    }

    /// Why nothing was asked for.
    pub fn refuse(&mut self, asker: u32, problem: Message) {
        self.answers.push(PageAnswer { asker, text: None, problem: Some(problem) });
    }

    /// One route's answer to it, which is not the last: it is sent again by another one.
    pub fn on_tried(&mut self, id: RequestId, answer: &Result<String, Refusal>) {
        if let Some(page) = self.wanted.iter_mut().find(|page| page.id == Some(id)) {
            page.is_missing |= *answer == Err(Refusal::Status(404));
        }
    }

    /// The reply to [`ApiRequest::Page`].
    pub fn on_reply(&mut self, id: RequestId, answer: Result<String, Refusal>, cx: &mut Context) {
        let Some(place) = self.wanted.iter().position(|page| page.id == Some(id)) else { return };
        let page = self.wanted.remove(place);
        let ApiRequest::Page(name, wanted) = &page.request else { return };
        let missing = if matches!(wanted, SchedulerPage::WorkerLog(_)) { Message::NoWorker } else { Message::NoPage };
        let (text, problem) = match answer {
            // Logs are shown, copied and saved, and name the workers.
            Ok(text) => (Some(without_name(text, name, &page.key)), None),
            // Where another route led nowhere, what the first one said counts.
            Err(Refusal::Failure(Failure::NoAnswer)) if page.is_missing => (None, Some(missing)),
            Err(Refusal::Status(404)) => (None, Some(missing)),
            Err(refusal) => (None, Some(refusal.into())),
        };
        let answer = |asker| PageAnswer { asker, text: text.clone(), problem: problem.clone() };
        self.answers.extend(page.askers.into_iter().map(answer));
        self.send(cx);
    }
}
