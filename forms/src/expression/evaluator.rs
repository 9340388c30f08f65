//! Evaluation: operators and calls. Paths are walked in `steps`, functions are looked up in `functions`.

use std::{borrow::Cow, cell::Cell};

use super::{
    Expression,
    ast::{Call, Expr, ExprKind, Operator},
    compare,
    context::{Context, EvaluationError, EvaluationErrorKind},
    functions::Arguments,
    span::Span,
    value::{Node, Value},
};
use crate::tree::TEXT_STEP;

/// Where the evaluation stands: the node, and which of how many nodes it is.
#[derive(Clone, Copy)]
pub(super) struct Focus<'t> {
    pub(super) node: Node<'t>,
    pub(super) position: usize,
    pub(super) size: usize,
}

pub(super) struct Evaluator<'c, 't> {
    pub(super) context: Context<'c, 't>,
    left: Cell<u64>,
}

impl Expression {
    /// The value of the expression in `context`.
    ///
    /// # Errors
    /// A function that is not there or was called wrongly, something else where nodes are needed, or more work than the limit.
    /// [`Expression::check`] finds all of these but the last beforehand.
    pub fn evaluate<'t>(&self, context: &Context<'_, 't>) -> Result<Value<'t>, EvaluationError> {
        self.evaluate_counted(context).0
    }

    /// The value of the expression in `context`, and how many steps it took to find it or to give up.
    pub(crate) fn evaluate_counted<'t>(&self, context: &Context<'_, 't>) -> (Result<Value<'t>, EvaluationError>, u64) {
        let evaluator = Evaluator { context: *context, left: Cell::new(context.limit) };
        let value = evaluator.whole(self);
        (value, context.limit - evaluator.left.get())
    }
}

