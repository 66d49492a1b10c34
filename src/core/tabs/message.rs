//! What tabs tell each other.

use crate::core::timers::Time;
use crate::gateway::api_request::{ApiRequest, ClusterRequest};
use crate::gateway::redaction;
use crate::gateway::reply::{Outcome, Reply};
use crate::schema::json;
use crate::schema::value::{Dict, Value};

/// All of one build: those of another have a channel of their own.
#[derive(Clone, Debug, PartialEq)]
pub enum TabMessage {
    /// There is one more tab, or the answer to that.
    Hello { is_answer: bool },
    /// What came to a read, or to a scale, adapt or stop that succeeded. Without TLS material. `as_of`: when the read was asked for;
    /// when the other was answered.
    Reply { request: ApiRequest, as_of: Time, outcome: Outcome },
    /// It is the leader from now on.
    Leads,
    /// Somebody looks there, or did something: the leader is to ask as often as for its own user.
    Active,
    /// Somebody launches a cluster there: when, and what [`fingerprint`] makes of its options.
    Launching { at: Time, options: u32 },
    /// Somebody wants everything anew: what only the leader asks for too.
    Refresh,
    /// The keys of the clusters that can be seen in a tab, with blanks between. Repeated with each list, for a tab may end.
    InView { clusters: String },
}

impl TabMessage {
    /// A reply for the others to take. None: it is none of theirs.
    pub fn reply(request: &ApiRequest, as_of: Time, outcome: &Outcome) -> Option<TabMessage> {
        // Whoever created it lists it at once, and tells that. Pages are for those who asked.
        let is_page = matches!(request, ApiRequest::Page(..) | ApiRequest::Cluster(_, ClusterRequest::WorkersPage));
        if is_page || matches!(request, ApiRequest::CreateCluster(_)) {
            return None;
        }
        let outcome = match outcome {
            Ok(reply) if may_hold_keys(request) => {
                Ok(Reply { body: redaction::without_tls(&reply.body), ..reply.clone() })
            }
            outcome => outcome.clone(),
        };
        Some(TabMessage::Reply { request: request.clone(), as_of, outcome })
    }
}

/// Tells options apart without telling them: the same for the same ones.
pub fn fingerprint(options: &Dict) -> u32 {
    let text = json::write(&Value::Dict(options.clone()));
    // FNV-1a.
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn may_hold_keys(request: &ApiRequest) -> bool {
    matches!(
        request,
        ApiRequest::ListClusters
            | ApiRequest::ListEnded
            | ApiRequest::Cluster(_, ClusterRequest::Get | ClusterRequest::Watch)
    )
}
