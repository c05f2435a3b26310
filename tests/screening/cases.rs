//! The table: answers, what the log says, the tier, the rules that fire. Every rule is there at least once.

use std::collections::BTreeSet;

use supple::domain::screening::assess::assess;
use supple::domain::screening::derived::{Derived, Trend};
use supple::domain::screening::rulebook::RuleBook;

use super::{answers, book};

/// Answers; trend; days since the start; tier; rules in the order of the file.
type Case = (&'static str, &'static str, Option<i64>, &'static str, &'static str);

#[rustfmt::skip]
const CASES: &[Case] = &[
    ("bladder=new", "", None, "emergency", "bladder-1"),
    ("bladder=old_unchecked", "", None, "urgent", "bladder-2"),
    ("bladder=unsure", "", None, "urgent", "bladder-3"),
    ("bladder=old_checked", "", None, "clear", ""),
    ("bowel=new", "", None, "emergency", "bowel-1"),
    ("bowel=old_unchecked", "", None, "urgent", "bowel-2"),
    ("bowel=unsure", "", None, "urgent", "bowel-3"),
    ("saddle=new", "", None, "emergency", "saddle-1"),
    ("saddle=old_unchecked", "", None, "urgent", "saddle-2"),
    ("saddle=unsure", "", None, "urgent", "saddle-3"),
    ("sexual=new", "", None, "urgent", "sexual-1"),
    ("sexual=old_unchecked", "", None, "caution", "sexual-2"),
    ("sexual=unsure", "", None, "caution", "sexual-3"),
    ("sexual=new saddle=new", "", None, "emergency", "saddle-1 sexual-1 C01"),
    ("sexual=new numb_limb=new", "", None, "emergency", "sexual-1 numb_limb-1 C01"),
    ("both_legs=new", "", None, "emergency", "both_legs-1"),
    ("both_legs=old_unchecked", "", None, "clinician-first", "both_legs-2"),
    ("both_legs=old_checked", "", None, "caution", "both_legs-3"),
    ("both_legs=unsure", "", None, "urgent", "both_legs-4"),
    ("weakness=new", "", None, "urgent", "weakness-1"),
    ("weakness=new weak_fast=no", "", None, "urgent", "weakness-1"),
    ("weakness=new weak_fast=yes", "", None, "emergency", "weakness-1 weakness-2"),
    ("weakness=old_unchecked", "", None, "clinician-first", "weakness-3"),
    ("weakness=old_checked", "", None, "caution", "weakness-4"),
    ("weakness=unsure", "", None, "clinician-first", "weakness-5"),
    ("numb_limb=new", "", None, "clinician-first", "numb_limb-1"),
    ("numb_limb=new numb_spread=yes", "", None, "urgent", "numb_limb-1 numb_limb-2"),
    ("numb_limb=old_unchecked", "", None, "clinician-first", "numb_limb-3"),
    ("numb_limb=old_checked", "", None, "caution", "numb_limb-4"),
    ("numb_limb=unsure", "", None, "caution", "numb_limb-5"),
    ("chest=now", "", None, "emergency", "chest-1"),
    ("chest=effort", "", None, "urgent", "chest-2"),
    ("chest=old_checked heart=no", "", None, "caution", "chest-3"),
    ("chest=unsure", "", None, "urgent", "chest-4"),
    ("chest=effort breath=new", "", None, "emergency", "chest-2 breath-1 C18"),
    ("breath=new", "", None, "urgent", "breath-1"),
    ("breath=old_unchecked", "", None, "clinician-first", "breath-2"),
    ("breath=old_checked", "", None, "caution", "breath-3"),
    ("breath=unsure", "", None, "clinician-first", "breath-4"),
    ("blackout=with_effort", "", None, "urgent", "blackout-1"),
    ("blackout=passed_out", "", None, "clinician-first", "blackout-2"),
    ("blackout=dizzy_often", "", None, "clinician-first", "blackout-3"),
    ("blackout=old_checked", "", None, "caution", "blackout-4"),
    ("blackout=unsure", "", None, "clinician-first", "blackout-5"),
    ("mening=yes", "", None, "emergency", "mening-1"),
    ("mening=unsure", "", None, "urgent", "mening-2"),
    ("fever=with_pain", "", None, "urgent", "fever-1"),
    ("fever=other_illness", "", None, "caution", "fever-2"),
    ("fever=unsure", "", None, "clinician-first", "fever-3"),
    ("fever=with_pain gait=new", "", None, "emergency", "fever-1 gait-1 C14"),
    ("flank=yes", "", None, "urgent", "flank-1"),
    ("flank=unsure", "", None, "clinician-first", "flank-2"),
    ("aorta_sudden=yes", "", None, "emergency", "aorta-1"),
    ("aorta_sudden=unsure", "", None, "urgent", "aorta-2"),
    ("belly_pulse=yes", "", None, "urgent", "aorta-3"),
    ("belly_pulse=unsure", "", None, "clinician-first", "aorta-4"),
    ("trauma=major trauma_checked=not_seen trauma_when=within_2w", "", None, "emergency", "trauma-1"),
    ("trauma=major trauma_checked=seen_not_cleared", "", None, "clinician-first", "trauma-2"),
    ("trauma=major trauma_checked=not_seen trauma_when=older", "", None, "clinician-first", "trauma-4"),
    ("trauma=major trauma_checked=not_seen trauma_when=older numb_limb=new", "", None, "emergency", "numb_limb-1 trauma-4 trauma-5"),
    ("trauma=major trauma_checked=seen_cleared", "", None, "caution", "trauma-3"),
    ("trauma=minor trauma_checked=not_seen", "", None, "clear", ""),
    ("trauma=minor trauma_checked=not_seen osteo=yes", "", None, "clinician-first", "osteo-1 C08"),
    ("trauma=minor trauma_checked=not_seen bruise=yes", "", None, "clinician-first", "C08"),
    ("trauma=minor trauma_checked=not_seen steroids=yes age=70", "", None, "urgent", "steroids-1 C08 C09"),
    ("trauma=minor trauma_checked=not_seen bruise=yes pain_now=8", "", None, "urgent", "pain_now-1 C08 C10"),
    ("trauma=minor trauma_checked=not_seen area=neck age=65", "", None, "urgent", "C08 C11"),
    ("trauma=minor trauma_checked=not_seen thinner=yes pattern=new_or_different", "", None, "urgent", "C17"),
    ("trauma=major trauma_checked=seen_not_cleared osteo=yes age=70", "", None, "urgent", "trauma-2 osteo-1 C22"),
    ("trauma=major trauma_checked=seen_not_cleared bruise=yes pain_now=9", "", None, "urgent", "trauma-2 pain_now-1 C23"),
    ("trauma=major trauma_checked=seen_not_cleared area=neck age=70", "", None, "urgent", "trauma-2 C24"),
    ("neck_stroke=yes", "", None, "emergency", "neck_stroke-1"),
    ("neck_stroke=unsure", "", None, "urgent", "neck_stroke-2"),
    ("head_worst=yes", "", None, "emergency", "head_worst-1"),
    ("head_worst=unsure", "", None, "urgent", "head_worst-2"),
    ("neck_unlike=yes", "", None, "clinician-first", "neck_unlike-1"),
    ("neck_unlike=yes neck_event=yes", "", None, "urgent", "neck_unlike-1 neck_unlike-2"),
    ("neck_unlike=unsure", "", None, "caution", "neck_unlike-3"),
    ("hands=new", "", None, "clinician-first", "hands-1"),
    ("hands=old_unchecked", "", None, "clinician-first", "hands-2"),
    ("hands=old_checked", "", None, "caution", "hands-3"),
    ("hands=unsure", "", None, "caution", "hands-4"),
    ("gait=new", "", None, "clinician-first", "gait-1"),
    ("gait=old_unchecked", "", None, "clinician-first", "gait-2"),
    ("gait=old_checked", "", None, "caution", "gait-3"),
    ("gait=unsure", "", None, "caution", "gait-4"),
    ("shock=new", "", None, "clinician-first", "shock-1"),
    ("shock=old_unchecked", "", None, "clinician-first", "shock-2"),
    ("shock=old_checked", "", None, "caution", "shock-3"),
    ("shock=unsure", "", None, "caution", "shock-4"),
    ("hands=new gait=old_unchecked", "", None, "urgent", "hands-1 gait-2 C02"),
    ("weakness=new hands=new", "", None, "emergency", "weakness-1 hands-1 C20"),
    ("gca=yes age=60", "", None, "urgent", "gca-1"),
    ("gca=yes age=40", "", None, "clear", ""),
    ("gca=yes_with_vision age=60", "", None, "emergency", "gca-2"),
    ("calf=yes", "", None, "urgent", "calf-1"),
    ("calf=unsure", "", None, "clinician-first", "calf-2"),
    ("calf=yes blackout=passed_out", "", None, "emergency", "blackout-2 calf-1 C16"),
    ("cancer=active_or_spread pattern=same", "", None, "clinician-first", "cancer-1"),
    ("cancer=active_or_spread pattern=unsure", "", None, "urgent", "cancer-2"),
    ("cancer=past pattern=same", "", None, "caution", "cancer-3"),
    ("cancer=past pattern=new_or_different", "", None, "clinician-first", "cancer-4"),
    ("cancer=past pattern=same gait=new", "", None, "emergency", "gait-1 cancer-3 C04"),
    ("cancer=past pattern=new_or_different night=unrelenting", "", None, "urgent", "cancer-4 night-2 C05"),
    ("weight=yes", "", None, "clinician-first", "weight-1"),
    ("weight=unsure", "", None, "caution", "weight-2"),
    ("weight=yes constant=yes", "", None, "urgent", "weight-1 constant-1 C06"),
    ("weight=yes age=55 pattern=new_or_different", "", None, "urgent", "weight-1 C07"),
    ("steroids=yes", "", None, "caution", "steroids-1"),
    ("osteo=yes", "", None, "caution", "osteo-1"),
    ("osteo=recent_spine_fracture", "", None, "clinician-first", "osteo-2"),
    ("deformity=new", "", None, "urgent", "deformity-1"),
    ("deformity=old_unchecked", "", None, "clinician-first", "deformity-2"),
    ("deformity=old_checked", "", None, "caution", "deformity-3"),
    ("deformity=unsure", "", None, "clinician-first", "deformity-4"),
    ("heart=yes_not_cleared", "", None, "clinician-first", "heart-1"),
    ("heart=yes_cleared", "", None, "caution", "heart-2"),
    ("bp=not_controlled", "", None, "clinician-first", "bp-1"),
    ("bp=controlled", "", None, "caution", "bp-2"),
    ("other_cond=not_stable", "", None, "clinician-first", "other-1"),
    ("other_cond=stable", "", None, "clear", ""),
    ("aneurysm=yes_not_cleared", "", None, "clinician-first", "aneurysm-1"),
    ("aneurysm=yes_cleared", "", None, "caution", "aneurysm-2"),
    ("aneurysm=yes_cleared pattern=new_or_different area=low_back", "", None, "emergency", "aneurysm-2 C15"),
    ("aneurysm=yes_cleared pattern=new_or_different area=neck", "", None, "caution", "aneurysm-2"),
    ("pregnant=yes_not_cleared", "", None, "clinician-first", "preg-1"),
    ("pregnant=yes_cleared", "", None, "caution", "preg-2"),
    ("pregnant=birth_not_cleared", "", None, "clinician-first", "preg-3"),
    ("pregnant=birth_cleared", "", None, "caution", "preg-4"),
    ("pregnant=yes_cleared preg_warning=yes", "", None, "emergency", "preg-2 preg-5"),
    ("pregnant=yes_cleared preg_warning=unsure", "", None, "urgent", "preg-2 preg-6"),
    ("surgery=spine_not_cleared", "", None, "clinician-first", "surgery-1"),
    ("surgery=other_not_cleared", "", None, "clinician-first", "surgery-2"),
    ("surgery=cleared", "", None, "caution", "surgery-3"),
    ("surgery=cleared wound=yes", "", None, "urgent", "surgery-3 wound-1"),
    ("surgery=cleared wound=unsure", "", None, "clinician-first", "surgery-3 wound-2"),
    ("neck_joint=yes_not_checked", "", None, "clinician-first", "neck_joint-1"),
    ("neck_joint=yes_checked", "", None, "caution", "neck_joint-2"),
    ("leg_pain=new", "", None, "caution", "leg_pain-1"),
    ("leg_pain=old_unchecked", "", None, "caution", "leg_pain-2"),
    ("leg_pain=old_checked", "", None, "caution", "leg_pain-3"),
    ("night=eases", "", None, "caution", "night-1"),
    ("night=unrelenting", "", None, "clinician-first", "night-2"),
    ("constant=yes", "", None, "clinician-first", "constant-1"),
    ("constant=unsure", "", None, "caution", "constant-2"),
    ("constant=yes night=unrelenting pattern=new_or_different", "", None, "urgent", "night-2 constant-1 C19"),
    ("band=band", "", None, "clinician-first", "band-1"),
    ("band=between_shoulders", "", None, "caution", "band-2"),
    ("ibp=slow_start+better_moving+buttock+second_half_night", "", None, "caution", "ibp-1"),
    ("ibp=slow_start+better_moving+buttock", "", None, "clear", ""),
    ("red_eye=yes", "", None, "urgent", "red_eye-1"),
    ("red_eye=unsure", "", None, "clinician-first", "red_eye-2"),
    ("girdle=yes", "", None, "clinician-first", "girdle-1"),
    ("girdle=unsure", "", None, "caution", "girdle-2"),
    ("age=17", "", None, "clinician-first", "age-1"),
    ("age=18", "", None, "clear", ""),
    ("pain_change=worse", "", None, "caution", "pain_change-1"),
    ("pain_change=new_kind", "", None, "caution", "pain_change-2"),
    ("pain_now=8", "", None, "caution", "pain_now-1"),
    ("pain_now=7", "", None, "clear", ""),
    ("infect_risk=yes pattern=same", "", None, "clear", ""),
    ("infect_risk=yes pattern=new_or_different", "", None, "clinician-first", "C12"),
    ("infect_risk=yes pattern=new_or_different weight=yes", "", None, "urgent", "weight-1 C12 C13"),
    ("infect_risk=unsure pattern=new_or_different", "", None, "caution", "C21"),
    ("other_worry=yes", "", None, "caution", "other_worry-1"),
    ("other_worry=unsure", "", None, "caution", "other_worry-2"),
    ("leg_pain=new", "not_better", Some(7), "caution", "leg_pain-1 T1"),
    ("leg_pain=old_unchecked", "better", Some(30), "caution", "leg_pain-2"),
    ("leg_pain=new", "", Some(30), "caution", "leg_pain-1"),
    ("pain_now=4", "not_better", Some(14), "caution", "T2"),
    ("pain_now=4", "not_better", Some(13), "clear", ""),
    ("pain_now=4", "not_better", Some(28), "caution", "T2 T3"),
    ("pain_now=4", "worse", Some(14), "caution", "T4"),
    ("pain_now=4", "worse", Some(13), "clear", ""),
];

