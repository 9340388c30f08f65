//! Which element of the answers belongs to which row of the form, relevant or not.
//!
//! The tree of answers holds what is relevant, since that is all that expressions may see. The cells hold everything: a cell
//! that is not relevant keeps its element, with its answers, outside the tree. A repeat has one cell of its own in the group
//! it stands in, the anchor, with its instances as children; the anchor's element is never in the tree.

use crate::{
    definition::form::{Form, Item, ItemId, ItemKind},
    instance::{Instance, refusal::Refusal},
    tree::{NodeId, Tree},
};

/// Names a cell of one instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CellId(usize);

/// What a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CellKind {
    /// A group, or the form itself.
    Group,
    /// A repeat, whatever the number of its instances.
    Anchor,
    /// One instance of a repeat.
    Occurrence,
    /// A question.
    Question,
}

#[derive(Debug)]
pub(super) struct CellData {
    pub(super) item: ItemId,
    pub(super) node: NodeId,
    pub(super) kind: CellKind,
    pub(super) parent: Option<CellId>,
    pub(super) children: Vec<CellId>,
    /// What its own condition says; whether it is relevant depends on the cells around it, too.
    pub(super) is_wanted: bool,
    /// The answer was computed as a number.
    pub(super) is_number: bool,
    /// How many instances a repeat was given.
    pub(super) given: usize,
    /// What was given here and could not be taken.
    pub(super) refusals: Vec<Refusal>,
}

/// All cells of an instance.
#[derive(Debug)]
pub(super) struct Cells {
    all: Vec<CellData>,
    by_item: Vec<Row>,
    /// By the place of the node among all.
    by_node: Vec<Option<CellId>>,
    count: usize,
}

/// The cells of a row: outside of repeats one, which takes no memory of its own.
#[derive(Debug, Clone)]
enum Row {
    One(Option<CellId>),
    Many(Vec<CellId>),
}

impl Cells {
    pub(super) fn new(form: &Form) -> Self {
        let rows = form.items.len();
        Self {
            all: Vec::with_capacity(rows),
            by_item: vec![Row::One(None); rows],
            by_node: Vec::with_capacity(2 * rows),
            count: 0,
        }
    }

    pub(super) fn add(&mut self, item: ItemId, kind: CellKind, node: NodeId, parent: Option<CellId>) -> CellId {
        let id = CellId(self.all.len());
        self.all.push(CellData {
            item,
            node,
            kind,
            parent,
            children: Vec::new(),
            is_wanted: true,
            is_number: false,
            given: 0,
            refusals: Vec::new(),
        });
        if let Some(parent) = parent {
            self.get_mut(parent).children.push(id);
        }
        self.by_item[item.0].push(id);
        if self.by_node.len() <= node.place() {
            self.by_node.resize(node.place() + 1, None);
        }
        self.by_node[node.place()] = Some(id);
        self.count += 1;
        id
    }

    /// How many cells there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Forgets a cell and everything below it.
    pub(super) fn remove(&mut self, id: CellId) {
        for child in std::mem::take(&mut self.get_mut(id).children) {
            self.remove(child);
        }
        let CellData { item, node, parent, .. } = *self.get(id);
        self.by_item[item.0].remove(id);
        self.by_node[node.place()] = None;
        self.count -= 1;
        if let Some(parent) = parent {
            self.get_mut(parent).children.retain(|child| *child != id);
        }
    }

    pub(super) fn get(&self, id: CellId) -> &CellData {
        &self.all[id.0]
    }

    pub(super) fn get_mut(&mut self, id: CellId) -> &mut CellData {
        &mut self.all[id.0]
    }

    /// The cells of a row. Of a repeat these are anchors and instances.
    pub(super) fn of_item(&self, item: ItemId) -> &[CellId] {
        self.by_item[item.0].cells()
    }

    pub(super) fn of_node(&self, node: NodeId) -> Option<CellId> {
        self.by_node.get(node.place()).copied().flatten()
    }

    /// Brings the elements of a cell into the tree, or takes them out, as its condition says. Those of an anchor are its
    /// instances. Costs nothing that grows with the number of instances around it.
    pub(super) fn place(&self, id: CellId, tree: &mut Tree) {
        let cell = self.get(id);
        let is_anchor = cell.kind == CellKind::Anchor;
        let elements = if is_anchor { cell.children.as_slice() } else { std::slice::from_ref(&id) };
        if cell.is_wanted {
            let mut after = self.element_before(id);
            for element in elements.iter().map(|element| self.get(*element).node) {
                tree.attach(element, after);
                after = Some(element);
            }
        } else {
            for element in elements {
                tree.detach(self.get(*element).node);
            }
        }
    }

