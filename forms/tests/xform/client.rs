//! A client as small as can be: reads an `XForm`, takes answers and says what follows from them. It knows nothing of the form but
//! what the `XForm` says.

use std::collections::{BTreeMap, BTreeSet};

use forms::{
    expression::{Context, Expression, Host, Node, Value, parse},
    tree::{Kind, NodeId, Tree},
};
use jiff::Zoned;
use serde_json::Value as Json;

use crate::xml;

/// More often nothing can settle.
const MAX_PASSES: usize = 30;

pub(crate) struct Client {
    form: Tree,
    /// The answers, with everything in them, relevant or not.
    answers: Tree,
    binds: Vec<Bind>,
    /// What people see, by path, with the choices of a select.
    controls: BTreeMap<String, Option<Itemset>>,
    now: Zoned,
}

/// What a client shows.
#[derive(Debug, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) relevant: Vec<String>,
    pub(crate) calculated: BTreeMap<String, String>,
    pub(crate) violations: BTreeSet<(String, String)>,
}

struct Bind {
    path: String,
    relevant: Option<Expression>,
    calculate: Option<Expression>,
    constraint: Option<Expression>,
    required: Option<Expression>,
}

struct Itemset {
    /// What is offered now.
    nodes: Expression,
    /// The whole list.
    all: Expression,
    label: String,
}

/// One pass over the answers: the tree as it is seen, with what is not relevant out of sight.
struct View<'c> {
    client: &'c Client,
    tree: Tree,
}

