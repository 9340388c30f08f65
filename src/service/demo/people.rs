//! What the invented people of the demonstration answer: skewed as real answers are, and the same in every installation. Who is
//! glad to live somewhere is so in most of what they say, and areas change from one year to the next, each in its own way.

use serde_json::{Map, Value, json};

use super::habits::{
    AFTER_DARK, AGES, AMOUNT, CERTAINTY, CHILDREN, DEPARTMENTS, FELT_UNSAFE, GENDERS, HOW_MANY, HOW_OFTEN, IDEAS,
    LEISURE, LONELY, PLACES, REASONS, SAFETY, SATISFACTION, STAY, TIMES, VOLUNTEERED, WELL, Weighted, YEARS,
};

/// A round of the survey that is over.
pub(super) struct Round {
    /// How many answered.
    pub(super) people: u64,
    /// Of a hundred people in each area, how many are glad to live there, and how many have mixed feelings.
    pub(super) moods: [(&'static str, [u32; 3]); 3],
    /// Of a hundred people, how many took part in something, and how many did voluntary work.
    pub(super) active: [u32; 2],
}

/// The first: much is unsafe in one of the areas.
pub(super) const FIRST: Round = Round {
    people: 870,
    moods: [("motalavej", [34, 32, 34]), ("ringparken", [52, 28, 20]), ("sydbyen", [61, 26, 13])],
    active: [29, 23],
};

/// A year later: there it is much better, elsewhere about as it was.
pub(super) const SECOND: Round = Round {
    people: 910,
    moods: [("motalavej", [58, 26, 16]), ("ringparken", [50, 29, 21]), ("sydbyen", [63, 25, 12])],
    active: [37, 25],
};

/// Chance that is the same each time (splitmix64). It decides nothing but what invented people say.
struct Chance(u64);

/// What everybody answers who took part in a round: one document each, always in the same order, with the language it was
/// answered in.
pub(super) fn answers(round: &'static Round) -> impl Iterator<Item = (&'static str, Value)> {
    (0..round.people).map(move |person| {
        let mut chance = Chance((round.people << 32) | person);
        let language = chance.one(&[("da", 78), ("en", 6), ("ar", 8), ("tr", 5), ("so", 3)]);
        (language, somebody(round, &mut chance))
    })
}

fn somebody(round: &Round, chance: &mut Chance) -> Value {
    if chance.is(3) {
        return json!({ "area": "elsewhere" });
    }
    let weighted = DEPARTMENTS.map(|(_, department, weight)| (department, weight));
    let department = chance.one(&weighted);
    let area = DEPARTMENTS.iter().find(|(_, code, _)| *code == department).map_or("", |(area, ..)| *area);
    let age = chance.one(&AGES);
    if age == "under_18" {
        return json!({ "area": area, "age": age });
    }
    let moods = round.moods.iter().find(|(of, _)| *of == area).map_or([0; 3], |(_, moods)| *moods);
    let gender = chance.one(&GENDERS);
    let mut said = Said { chance, mood: 0, answers: Map::new() };
    said.mood = said.chance.place(&moods);
    said.put("area", area);
    said.put("age", age);
    said.put("home/department", department);
    said.safety(gender);
    for (question, answers) in [
        ("home/satisfied_area", SATISFACTION),
        ("neighbours/talk", HOW_OFTEN),
        ("neighbours/help", HOW_MANY),
        ("neighbours/belong", AMOUNT),
        ("together/act_vandalism", CERTAINTY),
        ("together/act_fight", CERTAINTY),
        ("together/solve", CERTAINTY),
        ("trust/trust_residents", AMOUNT),
        ("trust/trust_housing", AMOUNT),
        ("trust/trust_police", AMOUNT),
        ("place/satisfied_clean", SATISFACTION),
        ("place/stay", STAY),
        ("life/satisfied_life", SATISFACTION),
        ("life/lonely", LONELY),
    ] {
        said.ask(question, answers);
    }
    said.taking_part(round.active);
    if said.ask("children/children_home", CHILDREN) == "yes" {
        said.ask("children/leisure/leisure_inside", LEISURE);
        said.ask("children/leisure/leisure_outside", LEISURE);
    }
    said.put("about_you/gender", gender);
    let years = said.chance.one(&YEARS);
    said.put("about_you/years", years);
    said.at_the_end();
    Value::Object(said.answers)
}

/// Somebody who is answering.
struct Said<'c> {
    chance: &'c mut Chance,
    mood: usize,
    answers: Map<String, Value>,
}

impl Said<'_> {
    /// Asks something. Few do not know, fewer do not want to say, and some go on without a word.
    fn ask(&mut self, question: &str, answers: &[Weighted]) -> &'static str {
        let answer = match self.chance.below(100) {
            0..=4 => "dont_know",
            5..=6 => "declined",
            7..=8 => return "",
            _ => self.of_mood(answers),
        };
        self.put(question, answer);
        answer
    }

    fn of_mood(&mut self, answers: &[Weighted]) -> &'static str {
        let weights: Vec<u32> = answers.iter().map(|(_, weights)| weights[self.mood]).collect();
        answers[self.chance.place(&weights)].0
    }

    fn put(&mut self, question: &str, answer: impl Into<Value>) {
        let mut groups: Vec<&str> = question.split('/').collect();
        let name = groups.pop().unwrap_or_default();
        let mut at = &mut self.answers;
        for group in groups {
            at = at.entry(group).or_insert_with(|| json!({})).as_object_mut().expect("only groups hold questions");
        }
        at.insert(name.to_owned(), answer.into());
    }

    /// Women feel safe less often when it is dark.
    fn safety(&mut self, gender: &str) {
        self.ask("safety/basic_safety", SAFETY);
        let mood = self.mood;
        if gender == "woman" && self.chance.is(35) {
            self.mood = (mood + 1).min(2);
        }
        self.ask("safety/after_dark", AFTER_DARK);
        if self.ask("safety/felt_unsafe", FELT_UNSAFE) == "yes" {
            self.several("safety/unsafe/where", &PLACES);
            self.ask("safety/unsafe/when", TIMES);
            self.several("safety/unsafe/why", &REASONS);
        }
        self.mood = mood;
    }

    fn taking_part(&mut self, [activity, volunteer]: [u32; 2]) {
        let yes_or_no = |yes: u32| [("yes", [yes + 3, yes, yes - 5]), ("no", [97 - yes, 100 - yes, 105 - yes])];
        self.ask("taking_part/activity", &yes_or_no(activity));
        if self.ask("taking_part/volunteer", &yes_or_no(volunteer)) == "yes" {
            self.several("taking_part/volunteer_where", &VOLUNTEERED);
        }
    }

    /// A question that takes several answers. Who has none of these does not know.
    fn several(&mut self, question: &str, answers: &[(&str, u32)]) {
        let chosen: Vec<&str> =
            answers.iter().filter(|(_, share)| self.chance.is(*share)).map(|(answer, _)| *answer).collect();
        self.put(question, if chosen.is_empty() { vec!["dont_know"] } else { chosen });
    }

    /// What one chooses to say, or not.
    fn at_the_end(&mut self) {
        if self.chance.is(9) {
            let idea = self.chance.one(&IDEAS);
            self.put("ideas", idea);
        }
        let take = if self.chance.is(38) { "yes" } else { "no" };
        self.put("who5/take", take);
        if take == "yes" {
            for item in ["cheerful", "calm", "active", "rested", "interested"] {
                let answer = self.of_mood(WELL);
                self.put(&format!("who5/items/{item}"), answer);
            }
        }
    }
}

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u32) -> u32 {
        u32::try_from(self.next() % u64::from(end)).unwrap_or_default()
    }

    /// So often of a hundred.
    fn is(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    fn one(&mut self, of: &[(&'static str, u32)]) -> &'static str {
        let weights: Vec<u32> = of.iter().map(|(_, weight)| *weight).collect();
        of[self.place(&weights)].0
    }

    /// One of several places, by their weights.
    fn place(&mut self, weights: &[u32]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (place, weight) in weights.iter().enumerate() {
            match left.checked_sub(*weight) {
                Some(rest) => left = rest,
                None => return place,
            }
        }
        0
    }
}
