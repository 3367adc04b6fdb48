//! The metric model of a head: where the steadiest points of a mesh lie on an average face.
//!
//! Source: `geometry_pipeline_metadata_landmarks.binarypb` of MediaPipe's face geometry (Apache-2.0), in the same npm
//! package as the mesh's network; A test holds these numbers against it. The points are those that the
//! face geometry itself is fitted by, with their shares, without the jaw, which moves with the mouth, and without the
//! outline, which slides along the head as it turns.

/// A point of the mesh, its share in a fit, and its place in centimetres: to the person's left, up, and forward.
pub(crate) type ModelPoint = ((usize, f64), [f64; 3]);

/// The points a head is fitted by.
#[rustfmt::skip]
pub(crate) const POINTS: [ModelPoint; 26] = [
    ((4, 0.0709), [0.0000, -0.4632, 7.5866]),
    ((6, 0.0321), [0.0000, 2.4733, 5.7886]),
    ((33, 0.0587), [-4.4459, 2.6640, 3.1734]),
    ((54, 0.0077), [-6.2793, 6.6154, 1.4259]),
    ((67, 0.0091), [-3.5240, 8.0060, 3.7292]),
    ((117, 0.0098), [-5.2587, 0.9458, 2.9743]),
    ((119, 0.0146), [-3.3007, 0.8616, 3.8728]),
    ((121, 0.0186), [-1.8207, 1.4680, 4.2241]),
    ((129, 0.1206), [-1.7858, -0.9783, 4.8505]),
    ((133, 0.0533), [-1.8564, 2.5852, 3.7579]),
    ((143, 0.0148), [-6.4076, 2.2360, 1.5608]),
    ((147, 0.0143), [-6.2349, -1.9444, 1.6635]),
    ((198, 0.0255), [-1.2468, 0.2303, 5.6810]),
    ((205, 0.0473), [-3.8329, -1.5373, 4.1377]),
    ((263, 0.0587), [4.4459, 2.6640, 3.1734]),
    ((284, 0.0077), [6.2793, 6.6154, 1.4259]),
    ((297, 0.0091), [3.5240, 8.0060, 3.7292]),
    ((346, 0.0098), [5.2587, 0.9458, 2.9743]),
    ((348, 0.0146), [3.3007, 0.8616, 3.8728]),
    ((350, 0.0186), [1.8207, 1.4680, 4.2241]),
    ((358, 0.1206), [1.7858, -0.9783, 4.8505]),
    ((362, 0.0533), [1.8564, 2.5852, 3.7579]),
    ((372, 0.0148), [6.4076, 2.2360, 1.5608]),
    ((376, 0.0143), [6.2349, -1.9444, 1.6635]),
    ((420, 0.0255), [1.2468, 0.2303, 5.6810]),
    ((425, 0.0473), [3.8329, -1.5373, 4.1377]),];

/// The points in a picture's directions (right, down, away from the camera) around their common middle, when the head
/// faces the camera.
pub(crate) fn centred() -> [[f64; 3]; POINTS.len()] {
    let points = POINTS.map(|(_, [left, up, forward])| [left, -up, -forward]);
    let middle = mean(&points);
    points.map(|point| std::array::from_fn(|axis| point[axis] - middle[axis]))
}

/// The mean of places that belong to the points, each counting by its share.
pub(crate) fn mean<const N: usize>(places: &[[f64; N]; POINTS.len()]) -> [f64; N] {
    let (mut sum, mut shares) = ([0.0; N], 0.0);
    for (((_, share), _), place) in POINTS.iter().zip(places) {
        shares += share;
        for (sum, value) in sum.iter_mut().zip(place) {
            *sum += share * value;
        }
    }
    sum.map(|sum| sum / shares)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model_import::fixtures;

    /// Numbers to a vertex: its place, and where it lies on a texture.
    const STRIDE: usize = 5;
    const VERTICES: usize = 468;
    /// A `float` of field 3 and its key.
    const KEY: u8 = 0x1d;

    /// The numbers of all vertices, which lie together in the protocol buffer.
    fn vertices(geometry: &[u8]) -> Vec<f64> {
        let mut runs = geometry.windows(STRIDE * VERTICES * 5);
        let run = runs.find(|run| run.chunks_exact(5).all(|number| number[0] == KEY));
        let numbers = run.unwrap().as_chunks::<5>().0;
        let number = |[_, a, b, c, d]: &[u8; 5]| f32::from_le_bytes([*a, *b, *c, *d]).into();
        numbers.iter().map(number).collect()
    }

    #[test]
    fn the_points_are_those_of_the_package() {
        let geometry = fixtures::face_geometry().unwrap();
        let vertices = vertices(&geometry);
        for ((index, _), point) in POINTS {
            for (axis, value) in point.into_iter().enumerate() {
                let expected = vertices[index * STRIDE + axis];
                assert!(
                    (value - expected).abs() < 1e-4,
                    "{index}: {value} is not {expected}"
                );
            }
        }
    }
}