fn derived(trend: &str, days_since_start: Option<i64>) -> Derived {
    Derived { trend: Trend::ALL.into_iter().find(|known| known.as_str() == trend), days_since_start }
}

fn faults(book: &RuleBook) -> Vec<String> {
    let mut faults = Vec::new();
    for (given, trend, days, tier, rules) in CASES {
        let result = assess(book, &answers(given), &derived(trend, *days));
        let fired = result.fired.iter().map(|fired| fired.rule.as_str()).collect::<Vec<_>>().join(" ");
        if result.tier.as_str() != *tier || fired != *rules {
            faults.push(format!(
                "{given} {trend} {days:?}: {} ({fired}), expected {tier} ({rules})",
                result.tier
            ));
        }
    }
    faults
}

#[test]
fn the_table_holds() {
    assert!(CASES.len() >= 60);
    assert_eq!(faults(book()), Vec::<String>::new());
}

#[test]
fn every_rule_has_a_case_and_every_rule_is_missed_when_it_is_gone() {
    let named: BTreeSet<&str> = CASES.iter().flat_map(|case| case.4.split_whitespace()).collect();
    for (index, rule) in book().rules.iter().enumerate() {
        if rule.is_from_log() {
            continue;
        }
        assert!(named.contains(rule.id.as_str()), "no case for rule {}", rule.id);
        let mut without = book().clone();
        without.rules.remove(index);
        assert!(!faults(&without).is_empty(), "nothing notices that rule {} is gone", rule.id);
    }
}

