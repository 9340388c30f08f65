//! Writes a form as JSON: the keys of the YAML reader, in their order, so that the reader takes it back.

use serde_json::{Map, Value, json};

use super::{
    form::{
        ChoiceList, Condition, DefaultValue, Form, Formula, Item, ItemId, ItemKind, ListSource, Media, Question,
        QuestionKind, ROOT_NAME,
    },
    text::Text,
};

impl Form {
    /// The whole definition with every language. The same form always gives the same bytes, and
    /// [`Form::from_yaml`] reads an equal form from them.
    pub fn to_json(&self) -> Value {
        Writer { language: None }.form(self)
    }

    /// The definition with each text as one string: that of `language`, or of the default language where it is missing.
    pub fn to_json_in(&self, language: &str) -> Value {
        Writer { language: Some(language) }.form(self)
    }
}

struct Writer<'w> {
    language: Option<&'w str>,
}

impl Writer<'_> {
    fn form(&self, form: &Form) -> Value {
        let mut object = Map::new();
        object.insert("form_id".into(), form.id.clone().into());
        object.insert("version".into(), form.version.clone().into());
        object.insert("default_language".into(), form.default_language.clone().into());
        object.insert("languages".into(), languages(form));
        self.text(&mut object, "title", &form.title);
        self.text(&mut object, "purpose", &form.purpose);
        self.text(&mut object, "attribution", &form.attribution);
        object.extend(form.minutes.map(|minutes| ("minutes".into(), minutes.into())));
        object.insert("audience".into(), form.audience.name().into());
        formula(&mut object, "instance_name", form.instance_name.as_ref());
        let root = &form.items[0].name;
        if root != ROOT_NAME {
            object.insert("name".into(), root.clone().into());
        }
        if !form.client_settings.is_empty() {
            let settings = form.client_settings.iter().map(|(name, value)| (name.clone(), value.clone().into()));
            object.insert("client_settings".into(), Value::Object(settings.collect()));
        }
        if form.has_choice_duplicates {
            object.insert("allow_choice_duplicates".into(), true.into());
        }
        let lists = form.choice_lists.iter().filter_map(|list| Some((list.name.clone(), self.choice_list(list)?)));
        object.insert("choices".into(), Value::Object(lists.collect()));
        object.insert("survey".into(), self.children(form, &form.items[0]));
        Value::Object(object)
    }

    /// What is offered of a file follows from the file.
    fn choice_list(&self, list: &ChoiceList) -> Option<Value> {
        match &list.source {
            ListSource::Written => Some(self.choices(list)),
            ListSource::File { file } => {
                let table = list.table();
                Some(json!({ "file": file, "columns": table.columns, "rows": table.rows }))
            }
            ListSource::Columns { .. } => None,
        }
    }

    fn choices(&self, list: &ChoiceList) -> Value {
        let choices = list.choices.iter().filter(|choice| !choice.is_generated).map(|choice| {
            let mut object = Map::new();
            object.insert("name".into(), choice.name.clone().into());
            self.text(&mut object, "label", &choice.label);
            object.extend(choice.missing.map(|missing| ("missing".into(), missing.name().into())));
            self.media(&mut object, &choice.media);
            object.extend(choice.columns.iter().map(|(column, cell)| (column.clone(), cell.clone().into())));
            Value::Object(object)
        });
        choices.collect()
    }

    fn children(&self, form: &Form, item: &Item) -> Value {
        let items = item.children().iter().map(|child| form.item(*child));
        let written = items.filter(|item| !item.question().is_some_and(|question| question.is_other_text));
        written.map(|item| self.item(form, item)).collect()
    }

    fn item(&self, form: &Form, item: &Item) -> Value {
        let mut object = Map::new();
        object.insert("type".into(), type_cell(form, &item.kind).into());
        object.insert("name".into(), item.name.clone().into());
        self.text(&mut object, "label", &item.texts.label);
        self.text(&mut object, "hint", &item.texts.hint);
        self.text(&mut object, "guidance_hint", &item.texts.guidance_hint);
        if let ItemKind::Question(question) = &item.kind {
            condition(&mut object, "required", &question.required);
            self.text(&mut object, "required_message", &item.texts.required_message);
        }
        formula(&mut object, "relevant", item.relevant.as_ref());
        if let ItemKind::Question(question) = &item.kind {
            self.question(&mut object, form, item, question);
        }
        if let ItemKind::Repeat { count, .. } = &item.kind {
            formula(&mut object, "repeat_count", count.as_ref());
        }
        if !item.appearance.is_empty() {
            object.insert("appearance".into(), item.appearance.join(" ").into());
        }
        self.media(&mut object, &item.texts.media);
        object.extend(item.autoplay.clone().map(|autoplay| ("autoplay".into(), autoplay.into())));
        self.text(&mut object, "no_app_error_string", &item.texts.no_app_error);
        if !item.client.is_empty() {
            let cells = item.client.iter().map(|(name, cell)| (name.clone(), cell.clone().into()));
            object.insert("client".into(), Value::Object(cells.collect()));
        }
        if !item.children().is_empty() {
            object.insert("children".into(), self.children(form, item));
        }
        Value::Object(object)
    }

    fn question(&self, object: &mut Map<String, Value>, form: &Form, item: &Item, question: &Question) {
        formula(object, "constraint", question.constraint.as_ref());
        self.text(object, "constraint_message", &item.texts.constraint_message);
        formula(object, "calculation", question.calculation.as_ref());
        if !question.triggers.is_empty() {
            let name = |id: &ItemId| format!("${{{}}}", form.item(*id).name);
            let names: Vec<String> = question.triggers.iter().map(name).collect();
            object.insert("trigger".into(), names.join(", ").into());
        }
        match &question.default {
            Some(DefaultValue::Literal(text)) => drop(object.insert("default".into(), text.clone().into())),
            Some(DefaultValue::Dynamic(dynamic)) => formula(object, "default", Some(dynamic)),
            None => {}
        }
        formula(object, "choice_filter", question.choice_filter.as_ref());
        condition(object, "read_only", &question.read_only);
        let parameters = parameters(question);
        if !parameters.is_empty() {
            object.insert("parameters".into(), Value::Object(parameters));
        }
        if question.is_sensitive {
            object.insert("sensitive".into(), true.into());
        }
    }

    fn media(&self, object: &mut Map<String, Value>, media: &Media) {
        let mut files = Map::new();
        for (name, text) in media.by_name() {
            self.text(&mut files, name, text);
        }
        if !files.is_empty() {
            object.insert("media".into(), Value::Object(files));
        }
    }

    fn text(&self, object: &mut Map<String, Value>, key: &str, text: &Text) {
        let value = match self.language {
            None if text.is_empty() => None,
            None if text.is_plain() => text.translations().next().map(|(_, text)| text.into()),
            None => Some(text.translations().map(|(code, text)| (code.to_owned(), Value::from(text))).collect()),
            Some(language) => text.in_language(language).map(Value::from),
        };
        object.extend(value.map(|value| (key.to_owned(), value)));
    }
}

