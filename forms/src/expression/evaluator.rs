//! Evaluation: operators and calls. Paths are walked in `steps`, functions are looked up in `functions`.

use std::cell::Cell;

use super::{
    Expression,
    ast::{Call, Expr, ExprKind, Operator},
    compare,
    context::{Context, EvaluationError, EvaluationErrorKind},
    functions::{self, Arguments},
    span::Span,
    value::{Node, Value},
};

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
        let evaluator = Evaluator { context: *context, left: Cell::new(context.limit) };
        evaluator.value(&self.root, Focus { node: context.node, position: 1, size: 1 })
    }
}

impl<'t> Evaluator<'_, 't> {
    pub(super) fn value(&self, expr: &Expr, focus: Focus<'t>) -> Result<Value<'t>, EvaluationError> {
        self.spend(1, expr.span)?;
        match &expr.kind {
            ExprKind::Number(number) => Ok(Value::Number(*number)),
            ExprKind::Literal(text) => Ok(Value::String(text.clone())),
            ExprKind::Negate(inner) => Ok(Value::Number(-self.number(inner, focus)?)),
            ExprKind::Chain { first, rest } => self.chain(first, rest, focus),
            ExprKind::Call(call) => self.call(call, expr.span, focus),
            ExprKind::Path(path) => self.path(path, expr.span, focus).map(Value::NodeSet),
        }
    }

    pub(super) fn number(&self, expr: &Expr, focus: Focus<'t>) -> Result<f64, EvaluationError> {
        Ok(self.value(expr, focus)?.to_number(self.context.zone()))
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

    /// Counts work against the limit.
    pub(super) fn spend(&self, steps: u64, span: Span) -> Result<(), EvaluationError> {
        let Some(left) = self.left.get().checked_sub(steps) else {
            let kind = EvaluationErrorKind::TooLong { limit: self.context.limit };
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
        functions::in_document_order(&mut nodes);
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
        let numbers = || (left.to_number(zone), right.to_number(zone));
        let arithmetic = |of: fn(f64, f64) -> f64| {
            let (left, right) = numbers();
            Ok(Value::Number(of(left, right)))
        };
        match operator {
            Operator::Add => arithmetic(|left, right| left + right),
            Operator::Subtract => arithmetic(|left, right| left - right),
            Operator::Multiply => arithmetic(|left, right| left * right),
            Operator::Divide => arithmetic(|left, right| left / right),
            // The remainder takes the sign of the dividend, as in XPath.
            Operator::Modulo => arithmetic(|left, right| left % right),
            _ => {
                let pairs = count(left).saturating_mul(count(right));
                self.spend(pairs, span)?;
                Ok(Value::Boolean(compare::holds(left, operator, right, zone)))
            }
        }
    }
}

fn count(value: &Value<'_>) -> u64 {
    match value {
        Value::NodeSet(nodes) => nodes.len() as u64,
        _ => 1,
    }
}
