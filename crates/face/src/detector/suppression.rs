//! Weighted non-maximum suppression: several anchors see the same face; their mean is steadier than the
//! best alone (Bazarevsky et al., “BlazeFace”, 2019, section 3.4).

use super::Detection;
use crate::Area;

/// From this overlap on two detections are one face.
const SAME_FACE: f32 = 0.3;

/// One detection a face, best score first.
pub(super) fn suppress(mut found: Vec<Detection>) -> Vec<Detection> {
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut faces = Vec::new();
    while let Some(&best) = found.first() {
        let (same, others) = found
            .into_iter()
            .partition::<Vec<_>, _>(|other| other.area.overlap(&best.area) > SAME_FACE);
        faces.push(if same.is_empty() {
            best
        } else {
            mean(&same, best.score)
        });
        // The best is dropped even when it has no extent and overlaps nothing, not even itself.
        found = others.into_iter().filter(|other| *other != best).collect();
    }
    faces
}

/// The mean by score, with the best one's score.
fn mean(same: &[Detection], score: f32) -> Detection {
    let total: f32 = same.iter().map(|one| one.score).sum();
    let mean = |part: &dyn Fn(&Detection) -> f32| {
        same.iter().map(|one| part(one) * one.score).sum::<f32>() / total
    };
    Detection {
        area: Area {
            x: mean(&|one| one.area.x),
            y: mean(&|one| one.area.y),
            width: mean(&|one| one.area.width),
            height: mean(&|one| one.area.height),
        },
        points: std::array::from_fn(|point| {
            std::array::from_fn(|axis| mean(&|one| one.points[point][axis]))
        }),
        score,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f32, score: f32) -> Detection {
        let area = Area {
            x,
            y: 0.0,
            width: 10.0,
            height: 10.0,
        };
        Detection {
            area,
            points: [[x, 0.0]; 6],
            score,
        }
    }

    #[test]
    fn neighbours_merge_by_score_and_strangers_stay() {
        let faces = suppress(vec![at(2.0, 0.5), at(50.0, 0.6), at(0.0, 1.0)]);
        assert_eq!(faces.len(), 2);
        assert!((faces[0].area.x - 2.0 / 3.0).abs() < 1e-6);
        assert!((faces[0].points[5][0] - 2.0 / 3.0).abs() < 1e-6);
        assert_eq!((faces[0].score, faces[1].score), (1.0, 0.6));
    }

    #[test]
    fn a_detection_without_extent_ends_too() {
        let area = Area {
            x: 0.0,
            y: 0.0,
            width: 0.0,
            height: 0.0,
        };
        assert_eq!(
            suppress(vec![Detection {
                area,
                ..at(0.0, 0.9)
            }])
            .len(),
            1
        );
    }
}
