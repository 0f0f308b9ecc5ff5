//! Results for people and for machines.

pub mod data;
pub mod human;
