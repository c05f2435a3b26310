//! Which thought of the cards is due today: pure, from the log of those that were shown.

use chrono::{DateTime, FixedOffset};

use super::Coach;
use crate::content::education::{Card, education};
use crate::journal::event::{CardShown, Event};

impl Coach {
    /// The card of the day. `None` only where no card fits the person.
    pub fn card(&self, now: DateTime<FixedOffset>) -> Option<&'static Card> {
        card_of(&education().cards, &self.conditions(), &self.history.cards, now)
    }

    /// What has to be recorded when the card of the day is shown; `None` when it was today already.
    pub fn card_shown(&self, now: DateTime<FixedOffset>) -> Option<Event> {
        let card = self.card(now)?;
        self.card_of_today(now).is_none().then(|| CardShown { card: card.id.clone() }.into())
    }

    /// The card that was shown today, if one was.
    pub fn card_of_today(&self, now: DateTime<FixedOffset>) -> Option<&'static Card> {
        let card = self.card(now)?;
        let mut today = self.history.cards.iter().filter(|(at, _)| at.date_naive() == now.date_naive());
        today.any(|(_, id)| *id == card.id).then_some(card)
    }
}

/// One card a day. A card that was shown today stays for the day; else the one that was shown least
/// often, in the order of the list, and never the one that was shown last where there is another. So none
/// comes again before all were seen, and a card of a newer version comes up soon. Cards whose `skip`
/// names one of the person's conditions are left out (source: DESIGN).
pub fn card_of<'a>(
    cards: &'a [Card],
    conditions: &[String],
    shown: &[(DateTime<FixedOffset>, String)],
    now: DateTime<FixedOffset>,
) -> Option<&'a Card> {
    let open: Vec<&Card> =
        cards.iter().filter(|card| !card.skip.iter().any(|code| conditions.contains(code))).collect();
    // Lines of a merged journal need not stand in the order of time.
    let past = || shown.iter().filter(|(at, _)| *at <= now);
    let last = past().max_by_key(|(at, _)| *at);
    if let Some((at, id)) = last
        && at.date_naive() == now.date_naive()
        && let Some(card) = open.iter().find(|card| card.id == *id)
    {
        return Some(card);
    }
    let others = open.iter().filter(|card| last.is_none_or(|(_, id)| card.id != *id));
    let times = |card: &Card| past().filter(|(_, id)| *id == card.id).count();
    others.min_by_key(|card| times(card)).or(open.first()).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::{Days, TimeDelta};

    use super::*;

    fn morning(day: u64) -> DateTime<FixedOffset> {
        let first = DateTime::parse_from_rfc3339("2026-01-05T08:00:00+01:00").unwrap();
        first.checked_add_days(Days::new(day)).unwrap()
    }

    /// The ids that somebody gets to see, a session each day; `conditions` says what holds on a day.
    fn days(count: u64, conditions: impl Fn(u64) -> Vec<String>) -> Vec<String> {
        let mut shown: Vec<(DateTime<FixedOffset>, String)> = Vec::new();
        for day in 0..count {
            let cards = &education().cards;
            let id = card_of(cards, &conditions(day), &shown, morning(day)).unwrap().id.clone();
            shown.push((morning(day), id.clone()));
            // A second session of the day, and a look later on, show the same.
            let later = morning(day) + TimeDelta::hours(9);
            assert_eq!(card_of(cards, &conditions(day), &shown, later).unwrap().id, id);
        }
        shown.into_iter().map(|(_, id)| id).collect()
    }

    #[test]
    fn all_come_once_in_order_before_any_comes_again() {
        let seen = days(75, |_| Vec::new());
        let order: Vec<&str> = education().cards.iter().map(|card| card.id.as_str()).collect();
        for round in seen.chunks(25) {
            assert_eq!(round, order);
        }
    }

    #[test]
    fn what_does_not_fit_a_person_is_left_out() {
        let seen = days(60, |_| vec!["PREG".into(), "HEART".into()]);
        for id in ["talk-test", "swap"] {
            assert!(!seen.iter().any(|seen| seen == id), "{id}");
        }
        assert_eq!(seen.iter().take(23).collect::<BTreeSet<_>>().len(), 23);
    }

    #[test]
    fn conditions_that_come_and_go_never_bring_the_same_card_twice_in_a_row() {
        let codes = ["PREG", "HEART", "OSTEO", "NECKRISK"];
        let seen = days(400, |day| {
            let mixed = day.wrapping_mul(6_364_136_223_846_793_005) >> 33;
            codes
                .iter()
                .enumerate()
                .filter(|(n, _)| mixed >> n & 1 == 1)
                .map(|(_, code)| (*code).into())
                .collect()
        });
        for two in seen.windows(2) {
            assert_ne!(two[0], two[1]);
        }
    }

    #[test]
    fn one_card_alone_comes_again_and_none_is_none() {
        let one = &education().cards[..1];
        let shown = vec![(morning(0), one[0].id.clone())];
        assert_eq!(card_of(one, &[], &shown, morning(1)), Some(&one[0]));
        assert_eq!(card_of(&[], &[], &shown, morning(1)), None);
    }
}
