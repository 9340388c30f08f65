//! What costs more than it should when somebody means harm: hostile definitions, workbooks and answers, each made in two sizes. Of four
//! times as much, no more than some four times the work may come; the times of one run are held against each other, never against a
//! clock.

mod answers;
mod definitions;
mod growth;
mod workbooks;
