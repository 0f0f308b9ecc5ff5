//! The suites, one binary: every further one would link the engine again.

mod support;

mod archive;
mod batch;
mod command_line;
mod crash;
mod examples;
mod fonts;
mod golden;
mod hostile;
mod hostile_pdf;
mod large;
mod layout;
mod messages;
mod pdf_a;
mod published;
mod same_bytes;
mod scoring;
