//! What supple is not, in one place: first run, help, and the top of whatever is handed on.

/// Shown at the first start, in the help, and with every export.
pub const DISCLAIMER: &str = "supple is a movement guide for adults with ordinary back or neck stiffness. It is not \
    a medical device and does not diagnose or treat. The questions cannot rule out a serious problem. If something \
    feels wrong, or you are worried, get medical help, whatever this program says.";