impl<'t> Evaluator<'_, 't> {
    fn whole(&self, expression: &Expression) -> Result<Value<'t>, EvaluationError> {
        let node = self.context.node;
        let value = self.value(&expression.root, Focus { node, position: 1, size: 1 })?;
        // Whoever asked is going to read it.
        self.spend(first_steps(&value), expression.root.span)?;
        Ok(value)
    }

    pub(super) fn value(&self, expr: &Expr, focus: Focus<'t>) -> Result<Value<'t>, EvaluationError> {
        self.spend(1, expr.span)?;
        match &expr.kind {
            ExprKind::Number(number) => Ok(Value::Number(*number)),
            ExprKind::Literal(text) => {
                self.spend(text_steps(text), expr.span)?;
                Ok(Value::String(text.clone()))
            }
            ExprKind::Negate(inner) => Ok(Value::Number(-self.number(inner, focus)?)),
            ExprKind::Chain { first, rest } => self.chain(first, rest, focus),
            ExprKind::Call(call) => self.call(call, expr.span, focus),
            ExprKind::Path(path) => self.path(path, expr.span, focus).map(Value::NodeSet),
        }
    }

    pub(super) fn number(&self, expr: &Expr, focus: Focus<'t>) -> Result<f64, EvaluationError> {
        let value = self.value(expr, focus)?;
        self.spend(first_steps(&value), expr.span)?;
        Ok(value.to_number(self.context.zone()))
    }

    pub(super) fn boolean(&self, expr: &Expr, focus: Focus<'t>) -> Result<bool, EvaluationError> {
        Ok(self.value(expr, focus)?.to_boolean())
    }

    pub(super) fn nodes(&self, expr: &Expr, focus: Focus<'t>) -> Result<Vec<Node<'t>>, EvaluationError> {
        let found = match self.value(expr, focus)? {
            Value::NodeSet(nodes) => return Ok(nodes),
            Value::String(_) => "text",
            Value::Number(_) => "a number",
            Value::Boolean(_) => "true or false",
            Value::DateTime(_) => "a date",
        };
        Err(EvaluationError { kind: EvaluationErrorKind::NotNodes(found), span: expr.span })
    }

    /// The text of a value; of nodes, that of the first.
    pub(super) fn text(&self, value: Value<'t>, span: Span) -> Result<String, EvaluationError> {
        self.spend(first_steps(&value), span)?;
        Ok(match value {
            Value::String(text) => text,
            value => value.to_text().into_owned(),
        })
    }

    /// The text of each of the nodes.
    pub(super) fn texts(&self, nodes: &[Node<'t>], span: Span) -> Result<Vec<Cow<'t, str>>, EvaluationError> {
        let read = |node: &Node<'t>| self.spend(node.text_steps(), span).map(|()| node.text());
        nodes.iter().map(read).collect()
    }

    /// Sorts nodes as they stand in their documents and takes each once.
    pub(super) fn put_in_order(&self, nodes: &mut Vec<Node<'t>>, span: Span) -> Result<(), EvaluationError> {
        if nodes.len() < 2 {
            return Ok(());
        }
        self.spend(nodes.len() as u64, span)?;
        for node in nodes.iter() {
            self.spend(node.tree.steps_to_order(), span)?;
            // The first comparison numbers the nodes.
            node.tree.compare(node.id, node.id);
        }
        // Documents have no order among themselves; any will do that stays the same within one evaluation.
        nodes.sort_by(|left, right| {
            let trees = (std::ptr::from_ref(left.tree) as usize).cmp(&(std::ptr::from_ref(right.tree) as usize));
            trees.then_with(|| left.tree.compare(left.id, right.id))
        });
        nodes.dedup();
        Ok(())
    }

    /// Counts work against the limit.
    pub(super) fn spend(&self, steps: u64, span: Span) -> Result<(), EvaluationError> {
        let Some(left) = self.left.get().checked_sub(steps) else {
            let kind = EvaluationErrorKind::TooLong { limit: self.context.limit };
            self.left.set(0);
            return Err(EvaluationError { kind, span });
        };
        self.left.set(left);
        Ok(())
    }

    fn call(&self, call: &Call, span: Span, focus: Focus<'t>) -> Result<Value<'t>, EvaluationError> {
        let error = |kind| EvaluationError { kind, span };
        let Some(function) = call.known.function else {
            return Err(error(EvaluationErrorKind::UnknownFunction(call.name.clone())));
        };
        if !function.arity.allows(call.arguments.len()) {
            return Err(error(EvaluationErrorKind::ArgumentCount {
                function: call.name.clone(),
                allowed: function.arity.to_string(),
                given: call.arguments.len(),
            }));
        }
        (function.evaluate)(&Arguments { evaluator: self, call, span, focus })
    }

    /// Operands of one precedence, taken from the left; `and` and `or` stop as soon as the answer is certain.
    fn chain(&self, first: &Expr, rest: &[(Operator, Expr)], focus: Focus<'t>) -> Result<Value<'t>, EvaluationError> {
        match rest.first() {
            Some((Operator::Union, _)) => self.union(first, rest, focus),
            Some((Operator::Or | Operator::And, _)) => self.logic(first, rest, focus),
            _ => {
                let mut value = self.value(first, focus)?;
                for (operator, operand) in rest {
                    let right = self.value(operand, focus)?;
                    value = self.operation(&value, *operator, &right, operand.span)?;
                }
                Ok(value)
            }
        }
    }

    fn logic(&self, first: &Expr, rest: &[(Operator, Expr)], focus: Focus<'t>) -> Result<Value<'t>, EvaluationError> {
        let stops_at = matches!(rest.first(), Some((Operator::Or, _)));
        for operand in std::iter::once(first).chain(rest.iter().map(|(_, operand)| operand)) {
            if self.boolean(operand, focus)? == stops_at {
                return Ok(Value::Boolean(stops_at));
            }
        }
        Ok(Value::Boolean(!stops_at))
    }

    fn union(&self, first: &Expr, rest: &[(Operator, Expr)], focus: Focus<'t>) -> Result<Value<'t>, EvaluationError> {
        let mut nodes = self.nodes(first, focus)?;
        for (_, operand) in rest {
            nodes.extend(self.nodes(operand, focus)?);
        }
        let last = rest.last().map_or(first.span, |(_, operand)| operand.span);
        self.put_in_order(&mut nodes, first.span.to(last))?;
        Ok(Value::NodeSet(nodes))
    }

    fn operation(
        &self,
        left: &Value<'t>,
        operator: Operator,
        right: &Value<'t>,
        span: Span,
    ) -> Result<Value<'t>, EvaluationError> {
        let zone = self.context.zone();
        let arithmetic = |of: fn(f64, f64) -> f64| {
            self.spend(first_steps(left) + first_steps(right), span)?;
            Ok(Value::Number(of(left.to_number(zone), right.to_number(zone))))
        };
        match operator {
            Operator::Add => arithmetic(|left, right| left + right),
            Operator::Subtract => arithmetic(|left, right| left - right),
            Operator::Multiply => arithmetic(|left, right| left * right),
            Operator::Divide => arithmetic(|left, right| left / right),
            // The remainder takes the sign of the dividend, as in XPath.
            Operator::Modulo => arithmetic(|left, right| left % right),
            _ => {
                // Each of the one side is held against each of the other.
                let (all_left, all_right) = (all_steps(left), all_steps(right));
                let pairs = all_left.saturating_mul(count(right)).max(all_right.saturating_mul(count(left)));
                self.spend(pairs, span)?;
                Ok(Value::Boolean(compare::holds(left, operator, right, zone)))
            }
        }
    }
}

/// What it costs to read a text.
pub(super) fn text_steps(text: &str) -> u64 {
    (text.len() / TEXT_STEP) as u64
}

/// What it costs to read a value as one text or number.
fn first_steps(value: &Value<'_>) -> u64 {
    match value {
        Value::NodeSet(nodes) => nodes.first().map_or(0, |first| first.text_steps()),
        Value::String(text) => text_steps(text),
        _ => 0,
    }
}

/// What it costs to read each of the nodes.
fn all_steps(value: &Value<'_>) -> u64 {
    match value {
        Value::NodeSet(nodes) => nodes.iter().map(|node| node.text_steps()).sum(),
        other => 1 + first_steps(other),
    }
}

fn count(value: &Value<'_>) -> u64 {
    match value {
        Value::NodeSet(nodes) => nodes.len() as u64,
        _ => 1,
    }
}