fn languages(form: &Form) -> Value {
    let entries = form.languages.iter().map(|language| {
        let mut object = Map::new();
        object.extend(language.name.clone().map(|name| ("name".to_owned(), name.into())));
        object.extend(language.is_draft.then(|| ("status".to_owned(), "draft".into())));
        (language.code.clone(), Value::Object(object))
    });
    Value::Object(entries.collect())
}

fn formula(object: &mut Map<String, Value>, key: &str, formula: Option<&Formula>) {
    object.extend(formula.map(|formula| (key.to_owned(), formula.source.clone().into())));
}

fn condition(object: &mut Map<String, Value>, key: &str, condition: &Condition) {
    match condition {
        Condition::Never => {}
        Condition::Always => drop(object.insert(key.to_owned(), true.into())),
        Condition::When(when) => formula(object, key, Some(when)),
    }
}

fn type_cell(form: &Form, kind: &ItemKind) -> String {
    match kind {
        ItemKind::Group { .. } => "group".to_owned(),
        ItemKind::Repeat { .. } => "repeat".to_owned(),
        ItemKind::Question(question) => form.type_cell(&question.kind),
    }
}

/// As the `parameters` column has them.
fn parameters(question: &Question) -> Map<String, Value> {
    let mut parameters = Map::new();
    if let QuestionKind::Range(range) = &question.kind {
        for (name, number) in [("start", range.start), ("end", range.end), ("step", range.step)] {
            let written = question.parameter(name).and_then(|written| written.parse().ok());
            parameters.insert(name.into(), plain_number(written.unwrap_or(number)));
        }
    }
    if let Some(shuffle) = &question.shuffle {
        parameters.insert("randomize".into(), true.into());
        formula(&mut parameters, "seed", shuffle.seed.as_ref());
    }
    for (key, value) in &question.parameters {
        parameters.entry(key.as_str()).or_insert_with(|| value.clone().into());
    }
    parameters
}

/// Whole numbers without a point.
#[expect(clippy::cast_possible_truncation, reason = "no larger number is written without its point")]
fn plain_number(number: f64) -> Value {
    let is_whole = number.fract() == 0.0 && number.abs() < 1e15;
    if is_whole { Value::from(number as i64) } else { number.into() }
}
