//! The precedence of operators: which operands belong together.

use super::ast::{Expr, ExprKind, Operator};

/// Makes chains of a flat row of operands, those of the tightest operators first. By passes and not by a descent through
/// the levels of precedence, so that brackets cost little stack.
pub(super) fn grouped(mut first: Expr, mut rest: Vec<(Operator, Expr)>) -> Expr {
    for precedence in (0..=5).rev() {
        if rest.iter().all(|(operator, _)| operator.precedence() != precedence) {
            continue;
        }
        let mut looser: Vec<(Operator, Expr)> = Vec::new();
        let mut run = Vec::new();
        for (operator, operand) in rest {
            if operator.precedence() == precedence {
                run.push((operator, operand));
                continue;
            }
            close_run(&mut first, &mut looser, &mut run);
            looser.push((operator, operand));
        }
        close_run(&mut first, &mut looser, &mut run);
        rest = looser;
    }
    first
}

/// Joins the operands of one run to the operand before it.
fn close_run(first: &mut Expr, looser: &mut [(Operator, Expr)], run: &mut Vec<(Operator, Expr)>) {
    if run.is_empty() {
        return;
    }
    let head = looser.last_mut().map_or(first, |(_, operand)| operand);
    let placeholder = Expr { kind: ExprKind::Number(0.0), span: head.span };
    *head = chained(std::mem::replace(head, placeholder), std::mem::take(run));
}

/// Operands joined by operators of one precedence.
pub(super) fn chained(first: Expr, rest: Vec<(Operator, Expr)>) -> Expr {
    let Some((_, last)) = rest.last() else {
        return first;
    };
    let span = first.span.to(last.span);
    Expr { kind: ExprKind::Chain { first: Box::new(first), rest }, span }
}
