//! Text: putting together, cutting, searching, patterns.

use std::sync::OnceLock;

use regex_lite::Regex;

use super::{
    Arguments, Function,
    Type::{self, Any, Boolean, Nodes, Number, Text},
    at_least, between, exactly, function,
};
use crate::expression::{
    ast::ExprKind,
    context::{EvaluationError, EvaluationErrorKind},
    value::Value,
};

type Result<'t> = std::result::Result<Value<'t>, EvaluationError>;

/// The compiled pattern of a call whose pattern is a literal.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pattern(OnceLock<Regex>);

/// How large a compiled pattern may be, so that none eats the memory.
const PATTERN_LIMIT: usize = 1 << 20;

pub(super) const FUNCTIONS: &[Function] = &[
    function("concat", at_least(0), &[Any], Text, |call| Ok(Value::String(call.texts(0)?.concat()))),
    function("contains", exactly(2), &[Text], Boolean, |call| {
        Ok(Value::Boolean(call.text(0)?.contains(call.text(1)?.as_str())))
    }),
    function("ends-with", exactly(2), &[Text], Boolean, |call| {
        Ok(Value::Boolean(call.text(0)?.ends_with(call.text(1)?.as_str())))
    }),
    function("join", at_least(1), &[Text, Any], Text, join),
    function("jr:itext", exactly(1), &[Text], Text, itext),
    function("local-name", between(0, 1), &[Nodes], Text, |call| {
        Ok(Value::String(call.node_or_context()?.map_or(String::new(), |node| node.tree.name(node.id).to_owned())))
    }),
    function("name", between(0, 1), &[Nodes], Text, name),
    function("namespace-uri", between(0, 1), &[Nodes], Text, namespace_uri),
    function("normalize-space", between(0, 1), &[Text], Text, |call| {
        let text = call.text_or_context()?;
        let words = text.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty());
        Ok(Value::String(words.collect::<Vec<_>>().join(" ")))
    }),
    function("regex", exactly(2), &[Text, Type::Pattern], Boolean, regex),
    function("starts-with", exactly(2), &[Text], Boolean, |call| {
        Ok(Value::Boolean(call.text(0)?.starts_with(call.text(1)?.as_str())))
    }),
    function("string", between(0, 1), &[Any], Text, |call| Ok(Value::String(call.text_or_context()?))),
    function("string-length", between(0, 1), &[Text], Number, |call| {
        #[expect(clippy::cast_precision_loss, reason = "no text is that long")]
        Ok(Value::Number(call.text_or_context()?.chars().count() as f64))
    }),
    function("substr", between(2, 3), &[Text, Number, Number], Text, substr),
    function("substring", between(2, 3), &[Text, Number, Number], Text, substring),
    function("substring-after", exactly(2), &[Text], Text, |call| {
        let (text, mark) = (call.text(0)?, call.text(1)?);
        Ok(Value::String(text.split_once(mark.as_str()).map_or(String::new(), |(_, after)| after.to_owned())))
    }),
    function("substring-before", exactly(2), &[Text], Text, |call| {
        let (text, mark) = (call.text(0)?, call.text(1)?);
        Ok(Value::String(text.split_once(mark.as_str()).map_or(String::new(), |(before, _)| before.to_owned())))
    }),
    function("translate", exactly(3), &[Text], Text, translate),
];

/// Compiles a pattern, or says why it is none.
pub(crate) fn compile(pattern: &str) -> std::result::Result<Regex, String> {
    let built = regex_lite::RegexBuilder::new(pattern).size_limit(PATTERN_LIMIT).build();
    built.map_err(|error| error.to_string())
}

/// Whether the pattern is found anywhere in the text, in time linear in the text; `^` and `$` tie it to the ends.
fn regex<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let text = call.text(0)?;
    let spend = |pattern: &str| call.spend_text(text.len().saturating_mul(pattern.len()));
    let compiled = |pattern: &str| {
        compile(pattern)
            .map_err(|reason| call.error(EvaluationErrorKind::IllegalPattern { pattern: pattern.to_owned(), reason }))
    };
    if let ExprKind::Literal(pattern) = &call.expr(1).kind {
        spend(pattern)?;
        let cached = &call.call.known.pattern.0;
        if cached.get().is_none() {
            // Of two evaluations at once, either's pattern will do.
            let _ = cached.set(compiled(pattern)?);
        }
        return Ok(Value::Boolean(cached.get().is_some_and(|regex| regex.is_match(&text))));
    }
    let pattern = call.text(1)?;
    spend(&pattern)?;
    Ok(Value::Boolean(compiled(&pattern)?.is_match(&text)))
}

fn join<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let (separator, texts) = (call.text(0)?, call.texts(1)?);
    call.spend_text(separator.len() * texts.len())?;
    Ok(Value::String(texts.join(&separator)))
}

fn itext<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    Ok(Value::String(call.context().host.itext(&call.text(0)?).unwrap_or_default()))
}

fn name<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let node = call.node_or_context()?;
    let name = node.and_then(|node| node.tree.qualified_name(node.id));
    Ok(Value::String(name.map_or(String::new(), |name| match &name.prefix {
        Some(prefix) => format!("{prefix}:{}", name.local),
        None => name.local.to_string(),
    })))
}

fn namespace_uri<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let node = call.node_or_context()?;
    let name = node.and_then(|node| node.tree.qualified_name(node.id));
    Ok(Value::String(name.and_then(|name| name.namespace.as_deref()).unwrap_or_default().to_owned()))
}

/// From the character at the second argument, counted from 0, up to, not including, the one at the third;
/// negative places count from the end.
fn substr<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let characters: Vec<char> = call.text(0)?.chars().collect();
    #[expect(clippy::cast_precision_loss, reason = "no text is that long")]
    let length = characters.len() as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the place is brought into the text")]
    let place = |number: f64| {
        let whole = if number.is_nan() { 0.0 } else { number.trunc() };
        (if whole < 0.0 { length + whole } else { whole }).clamp(0.0, length) as usize
    };
    let start = place(call.number(1)?);
    let end = if call.len() > 2 { place(call.number(2)?) } else { characters.len() };
    Ok(Value::String(characters.get(start..end).unwrap_or_default().iter().collect()))
}

/// `XPath` 1.0, section 4.2: places are counted from 1 and rounded, and may be infinite or `NaN`.
fn substring<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let text = call.text(0)?;
    let first = super::numbers::round_half_up(call.number(1)?);
    let end = if call.len() > 2 { first + super::numbers::round_half_up(call.number(2)?) } else { f64::INFINITY };
    let mut place = 0.0;
    let kept = text.chars().filter(|_| {
        place += 1.0;
        place >= first && place < end
    });
    Ok(Value::String(kept.collect()))
}

fn translate<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let (text, from, to) = (call.text(0)?, call.text(1)?, call.text(2)?);
    call.spend_text(text.len().saturating_mul(from.len()))?;
    let to: Vec<char> = to.chars().collect();
    let translated = text.chars().filter_map(|character| match from.chars().position(|known| known == character) {
        Some(at) => to.get(at).copied(),
        None => Some(character),
    });
    Ok(Value::String(translated.collect()))
}