impl Client {
    pub(crate) fn read(source: &str, now: Zoned) -> Self {
        let form = xml::tree(source);
        let named = |name: &'static str| {
            let all = form.descendants(form.root());
            all.filter(|node| form.kind(*node) == Kind::Element && form.name(*node) == name).collect::<Vec<_>>()
        };
        let attribute = |node: NodeId, name: &str| form.attribute(node, name).map(str::to_owned);
        let expression = |node: NodeId, name: &str| {
            let source = attribute(node, name)?;
            Some(parse(&source).unwrap_or_else(|error| panic!("{source}: {error}")))
        };
        let binds = named("bind").into_iter().map(|node| Bind {
            path: attribute(node, "nodeset").expect("a bind has a nodeset"),
            relevant: expression(node, "relevant"),
            calculate: expression(node, "calculate"),
            constraint: expression(node, "constraint"),
            required: expression(node, "required"),
        });
        let binds = binds.collect();
        let mut controls = BTreeMap::new();
        for name in ["input", "select", "select1", "trigger", "upload", "range"] {
            for node in named(name) {
                let itemset = form.elements_named(node, "itemset").next().map(|itemset| Itemset {
                    nodes: expression(itemset, "nodeset").expect("an itemset has a nodeset"),
                    all: {
                        let nodes = attribute(itemset, "nodeset").expect("an itemset has a nodeset");
                        parse(nodes.split('[').next().unwrap_or_default()).expect("before its filter, it is a path")
                    },
                    label: attribute(child(&form, itemset, "label"), "ref").expect("a label has a ref"),
                });
                controls.insert(attribute(node, "ref").expect("a control has a ref"), itemset);
            }
        }
        let primary = form.elements(named("instance")[0]).next().expect("the primary instance has an element");
        let mut answers = Tree::new();
        let root = answers.root();
        copy(&form, primary, &mut answers, root);
        Self { form, answers, binds, controls, now }
    }

    /// Puts answers in, written as JSON, and leaves out those at the paths `without`.
    pub(crate) fn fill(&mut self, answers: &Json, without: &BTreeSet<String>) {
        let root = self.answers.document_element().expect("the primary instance has an element");
        self.fill_group(root, "", answers, without);
    }

    /// What follows from the answers.
    pub(crate) fn settle(&mut self) -> Outcome {
        let mut hidden = BTreeSet::new();
        for _ in 0..MAX_PASSES {
            let view = self.view(&hidden);
            let found = view.irrelevant();
            let calculated = view.calculated();
            let is_settled =
                found == hidden && calculated.iter().all(|(node, value)| self.answers.text(*node) == value.as_str());
            if is_settled {
                return view.outcome(&hidden);
            }
            hidden = found;
            for (node, value) in calculated {
                self.answers.set_text(node, &value);
            }
        }
        panic!("the form does not settle");
    }

    fn fill_group(&mut self, element: NodeId, path: &str, answers: &Json, without: &BTreeSet<String>) {
        let children: Vec<NodeId> = self.answers.elements(element).collect();
        let is_template = |node: &NodeId| self.answers.attribute(*node, "template").is_some();
        let templates = children.iter().copied().filter(is_template);
        let repeats: Vec<String> = templates.map(|node| self.answers.name(node).to_owned()).collect();
        for child in children {
            let name = self.answers.name(child).to_owned();
            let path = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
            if self.answers.attribute(child, "template").is_some() {
                let rows = answers[&name].as_array().cloned().unwrap_or_default();
                let mut last = child;
                for (row, number) in rows.iter().zip(1..) {
                    last = self.add_instance(child, last);
                    self.fill_group(last, &format!("{path}[{number}]"), row, without);
                }
                self.answers.remove(child);
            } else if repeats.contains(&name) {
                // The instance that the form begins with: who sent the answers has kept it, and it is among them, or not.
                self.answers.remove(child);
            } else if self.answers.elements(child).next().is_some() {
                self.fill_group(child, &path, &answers[&name], without);
            } else {
                let given = Some(&answers[&name]).filter(|_| !without.contains(&path));
                let is_shown = self.controls.contains_key(&self.path(child));
                // Whoever sends answers has seen the defaults and may have emptied them.
                if is_shown || given.is_some_and(|given| !given.is_null()) {
                    self.answers.set_text(child, &given.map(lexical).unwrap_or_default());
                }
            }
        }
    }

    /// Another instance of a repeat, after what stands before it.
    fn add_instance(&mut self, template: NodeId, after: NodeId) -> NodeId {
        let form = self.answers.clone();
        let parent = form.parent(template).expect("a template is in something");
        let instance = self.answers.add_element(parent, form.name(template));
        self.answers.add_attribute(instance, "filled", "");
        for child in form.elements(template) {
            copy(&form, child, &mut self.answers, instance);
        }
        self.answers.attach(instance, Some(after));
        instance
    }

    fn is_filled(&self, node: NodeId) -> bool {
        self.answers.attribute(node, "filled").is_some()
    }

    fn view(&self, hidden: &BTreeSet<NodeId>) -> View<'_> {
        let mut tree = self.answers.clone();
        for node in hidden {
            tree.detach(*node);
        }
        View { client: self, tree }
    }

    /// `/data/group/question`
    fn path(&self, node: NodeId) -> String {
        let above = self.answers.ancestors(node).filter(|node| self.answers.kind(*node) == Kind::Element);
        let mut names: Vec<&str> = std::iter::once(node).chain(above).map(|node| self.answers.name(node)).collect();
        names.reverse();
        format!("/{}", names.join("/"))
    }

    /// `group/question[2]` with the number of each instance of a repeat.
    fn numbered(&self, node: NodeId) -> String {
        let above = self.answers.ancestors(node).filter(|node| self.answers.kind(*node) == Kind::Element);
        let part = |node: NodeId| {
            let number =
                if self.is_filled(node) { format!("[{}]", self.answers.position(node)) } else { String::new() };
            format!("{}{number}", self.answers.name(node))
        };
        let mut parts: Vec<String> = std::iter::once(node).chain(above).map(part).collect();
        parts.pop();
        parts.reverse();
        parts.join("/")
    }

    /// Every node of a bind, relevant or not.
    fn nodes(&self, bind: &Bind) -> Vec<NodeId> {
        let all = self.answers.descendants(self.answers.root());
        all.filter(|node| self.answers.kind(*node) == Kind::Element && self.path(*node) == bind.path).collect()
    }
}