#[test]
fn a_rule_made_milder_or_a_bound_moved_by_one_is_noticed() {
    for (index, rule) in book().rules.iter().enumerate().filter(|(_, rule)| !rule.is_from_log()) {
        let mut milder = book().clone();
        milder.rules[index].tier = supple::domain::screening::tier::Tier::Clear;
        let alone = CASES.iter().any(|case| case.4 == rule.id);
        assert!(!alone || !faults(&milder).is_empty(), "nothing notices that rule {} is clear", rule.id);
    }
    for (rule, when) in [
        ("age-1", "age<19"),
        ("age-1", "age<17"),
        ("pain_now-1", "pain_now>=7"),
        ("pain_now-1", "pain_now>=9"),
        ("ibp-1", "ibp>=3"),
        ("ibp-1", "ibp>=5"),
        ("T2", "days_since_start>=13 & trend=not_better"),
        ("T4", "days_since_start>=13 & trend=worse"),
    ] {
        let mut moved = book().clone();
        let cond = supple::domain::screening::grammar::Cond::parse(when).unwrap();
        moved.rules.iter_mut().find(|known| known.id == rule).unwrap().when = Some(cond);
        assert!(!faults(&moved).is_empty(), "nothing notices {rule} with {when}");
    }
}

#[test]
fn weak_signs_alone_or_in_pairs_never_block() {
    let weak = [
        "age=40",
        "age=75",
        "age=95",
        "band=between_shoulders",
        "night=eases",
        "osteo=yes",
        "steroids=yes",
        "bp=controlled",
        "other_cond=stable",
        "thinner=yes",
        "pattern=new_or_different",
        "pain_now=10",
        "ibp=slow_start",
        "ibp=slow_start+better_moving+buttock+second_half_night",
        "leg_pain=new",
        "leg_pain=old_checked",
        "weakness=old_checked",
        "numb_limb=old_checked",
        "both_legs=old_checked",
        "bladder=old_checked",
        "bowel=old_checked",
        "saddle=old_checked",
        "hands=old_checked",
        "gait=old_checked",
        "duration=over_12w",
        "trauma=minor",
        "fever=other_illness",
        "pain_change=worse",
        "pain_change=new_kind",
        "cancer=no",
        "other_worry=yes",
    ];
    for one in weak {
        for other in weak {
            let both = format!("{one} {other}");
            let result = assess(book(), &answers(&both), &Derived::default());
            assert!(!result.tier.locks(), "{both}: {} {:?}", result.tier, result.fired);
        }
    }
}

