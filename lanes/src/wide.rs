//! The widest lanes that the machine has.
//!
//! What it computes: the same as without, bit for bit, since every lane does what one number alone
//! would. In WebAssembly the width is fixed when the module is compiled.

/// A loop over columns.
pub(crate) trait Work {
    /// What comes of it.
    type Answer;

    /// Does it. Marked to be compiled into where it is called: only then is it compiled anew for
    /// wider lanes.
    fn run(self) -> Self::Answer;
}

/// Does `work` in the widest lanes.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn widely<W: Work>(work: W) -> W::Answer {
    struct Widened<W>(W);

    impl<W: Work> pulp::WithSimd for Widened<W> {
        type Output = W::Answer;

        #[inline(always)]
        fn with_simd<S: pulp::Simd>(self, _: S) -> W::Answer {
            self.0.run()
        }
    }

    pulp::Arch::new().dispatch(Widened(work))
}

/// Does `work` in the lanes there are. It stays a function of its own: inside one that is compiled for
/// size no loop is widened.
#[cfg(target_arch = "wasm32")]
#[inline(never)]
pub(crate) fn widely<W: Work>(work: W) -> W::Answer {
    work.run()
}
