//! Plots as SVG within the page; a table beside each says the same in text.

use super::ReportError;
use crate::statistics::OperatingPoint;
use crate::statistics::proportion::count;
use maud::{Markup, PreEscaped, html};
use plotters::coord::Shift;
use plotters::prelude::{
    ChartBuilder, Circle, DrawingArea, IntoDrawingArea as _, LineSeries, PathElement, RGBColor,
    Rectangle, SVGBackend, WHITE,
};
use plotters::style::Color as _;

const SIZE: (u32, u32) = (640, 380);
const SMALL: (u32, u32) = (320, 180);
const LABELS: (&str, u32) = ("sans-serif", 14);
const INK: RGBColor = RGBColor(11, 87, 208);
/// Errors below it are drawn on it: a logarithm knows no zero.
const FLOOR: f64 = 1e-5;

/// A bar with its interval.
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) rate: f64,
    pub(super) interval: [f64; 2],
}

/// The detection error trade-off: both errors on logarithmic axes.
pub(super) fn trade_off(
    caption: &str,
    axes: [&str; 2],
    curve: &[OperatingPoint],
) -> Result<Markup, ReportError> {
    let place = |share: f64| share.max(FLOOR).log10();
    let line = curve
        .iter()
        .map(|point| (place(point.false_acceptance), place(point.false_rejection)));
    draw(caption, SIZE, |area| {
        let mut chart = ChartBuilder::on(area)
            .margin(12)
            .x_label_area_size(44)
            .y_label_area_size(64)
            .build_cartesian_2d(FLOOR.log10()..0.0, FLOOR.log10()..0.0)
            .map_err(ReportError::plot)?;
        let label = |exponent: &f64| format!("{} %", libm::exp10(exponent + 2.0));
        chart
            .configure_mesh()
            .max_light_lines(0)
            .label_style(LABELS)
            .x_desc(axes[0])
            .y_desc(axes[1])
            .x_labels(6)
            .y_labels(6)
            .x_label_formatter(&label)
            .y_label_formatter(&label)
            .draw()
            .map_err(ReportError::plot)?;
        let points: Vec<_> = line.clone().collect();
        chart
            .draw_series(LineSeries::new(points, INK.stroke_width(2)))
            .map_err(ReportError::plot)?;
        Ok(())
    })
}

/// The receiver operating characteristic: what is rightly accepted over what is wrongly.
pub(super) fn operating_characteristic(
    caption: &str,
    axes: [&str; 2],
    curve: &[OperatingPoint],
) -> Result<Markup, ReportError> {
    draw(caption, SIZE, |area| {
        let mut chart = ChartBuilder::on(area)
            .margin(12)
            .x_label_area_size(44)
            .y_label_area_size(64)
            .build_cartesian_2d(0.0..100.0, 0.0..100.0)
            .map_err(ReportError::plot)?;
        let label = |percent: &f64| format!("{percent} %");
        chart
            .configure_mesh()
            .max_light_lines(0)
            .label_style(LABELS)
            .x_desc(axes[0])
            .y_desc(axes[1])
            .x_label_formatter(&label)
            .y_label_formatter(&label)
            .draw()
            .map_err(ReportError::plot)?;
        let line = curve.iter().map(|point| {
            (
                100.0 * point.false_acceptance,
                100.0 - 100.0 * point.false_rejection,
            )
        });
        chart
            .draw_series(LineSeries::new(line, INK.stroke_width(2)))
            .map_err(ReportError::plot)?;
        Ok(())
    })
}

/// Rates beside each other, each with its interval.
pub(super) fn bars(caption: &str, bars: &[Bar]) -> Result<Markup, ReportError> {
    draw(caption, SIZE, |area| {
        let count = i32::try_from(bars.len()).unwrap_or(i32::MAX);
        let mut chart = ChartBuilder::on(area)
            .margin(12)
            .x_label_area_size(44)
            .y_label_area_size(64)
            .build_cartesian_2d(-0.5..f64::from(count) - 0.5, 0.0..100.0)
            .map_err(ReportError::plot)?;
        let name = |place: &f64| name_at(bars, *place);
        chart
            .configure_mesh()
            .max_light_lines(0)
            .label_style(LABELS)
            .disable_x_mesh()
            .x_labels(bars.len())
            .x_label_formatter(&name)
            .y_label_formatter(&|percent: &f64| format!("{percent} %"))
            .draw()
            .map_err(ReportError::plot)?;
        for (bar, place) in bars.iter().zip(0..) {
            let x = f64::from(place);
            let [low, high] = bar.interval.map(|end| 100.0 * end);
            let whisker = PathElement::new(vec![(x, low), (x, high)], INK.stroke_width(2));
            chart.draw_series([whisker]).map_err(ReportError::plot)?;
            let point = Circle::new((x, 100.0 * bar.rate), 5, INK.filled());
            chart.draw_series([point]).map_err(ReportError::plot)?;
        }
        Ok(())
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole place on the axis, checked first"
)]
fn name_at(bars: &[Bar], place: f64) -> String {
    let is_whole = (place - place.round()).abs() < 1e-6 && place > -0.1;
    let bar = is_whole.then(|| bars.get(place.round() as usize)).flatten();
    bar.map(|bar| bar.name.clone()).unwrap_or_default()
}

/// How often each ten of a score from 0 to 100 occurs.
pub(super) fn histogram(caption: &str, counts: &[usize; 10]) -> Result<Markup, ReportError> {
    let counts = counts.map(count);
    let most = counts.iter().copied().fold(1.0, f64::max);
    draw(caption, SMALL, |area| {
        let mut chart = ChartBuilder::on(area)
            .margin(6)
            .x_label_area_size(24)
            .y_label_area_size(36)
            .build_cartesian_2d(0.0..100.0, 0.0..most)
            .map_err(ReportError::plot)?;
        let whole = |number: &f64| format!("{number:.0}");
        chart
            .configure_mesh()
            .max_light_lines(0)
            .disable_x_mesh()
            .x_labels(6)
            .y_labels(4)
            .x_label_formatter(&whole)
            .y_label_formatter(&whole)
            .draw()
            .map_err(ReportError::plot)?;
        let columns = counts.iter().zip(0..).map(|(number, ten)| {
            let left = f64::from(10 * ten);
            Rectangle::new([(left + 1.0, 0.0), (left + 9.0, *number)], INK.filled())
        });
        chart.draw_series(columns).map_err(ReportError::plot)?;
        Ok(())
    })
}

type Area<'svg> = DrawingArea<SVGBackend<'svg>, Shift>;

/// A figure that a screen reader announces by its caption.
fn draw(
    caption: &str,
    size: (u32, u32),
    paint: impl FnOnce(&Area<'_>) -> Result<(), ReportError>,
) -> Result<Markup, ReportError> {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        area.fill(&WHITE).map_err(ReportError::plot)?;
        paint(&area)?;
        area.present().map_err(ReportError::plot)?;
    }
    Ok(html! {
        figure role="img" aria-label=(caption) {
            div aria-hidden="true" { (PreEscaped(svg)) }
            figcaption lang="en" { (caption) }
        }
    })
}
