//! Every figure, at three widths, on typical and extreme results.

mod layout;
mod pointing;
mod snapshots;
mod support;
mod touching;
mod words;
