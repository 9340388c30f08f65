//! Writes an expression out, with no more brackets than its meaning needs.

use std::fmt::{Display, Formatter, Result};

use super::{
    Expression,
    ast::{Axis, Expr, ExprKind, NodeTest, Path, PathStart, Step},
};

/// How tightly a part binds that needs no brackets anywhere.
const TIGHTEST: u8 = 8;

impl Display for Expression {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        write_expr(&self.root, out)
    }
}

fn write_expr(expr: &Expr, out: &mut Formatter<'_>) -> Result {
    match &expr.kind {
        ExprKind::Chain { first, rest } => {
            let own = precedence(expr);
            write_operand(first, own + 1, out)?;
            for (operator, operand) in rest {
                write!(out, " {} ", operator.symbol())?;
                write_operand(operand, own + 1, out)?;
            }
            Ok(())
        }
        ExprKind::Negate(inner) => {
            out.write_str("-")?;
            write_operand(inner, 6, out)
        }
        ExprKind::Number(value) if value.is_infinite() => out.write_str("1e999"),
        ExprKind::Number(value) => write!(out, "{value}"),
        ExprKind::Literal(text) => write_literal(text, out),
        ExprKind::Call(call) => {
            write!(out, "{}(", call.name)?;
            for (index, argument) in call.arguments.iter().enumerate() {
                out.write_str(if index > 0 { ", " } else { "" })?;
                write_expr(argument, out)?;
            }
            out.write_str(")")
        }
        ExprKind::Path(path) => write_path(path, out),
    }
}

fn write_operand(expr: &Expr, at_least: u8, out: &mut Formatter<'_>) -> Result {
    if precedence(expr) >= at_least {
        return write_expr(expr, out);
    }
    out.write_str("(")?;
    write_expr(expr, out)?;
    out.write_str(")")
}

fn precedence(expr: &Expr) -> u8 {
    match &expr.kind {
        ExprKind::Chain { rest, .. } => rest.first().map_or(TIGHTEST, |(operator, _)| operator.precedence()),
        ExprKind::Negate(_) => 6,
        // `/ * 2` would be read as a path.
        ExprKind::Path(Path { start: PathStart::Root, steps, .. }) if steps.is_empty() => 0,
        _ => TIGHTEST,
    }
}

fn write_path(path: &Path, out: &mut Formatter<'_>) -> Result {
    match &path.start {
        PathStart::Root if path.steps.is_empty() => return out.write_str("/"),
        PathStart::Root | PathStart::Context => {}
        PathStart::Reference { name, predicates, .. } => {
            write!(out, "${{{name}}}")?;
            write_predicates(predicates, out)?;
        }
        PathStart::Expression { inner, predicates } => {
            // A path as it stands would take the predicates to its last step.
            let needs_brackets = matches!(inner.kind, ExprKind::Path(_));
            write_operand(inner, if needs_brackets { TIGHTEST + 1 } else { TIGHTEST }, out)?;
            write_predicates(predicates, out)?;
        }
    }
    let mut steps = path.steps.iter().peekable();
    let mut separated = matches!(path.start, PathStart::Context);
    while let Some(step) = steps.next() {
        let short = !separated && is_double_slash(step);
        match steps.peek() {
            Some(next) if short => {
                out.write_str("//")?;
                write_step(next, out)?;
                steps.next();
            }
            _ => {
                out.write_str(if separated { "" } else { "/" })?;
                write_step(step, out)?;
            }
        }
        separated = false;
    }
    Ok(())
}

fn is_double_slash(step: &Step) -> bool {
    step.axis == Axis::DescendantOrSelf && step.test == NodeTest::Node && step.predicates.is_empty()
}

fn write_step(step: &Step, out: &mut Formatter<'_>) -> Result {
    match (step.axis, &step.test) {
        (Axis::SelfNode, NodeTest::Node) => out.write_str(".")?,
        (Axis::Parent, NodeTest::Node) => out.write_str("..")?,
        (Axis::Attribute, test) => write!(out, "@{test}")?,
        (Axis::Child, test) => write!(out, "{test}")?,
        (axis, test) => write!(out, "{}::{test}", axis.name())?,
    }
    write_predicates(&step.predicates, out)
}

fn write_predicates(predicates: &[Expr], out: &mut Formatter<'_>) -> Result {
    for predicate in predicates {
        out.write_str("[")?;
        write_expr(predicate, out)?;
        out.write_str("]")?;
    }
    Ok(())
}

/// A literal holds one kind of quote at most, as it was written between the other kind.
fn write_literal(text: &str, out: &mut Formatter<'_>) -> Result {
    let quote = if text.contains('\'') { '"' } else { '\'' };
    write!(out, "{quote}{text}{quote}")
}

impl Display for NodeTest {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        match self {
            Self::Any => out.write_str("*"),
            Self::AnyOf { prefix } => write!(out, "{prefix}:*"),
            Self::Name { prefix: Some(prefix), local } => write!(out, "{prefix}:{local}"),
            Self::Name { prefix: None, local } => out.write_str(local),
            Self::Node => out.write_str("node()"),
            Self::Text => out.write_str("text()"),
            Self::Comment => out.write_str("comment()"),
            Self::ProcessingInstruction(None) => out.write_str("processing-instruction()"),
            Self::ProcessingInstruction(Some(target)) => {
                out.write_str("processing-instruction(")?;
                write_literal(target, out)?;
                out.write_str(")")
            }
        }
    }
}
