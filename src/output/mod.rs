//! Results for people and for machines.

pub mod data;
pub mod explain;
pub mod human;
pub mod json;
pub mod verdict;
pub mod verdict_json;
