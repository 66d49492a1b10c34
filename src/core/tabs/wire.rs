//! Messages between tabs as bytes. Only tabs of one build hear each other, so what they say needs no version; but any script of
//! the page's origin could speak on the channel, so that nothing is taken for granted.

use super::message::TabMessage;
use crate::gateway::api_request::{ApiRequest, ClusterRequest};
use crate::gateway::cluster_info;
use crate::gateway::reply::{Failure, Outcome, Reply};
use crate::gateway::retry_after::MAX_SECONDS;

pub fn write(message: &TabMessage) -> Vec<u8> {
    let mut bytes = Vec::new();
    match message {
        TabMessage::Hello { is_answer } => bytes.extend([0, u8::from(*is_answer)]),
        TabMessage::Refresh => bytes.push(1),
        TabMessage::Active => bytes.push(3),
        TabMessage::Leads => bytes.push(6),
        TabMessage::Launching { at, options } => {
            bytes.push(4);
            bytes.extend(at.to_le_bytes());
            bytes.extend(options.to_le_bytes());
        }
        TabMessage::InView { clusters } => {
            bytes.push(5);
            write_part(clusters.as_bytes(), &mut bytes);
        }
        TabMessage::Reply { request, as_of, outcome } => {
            bytes.push(2);
            bytes.extend(as_of.to_le_bytes());
            write_request(request, &mut bytes);
            write_outcome(outcome, &mut bytes);
        }
    }
    bytes
}

/// None: it is no message.
pub fn read(bytes: &[u8]) -> Option<TabMessage> {
    let mut bytes = Bytes(bytes);
    let message = match bytes.number()? {
        0 => TabMessage::Hello { is_answer: bytes.number()? == 1 },
        1 => TabMessage::Refresh,
        5 => TabMessage::InView { clusters: bytes.text()? },
        2 => {
            let as_of = f64::from_le_bytes(bytes.array()?);
            TabMessage::Reply { request: read_request(&mut bytes)?, as_of, outcome: read_outcome(&mut bytes)? }
        }
        3 => TabMessage::Active,
        6 => TabMessage::Leads,
        4 => TabMessage::Launching {
            at: f64::from_le_bytes(bytes.array()?),
            options: u32::from_le_bytes(bytes.array()?),
        },
        _ => return None,
    };
    bytes.0.is_empty().then_some(message)
}

fn write_request(request: &ApiRequest, bytes: &mut Vec<u8>) {
    let (kind, first, second) = match request {
        ApiRequest::Config => (0, 0, 0),
        ApiRequest::Version => (1, 0, 0),
        ApiRequest::Options => (2, 0, 0),
        ApiRequest::ListClusters => (3, 0, 0),
        ApiRequest::StoppedWithServer => (11, 0, 0),
        ApiRequest::ListEnded => (13, 0, 0),
        // What it makes is told by the list; who reads a page asks for it.
        ApiRequest::CreateCluster(_) | ApiRequest::Page(..) => (255, 0, 0),
        ApiRequest::Cluster(_, request) => match *request {
            ClusterRequest::Get => (4, 0, 0),
            ClusterRequest::Watch => (5, 0, 0),
            ClusterRequest::Counts => (6, 0, 0),
            ClusterRequest::Identity => (7, 0, 0),
            ClusterRequest::Workers => (14, 0, 0),
            ClusterRequest::WorkersPage => (255, 0, 0),
            ClusterRequest::Scale { count } => (8, count, 0),
            ClusterRequest::Adapt { minimum, maximum } => (9, minimum, maximum),
            ClusterRequest::Stop => (10, 0, 0),
            ClusterRequest::StopWithServer { on } => (12, u32::from(on), 0),
        },
    };
    bytes.push(kind);
    bytes.extend(first.to_le_bytes());
    bytes.extend(second.to_le_bytes());
    if let ApiRequest::Cluster(name, _) = request {
        write_part(name.as_bytes(), bytes);
    }
}

fn read_request(bytes: &mut Bytes) -> Option<ApiRequest> {
    let kind = bytes.number()?;
    let (first, second) = (u32::from_le_bytes(bytes.array()?), u32::from_le_bytes(bytes.array()?));
    let request = match kind {
        0 => return Some(ApiRequest::Config),
        1 => return Some(ApiRequest::Version),
        2 => return Some(ApiRequest::Options),
        3 => return Some(ApiRequest::ListClusters),
        13 => return Some(ApiRequest::ListEnded),
        4 => ClusterRequest::Get,
        5 => ClusterRequest::Watch,
        6 => ClusterRequest::Counts,
        7 => ClusterRequest::Identity,
        14 => ClusterRequest::Workers,
        8 => ClusterRequest::Scale { count: first },
        9 => ClusterRequest::Adapt { minimum: first, maximum: second },
        10 => ClusterRequest::Stop,
        11 => return Some(ApiRequest::StoppedWithServer),
        12 => ClusterRequest::StopWithServer { on: first == 1 },
        _ => return None,
    };
    let name = bytes.text().filter(|name| cluster_info::is_name(name))?;
    Some(ApiRequest::Cluster(name, request))
}

fn write_outcome(outcome: &Outcome, bytes: &mut Vec<u8>) {
    match outcome {
        Err(failure) => bytes.push(match failure {
            Failure::NoAnswer => 1,
            Failure::TimedOut => 2,
            Failure::NotOffered => 3,
            Failure::TooLarge => 4,
        }),
        Ok(Reply { status, content_type, own_error, retry_after, body }) => {
            bytes.extend([0, u8::from(own_error.is_some())]);
            bytes.extend(status.to_le_bytes());
            bytes.extend(retry_after.unwrap_or(0).to_le_bytes());
            write_part(content_type.as_bytes(), bytes);
            write_part(own_error.as_deref().unwrap_or_default().as_bytes(), bytes);
            write_part(body, bytes);
        }
    }
}

fn read_outcome(bytes: &mut Bytes) -> Option<Outcome> {
    Some(Err(match bytes.number()? {
        0 => {
            let has_own_error = bytes.number()? == 1;
            let status = u16::from_le_bytes(bytes.array()?);
            let retry_after =
                Some(u32::from_le_bytes(bytes.array()?)).filter(|seconds| (1..=MAX_SECONDS).contains(seconds));
            let (content_type, own_error, body) = (bytes.text()?, bytes.text()?, bytes.part()?.to_vec());
            let own_error = has_own_error.then_some(own_error);
            return Some(Ok(Reply { status, content_type, own_error, retry_after, body }));
        }
        1 => Failure::NoAnswer,
        2 => Failure::TimedOut,
        3 => Failure::NotOffered,
        4 => Failure::TooLarge,
        _ => return None,
    }))
}

/// A part of any length, which goes before it.
fn write_part(part: &[u8], bytes: &mut Vec<u8>) {
    bytes.extend((part.len() as u32).to_le_bytes());
    bytes.extend(part);
}

/// What is still to be read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u8> {
        Some(self.array::<1>()?[0])
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn part(&mut self) -> Option<&'a [u8]> {
        let length = u32::from_le_bytes(self.array()?);
        self.take(length as usize)
    }

    fn text(&mut self) -> Option<String> {
        String::from_utf8(self.part()?.to_vec()).ok()
    }
}
