//! The work that all decision diagrams of one plan may take together.

use super::frame::Frame;
use crate::availability::diagram::MAX_WORK;
use litemap::LiteMap;
use std::sync::Arc;

/// Most steps for all flows of a plan: past it, the next flow gets no diagram.
const MAX_IN_ALL: usize = MAX_WORK;

/// What the flows of one plan took so far.
///
/// A frame counts once, whether it was made for this plan or kept from an earlier text: what is
/// answered never depends on what was kept.
#[derive(Debug, Default)]
pub(crate) struct Work {
    spent: usize,
    /// Addresses of the frames counted; the plan in the making holds every one of them.
    counted: LiteMap<usize, ()>,
}

impl Work {
    /// Whether nothing is left for another flow.
    pub(crate) fn is_spent(&self) -> bool {
        self.spent >= MAX_IN_ALL
    }

    /// Counts the work of a frame.
    pub(crate) fn count(&mut self, frame: &Arc<Frame>) {
        if self.counted.insert(Arc::as_ptr(frame) as usize, ()).is_none() {
            self.spent += frame.work;
        }
    }
}
