//! The page as a whole.

use super::ReportError;
use super::section::{
    attacks, counts, differential, enrolment, groups, measures, product, recognition, scans,
};
use crate::Figures;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = "
:root { color-scheme: light; font: 1rem/1.5 system-ui, 'Noto Sans CJK SC', sans-serif; color: #1a1a1a; background: #fff }
body { max-width: 60rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.6rem } h2 { font-size: 1.25rem; margin-top: 2.5rem } h3 { font-size: 1.05rem }
.table { overflow-x: auto } .table:focus-visible { outline: 3px solid #0b57d0 }
table { border-collapse: collapse; margin: .5rem 0 1rem } caption { text-align: start; font-weight: 600; padding: .25rem 0 }
th, td { border: 1px solid #767676; padding: .25rem .6rem; text-align: start; font-variant-numeric: tabular-nums }
thead th { background: #eef1f4 } figure { margin: 1rem 0 } svg { max-width: 100%; height: auto }
.loud { border: 3px solid #a50e0e; padding: .5rem 1rem; font-weight: 600 }
";

/// The page of these figures.
pub(super) fn of(figures: &Figures) -> Result<Markup, ReportError> {
    Ok(html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { "实名核验评测 · Shiming evaluation" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { "实名核验评测报告 " span lang="en" { "Shiming evaluation" } }
                    @if !figures.product.has_spoof_nets { (loud()) }
                    @if let Some(differential) = &figures.differential_performance { (differential::loud(differential)) }
                    (product::of(&figures.product, figures.seed))
                    (counts::of(&figures.counts))
                    (enrolment::of(&figures.enrolment))
                    @if let Some(recognition) = &figures.recognition {
                        (recognition::of(recognition, &figures.product)?)
                    } @else { (recognition::absent()) }
                    (differential::of(figures.differential_performance.as_ref()))
                    (attacks::of(&figures.attacks, figures.product.has_spoof_nets)?)
                    @if let Some(scans) = &figures.scans { (scans::of(scans)) }
                    (groups::of(&figures.groups)?)
                    (measures::of(&figures.measures)?)
                }
            }
        }
    })
}

fn loud() -> Markup {
    html! {
        div.loud role="note" {
            p { "未安装翻拍检测模型：本报告对照片、屏幕等呈现攻击没有任何结论。" }
            p lang="en" {
                "The nets for presentation attacks are not installed (SHIMING_SPOOF_MODELS): this report says nothing \
                 about prints, screens and masks that move like a person."
            }
        }
    }
}
