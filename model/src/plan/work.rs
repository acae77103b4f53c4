//! The work that all decision diagrams of one plan may take together.

use super::frame::Frame;
use crate::availability::diagram::{MAX_WORK, TooLarge};
use litemap::LiteMap;
use std::sync::Arc;

/// What is left of [`MAX_WORK`] for one plan.
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
    /// Steps that may still be taken.
    pub(crate) fn left(&self) -> usize {
        MAX_WORK - self.spent
    }

    /// Whether the flows so far took most of it.
    pub(crate) fn is_mostly_spent(&self) -> bool {
        self.spent > MAX_WORK / 2
    }

    /// Counts the work of a frame.
    ///
    /// # Errors
    /// When it is more than is left.
    pub(crate) fn count(&mut self, frame: &Arc<Frame>) -> Result<(), TooLarge> {
        if self.counted.insert(Arc::as_ptr(frame) as usize, ()).is_none() {
            if frame.work > self.left() {
                return Err(TooLarge);
            }
            self.spent += frame.work;
        }
        Ok(())
    }
}