#[test]
fn each_core_emergency_answer_is_enough() {
    for one in [
        "bladder=new",
        "bowel=new",
        "saddle=new",
        "both_legs=new",
        "chest=now",
        "mening=yes",
        "aorta_sudden=yes",
        "neck_stroke=yes",
        "head_worst=yes",
        "preg_warning=yes",
    ] {
        assert_eq!(assess(book(), &answers(one), &Derived::default()).tier.as_str(), "emergency", "{one}");
    }
}

#[test]
fn a_check_is_complete_only_when_all_that_is_due_is_answered() {
    let all_clear = "area=low_back bladder=no bowel=no saddle=no both_legs=no weakness=no chest=no aorta_sudden=no \
        head_worst=no breath=no blackout=no calf=no belly_pulse=no trauma=none surgery=none pregnant=no fever=no \
        mening=no flank=no numb_limb=no gait=no sexual=no age=35 cancer=no weight=no infect_risk=no steroids=no \
        osteo=no heart=no bp=no other_cond=no aneurysm=no thinner=no duration=under_2w pattern=same pain_now=3 \
        leg_pain=no night=no constant=no band=no deformity=no";
    let check = |text: &str| assess(book(), &answers(text), &Derived::default());
    let done = check(all_clear);
    assert_eq!((done.tier.as_str(), done.complete, done.unanswered), ("clear", true, vec![]));
    let cases = [
        ("weakness=no", "weakness=new", "neck_stroke weak_fast hands shock neck_joint neck_unlike"),
        ("numb_limb=no", "numb_limb=old_checked", ""),
        ("trauma=none", "trauma=major", "trauma_checked trauma_when bruise"),
        ("trauma=none", "trauma=minor", "trauma_checked bruise"),
        ("surgery=none", "surgery=cleared", "wound"),
        ("pregnant=no", "pregnant=yes_cleared", "preg_warning"),
        ("area=low_back", "area=neck", "neck_stroke hands shock neck_joint neck_unlike"),
        ("age=35", "age=50", "gca girdle"),
        ("duration=under_2w", "duration=over_12w", "onset_age"),
        ("duration=under_2w", "duration=over_12w onset_age=30", "ibp"),
        ("duration=under_2w", "duration=over_12w onset_age=45", ""),
        ("bladder=no", "", "bladder"),
    ];
    for (from, to, expected) in cases {
        let result = check(&all_clear.replace(from, to));
        let unanswered: BTreeSet<&str> = result.unanswered.iter().map(String::as_str).collect();
        assert_eq!(unanswered, expected.split_whitespace().collect(), "{from} -> {to}");
        assert_eq!(result.complete, expected.is_empty(), "{from} -> {to}");
    }
    assert!(!check("age=47 area=low_back bladder=new").complete);
    assert!(!check("").complete);
}
