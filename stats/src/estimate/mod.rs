//! Numbers that stand for more people than answered, each with how far off it may be. Every formula names its source.

mod beta;
mod design;
mod detectable;
mod difference;
mod estimated;
mod interval;
mod post_strata;
mod rake;
mod rake_known;
mod response;
mod weight;

pub use design::{Design, DesignError, Stratum};
pub use detectable::{Power, smallest_rise};
pub use difference::{Agreement, Estimated, difference, linked_difference, newcombe};
pub use estimated::Estimate;
pub use interval::{Interval, Level, Proportion, clopper_pearson, finite_population_correction, logit, wilson};
pub use post_strata::{PostStratified, PostStratum, post_stratified};
pub use rake::{Margin, RakeError, Raked, Trimming, post_stratify, rake};
pub use rake_known::{Alike, rake_known};
pub use response::Dispositions;
pub use weight::{Weights, WeightsError};
