//! Many reports in one run: what is named, worked on side by side, told as it comes, summed up.

mod inputs;
mod line;
mod progress;
mod summary;
mod table;
mod workers;

pub use inputs::expand;
pub use line::Line;
pub use progress::Progress;
pub use summary::{Format, write};
pub use table::table;
pub use workers::{Stop, run};