    /// Brings the newest instance of a repeat into the tree, if the repeat is in it.
    pub(super) fn place_last(&self, anchor: CellId, tree: &mut Tree) {
        let cell = self.get(anchor);
        let [earlier @ .., last] = cell.children.as_slice() else { return };
        let last = self.get(*last).node;
        if cell.is_wanted {
            let before = earlier.last().map(|before| self.get(*before).node);
            tree.attach(last, before.or_else(|| self.element_before(anchor)));
        } else {
            tree.detach(last);
        }
    }

    /// The last element in the tree that stands before those of a cell, in the same parent.
    fn element_before(&self, id: CellId) -> Option<NodeId> {
        let siblings = &self.get(self.get(id).parent?).children;
        let place = siblings.iter().position(|sibling| *sibling == id)?;
        siblings[..place].iter().rev().map(|sibling| self.get(*sibling)).filter(|cell| cell.is_wanted).find_map(
            |cell| match cell.kind {
                CellKind::Anchor => cell.children.last().map(|last| self.get(*last).node),
                _ => Some(cell.node),
            },
        )
    }
}

impl Row {
    fn cells(&self) -> &[CellId] {
        match self {
            Self::One(cell) => cell.as_slice(),
            Self::Many(cells) => cells,
        }
    }

    fn push(&mut self, cell: CellId) {
        match self {
            Self::One(None) => *self = Self::One(Some(cell)),
            Self::One(Some(first)) => *self = Self::Many(vec![*first, cell]),
            Self::Many(cells) => cells.push(cell),
        }
    }

    fn remove(&mut self, cell: CellId) {
        match self {
            Self::One(own) => *own = own.filter(|own| *own != cell),
            Self::Many(cells) => cells.retain(|own| *own != cell),
        }
    }
}

impl CellId {
    /// The cell of the form itself.
    pub(crate) const ROOT: Self = Self(0);
}

impl<'f> Instance<'f> {
    /// The form that is answered.
    pub fn form(&self) -> &'f Form {
        self.form
    }

    /// The row that a cell belongs to.
    pub(crate) fn item(&self, cell: CellId) -> &'f Item {
        self.form.item(self.cells.get(cell).item)
    }

    /// What a cell is.
    pub(crate) fn kind(&self, cell: CellId) -> CellKind {
        self.cells.get(cell).kind
    }

    /// The cells in a cell, relevant or not, in the order of the form.
    pub(crate) fn children(&self, cell: CellId) -> &[CellId] {
        &self.cells.get(cell).children
    }

    /// The cell around a cell.
    pub(crate) fn parent(&self, cell: CellId) -> Option<CellId> {
        self.cells.get(cell).parent
    }

    /// Whether the cell and all around it are relevant.
    pub(crate) fn is_relevant(&self, cell: CellId) -> bool {
        let mut line = std::iter::successors(Some(cell), |cell| self.parent(*cell));
        line.all(|cell| self.cells.get(cell).is_wanted)
    }

    /// Whether the question at `path` is relevant; nothing if there is none.
    pub fn relevant(&self, path: &str) -> Option<bool> {
        self.find(path).map(|cell| self.is_relevant(cell))
    }

    /// What a question holds, as XForms writes it; empty if it is not answered.
    pub(crate) fn answer(&self, cell: CellId) -> String {
        self.tree.text(self.cells.get(cell).node).into_owned()
    }

    /// Names from the form downwards, with the number of the instance behind a repeat: `findings[2]/theme`.
    pub(crate) fn path(&self, cell: CellId) -> String {
        let Some(parent) = self.parent(cell) else { return String::new() };
        if self.kind(cell) == CellKind::Occurrence {
            let number = self.children(parent).iter().position(|sibling| *sibling == cell).map_or(0, |index| index + 1);
            return format!("{}[{number}]", self.path(parent));
        }
        let name = &self.item(cell).name;
        match self.path(parent).as_str() {
            "" => name.clone(),
            above => format!("{above}/{name}"),
        }
    }

    /// The cell that a path names. A repeat without number is its anchor.
    pub(crate) fn find(&self, path: &str) -> Option<CellId> {
        let mut cell = CellId::ROOT;
        for part in path.split('/').filter(|part| !part.is_empty()) {
            let (name, number) = match part.strip_suffix(']').and_then(|part| part.split_once('[')) {
                Some((name, number)) => (name, Some(number.parse::<usize>().ok()?)),
                None => (part, None),
            };
            cell = *self.children(cell).iter().find(|child| self.item(**child).name == name)?;
            if let Some(number) = number {
                let is_repeat = self.kind(cell) == CellKind::Anchor;
                cell = *self.children(cell).get(number.checked_sub(1).filter(|_| is_repeat)?)?;
            }
        }
        Some(cell)
    }

    /// How many instances a repeat has by its count, if it has one.
    pub(crate) fn has_fixed_count(&self, anchor: CellId) -> bool {
        matches!(self.item(anchor).kind, ItemKind::Repeat { count: Some(_), .. })
    }
}
