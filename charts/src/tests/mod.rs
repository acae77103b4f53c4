//! Every figure, at three widths, on typical and extreme results.

mod doubt;
mod layout;
mod pointing;
mod snapshots;
mod support;
mod touching;
mod uncertain;
mod words;
