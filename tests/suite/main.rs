//! The suites, one binary: every further one would link the engine again.

mod support;

mod command_line;
mod examples;
mod fonts;
mod golden;
mod hostile;
mod large;
mod layout;
mod messages;
mod published;
mod scoring;