impl View<'_> {
    fn irrelevant(&self) -> BTreeSet<NodeId> {
        let mut found = BTreeSet::new();
        for bind in &self.client.binds {
            let Some(relevant) = &bind.relevant else { continue };
            let nodes = self.client.nodes(bind).into_iter();
            found.extend(nodes.filter(|node| !self.evaluate(relevant, *node).to_boolean()));
        }
        found
    }

    fn calculated(&self) -> Vec<(NodeId, String)> {
        let mut found = Vec::new();
        for bind in &self.client.binds {
            let Some(calculate) = &bind.calculate else { continue };
            for node in self.client.nodes(bind) {
                let value = self.evaluate(calculate, node).to_text().into_owned();
                // What is no number is no answer.
                found.push((node, if value == "NaN" { String::new() } else { value }));
            }
        }
        found
    }

    fn outcome(&self, hidden: &BTreeSet<NodeId>) -> Outcome {
        let client = self.client;
        let is_hidden = |node: NodeId| {
            std::iter::once(node).chain(client.answers.ancestors(node)).any(|node| hidden.contains(&node))
        };
        let mut outcome = Outcome { relevant: Vec::new(), calculated: BTreeMap::new(), violations: BTreeSet::new() };
        let seen = client.answers.descendants(client.answers.root()).filter(|node| !is_hidden(*node));
        for node in seen.filter(|node| client.controls.contains_key(&client.path(*node))) {
            outcome.relevant.push(client.numbered(node));
        }
        for bind in &client.binds {
            for node in client.nodes(bind).into_iter().filter(|node| !is_hidden(*node)) {
                if bind.calculate.is_some() && !bind.path.contains("/meta/") {
                    outcome.calculated.insert(client.numbered(node), self.tree.text(node).into_owned());
                }
                let violation = self.violation(bind, node).map(str::to_owned);
                outcome.violations.extend(violation.map(|code| (client.numbered(node), code)));
            }
        }
        outcome
    }

    fn violation(&self, bind: &Bind, node: NodeId) -> Option<&'static str> {
        let holds = |expression: &Option<Expression>| {
            expression.as_ref().map(|expression| self.evaluate(expression, node).to_boolean())
        };
        let answer = self.tree.text(node);
        if answer.is_empty() {
            return (holds(&bind.required) == Some(true)).then_some("required");
        }
        if let Some(Some(itemset)) = self.client.controls.get(&bind.path) {
            let Value::NodeSet(items) = self.evaluate(&itemset.nodes, node) else { panic!("an itemset is nodes") };
            let offered: Vec<String> =
                items.iter().map(|item| item.tree.text(child(item.tree, item.id, "name")).into_owned()).collect();
            if answer.split(' ').any(|chosen| offered.iter().all(|name| name != chosen)) {
                return Some("unknown_choice");
            }
        }
        (holds(&bind.constraint) == Some(false)).then_some("constraint")
    }

    fn evaluate(&self, expression: &Expression, node: NodeId) -> Value<'_> {
        let context = Context::new(Node::new(&self.tree, node), &self.client.now, self);
        expression.evaluate(&context).unwrap_or_else(|error| panic!("{expression}: {error}"))
    }
}

impl<'v> Host<'v> for View<'v> {
    fn instance(&self, name: &str) -> Option<Node<'v>> {
        let form = &self.client.form;
        let mut instances = form.descendants(form.root()).filter(|node| form.name(*node) == "instance");
        let found = instances.find(|node| form.attribute(*node, "id") == Some(name))?;
        Some(Node::new(form, found))
    }

    fn choice_name(&self, question: Node<'v>, value: &str) -> Option<String> {
        let itemset = self.client.controls.get(&self.client.path(question.id))?.as_ref()?;
        let form = &self.client.form;
        let Value::NodeSet(items) = self.evaluate(&itemset.all, question.id) else { return None };
        let item = items.iter().find(|item| form.text(child(form, item.id, "name")) == value)?.id;
        match itemset.label.as_str() {
            "label" => Some(form.text(child(form, item, "label")).into_owned()),
            _ => self.itext(&form.text(child(form, item, "itextId"))),
        }
    }

    /// In the default language.
    fn itext(&self, id: &str) -> Option<String> {
        let form = &self.client.form;
        let mut texts = form.descendants(form.root()).filter(|node| form.name(*node) == "text");
        let found = texts.find(|node| form.attribute(*node, "id") == Some(id))?;
        Some(form.text(child(form, found, "value")).into_owned())
    }
}

/// How an answer is written in an answer document.
fn lexical(answer: &Json) -> String {
    match answer {
        Json::Null | Json::Object(_) => String::new(),
        Json::Bool(is_ticked) => if *is_ticked { "OK" } else { "" }.to_owned(),
        Json::Number(number) => forms::expression::number_to_text(number.as_f64().expect("a number")),
        Json::String(text) => text.clone(),
        Json::Array(members) => members.iter().map(lexical).collect::<Vec<_>>().join(" "),
    }
}

fn child(tree: &Tree, parent: NodeId, name: &str) -> NodeId {
    tree.elements_named(parent, name).next().unwrap_or_else(|| panic!("`{}` has no `{name}`", tree.name(parent)))
}

fn copy(from: &Tree, node: NodeId, into: &mut Tree, parent: NodeId) {
    let copied = into.add_element(parent, from.name(node));
    if from.attribute(node, "template").is_some() {
        into.add_attribute(copied, "template", "");
    }
    for below in from.elements(node) {
        copy(from, below, into, copied);
    }
    if from.elements(node).next().is_none() {
        into.set_text(copied, &from.text(node));
    }
}
