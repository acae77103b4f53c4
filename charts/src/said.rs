//! The words of a figure, put together with what is drawn.

use crate::figure::Figure;
use crate::sketch::Sketch;
use crate::table::Table;
use crate::value::Values;
use quorate_model::assessment::Assessment;

/// What a figure says.
pub(crate) struct Said {
    pub(crate) name: &'static str,
    pub(crate) title: String,
    pub(crate) subtitle: String,
    pub(crate) sentence: String,
    pub(crate) table: Table,
}

impl Said {
    /// The figure of these words, that drawing and its extent.
    pub(crate) fn with(self, sketch: Sketch, values: Values, (width, height): (f64, f64)) -> Figure {
        Figure {
            name: self.name,
            title: self.title,
            subtitle: self.subtitle,
            sentence: self.sentence,
            table: self.table,
            values: values.into_vec(),
            width,
            height: height.ceil(),
            marks: sketch.marks,
            labels: sketch.labels,
            hovers: sketch.hovers,
            legend: sketch.legend,
            handles: sketch.handles,
            trace: sketch.trace,
        }
    }
}

/// `sentence` of a figure at medians, behind which design the verdict takes where that is another.
pub(crate) fn beside_averages(assessment: &Assessment, sentence: String) -> String {
    let decision = assessment.decision.as_ref();
    match decision.and_then(|decision| Some((decision.best.as_ref()?, decision.best_at_medians.as_ref()?))) {
        Some((best, at_medians)) => format!(
            "The verdict goes by averages, on which {best} costs least; this figure is at medians, where {at_medians} does. {sentence}"
        ),
        None => sentence,
    }
}

/// `title`, said to be at medians where another design is best there than on average.
pub(crate) fn at_medians(assessment: &Assessment, title: String) -> String {
    let decision = assessment.decision.as_ref();
    match decision.and_then(|decision| decision.best_at_medians.as_ref()) {
        Some(_) => format!("At medians {title}"),
        None => title,
    }
}
