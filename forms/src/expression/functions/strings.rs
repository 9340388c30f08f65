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
use crate::tree::TEXT_STEP;

type Result<'t> = std::result::Result<Value<'t>, EvaluationError>;

/// The compiled pattern of a call whose pattern is a literal.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pattern(OnceLock<Box<Compiled>>);

/// A pattern that is ready, and at most how many bytes it takes: `[0-9]{1000}` is short, but has a thousand states.
#[derive(Debug, Clone)]
struct Compiled {
    regex: Regex,
    size: usize,
}

/// How large a compiled pattern may be; the smallest that suffices says how large it is, which nothing else tells.
const PATTERN_SIZES: [usize; 4] = [2 << 10, 8 << 10, 32 << 10, 128 << 10];
/// A search has a place for each group in each state of the pattern.
const MAX_GROUPS: usize = 50;
/// A state of a compiled pattern takes so many bytes, and so many of them can be tried in the time of one step.
const BYTES_A_STEP: usize = 32 * 16;

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

impl Pattern {
    /// Compiles the pattern, if that has not been done, or says why it is none.
    pub(crate) fn compile(&self, pattern: &str) -> std::result::Result<(), String> {
        self.compiled(pattern).map(drop)
    }

    /// How many bytes it takes now that it is compiled.
    pub(crate) fn size(&self) -> usize {
        self.0.get().map_or(0, |compiled| compiled.size)
    }

    fn compiled(&self, pattern: &str) -> std::result::Result<&Compiled, String> {
        match self.0.get() {
            Some(compiled) => Ok(compiled),
            // Of two evaluations at once, either's pattern will do.
            None => compile(pattern).map(|compiled| &**self.0.get_or_init(|| Box::new(compiled))),
        }
    }
}

fn compile(pattern: &str) -> std::result::Result<Compiled, String> {
    if pattern.matches('(').count() > MAX_GROUPS {
        return Err(format!("more than {MAX_GROUPS} groups"));
    }
    let mut refused = String::new();
    for size in PATTERN_SIZES {
        match regex_lite::RegexBuilder::new(pattern).size_limit(size).build() {
            Ok(regex) => return Ok(Compiled { regex, size }),
            Err(error) => refused = error.to_string(),
        }
    }
    Err(refused)
}

/// Whether the pattern is found anywhere in the text, in time linear in the text; `^` and `$` tie it to the ends.
fn regex<'t>(call: &Arguments<'_, '_, 't>) -> Result<'t> {
    let text = call.text(0)?;
    let illegal =
        |pattern: &str, reason| call.error(EvaluationErrorKind::IllegalPattern { pattern: pattern.to_owned(), reason });
    let is_match = |compiled: &Compiled| {
        call.evaluator.spend((text.len().saturating_mul(compiled.size) / BYTES_A_STEP) as u64, call.span)?;
        Ok(Value::Boolean(compiled.regex.is_match(&text)))
    };
    if let ExprKind::Literal(pattern) = &call.expr(1).kind {
        return is_match(call.call.known.pattern.compiled(pattern).map_err(|reason| illegal(pattern, reason))?);
    }
    let pattern = call.text(1)?;
    // Making a pattern takes longer than using it once.
    call.spend_text(PATTERN_SIZES[0] + pattern.len().saturating_mul(TEXT_STEP))?;
    let compiled = compile(&pattern).map_err(|reason| illegal(&pattern, reason))?;
    call.spend_text(compiled.size)?;
    is_match(&compiled)
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
