//! The body of an entry: the JSON that stands on the line, and the event that it was read as.

use serde::{Serialize, Serializer, ser};
use serde_json::value::RawValue;

use super::event::Event;

/// A JSON object, byte for byte as it stands on the line. Where the reader of lines made an event of it,
/// that is here too until it is taken, so that no body is read twice.
#[derive(Debug, Clone)]
pub struct Body {
    json: Box<str>,
    // In a box: most lines wait for their turn by the ten thousand, and are moved about meanwhile.
    event: Option<Box<Event>>,
}

impl Body {
    /// A body that was read as this event, or as none.
    pub(super) fn of(json: &str, event: Option<Event>) -> Body {
        Body { json: json.into(), event: event.map(Box::new) }
    }

    /// A copy. The event goes with it.
    pub(super) fn moved(&mut self) -> Body {
        Body { json: self.json.clone(), event: self.event.take() }
    }

    /// The JSON.
    pub fn get(&self) -> &str {
        &self.json
    }

    /// The event, if it is known; once.
    pub(crate) fn take_event(&mut self) -> Option<Event> {
        self.event.take().map(|event| *event)
    }
}

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        serde_json::from_str::<&RawValue>(&self.json).map_err(ser::Error::custom)?.serialize(to)
    }
}

impl From<&RawValue> for Body {
    fn from(json: &RawValue) -> Body {
        Body::of(json.get(), None)
    }
}

impl From<Box<RawValue>> for Body {
    fn from(json: Box<RawValue>) -> Body {
        Body { json: json.into(), event: None }
    }
}
