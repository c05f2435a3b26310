//! Pain over the weeks: points, medians, a label, a sentence. No widget.
