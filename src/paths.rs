//! The only place that asks the system for folders.
