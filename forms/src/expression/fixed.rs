//! Paths that always lead to the same question, such as `/data/group/name` outside of repeats: found once, so that an evaluation
//! does not have to look for it among all that stands beside it.

use super::{
    Expression,
    ast::{Axis, Expr, ExprKind, Fixed, NodeTest, Path, PathStart, Step},
};

impl Expression {
    /// Notes for every such path which row it leads to. `find` is asked with the names from the root downwards, and answers with what
    /// [`super::Host::fixed`] will be asked for.
    pub(crate) fn fix(&mut self, find: &impl Fn(&[&str]) -> Option<usize>) {
        fix(&mut self.root, find);
    }
}

fn fix(expr: &mut Expr, find: &impl Fn(&[&str]) -> Option<usize>) {
    match &mut expr.kind {
        ExprKind::Number(_) | ExprKind::Literal(_) => {}
        ExprKind::Negate(inner) => fix(inner, find),
        ExprKind::Chain { first, rest } => {
            fix(first, find);
            for (_, operand) in rest {
                fix(operand, find);
            }
        }
        ExprKind::Call(call) => fix_all(&mut call.arguments, find),
        ExprKind::Path(path) => fix_path(path, find),
    }
}

fn fix_all(all: &mut [Expr], find: &impl Fn(&[&str]) -> Option<usize>) {
    for expr in all {
        fix(expr, find);
    }
}

fn fix_path(path: &mut Path, find: &impl Fn(&[&str]) -> Option<usize>) {
    let names: Option<Vec<&str>> = match path.start {
        PathStart::Root => path.steps.iter().map(name).collect(),
        _ => None,
    };
    path.fixed = Fixed(names.and_then(|names| find(&names)));
    match &mut path.start {
        PathStart::Root | PathStart::Context => {}
        PathStart::Reference { predicates, .. } => fix_all(predicates, find),
        PathStart::Expression { inner, predicates } => {
            fix(inner, find);
            fix_all(predicates, find);
        }
    }
    for step in &mut path.steps {
        fix_all(&mut step.predicates, find);
    }
}

fn name(step: &Step) -> Option<&str> {
    match &step.test {
        NodeTest::Name { prefix: None, local } if step.axis == Axis::Child && step.predicates.is_empty() => Some(local),
        _ => None,
    }
}
