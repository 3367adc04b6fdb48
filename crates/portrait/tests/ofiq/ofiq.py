"""OFIQ's measures as PyPI's ofiqpy has them, and the degradations of ofiq-syngen.

    ofiq.py measure < case.json     -> {measure: [value, score]}
    ofiq.py degrade FOLDER < case.json

A case names a file of pixels (three bytes each, red first), their width and height; to be measured, it also has the
98 landmarks, the face's ellipse and the head's pose. No model is needed for any of it.
"""

import json
import pathlib
import sys
import types

import cv2
import numpy as np

# What runs models is imported by ofiqpy, and used by none of the functions here.
sys.modules["onnxruntime"] = types.ModuleType("onnxruntime")

from ofiqpy import align  # noqa: E402
from ofiqpy.measures import geometry, pixel  # noqa: E402
from ofiqpy.measures.core import Measures  # noqa: E402

NAMES = {
    "BackgroundUniformity": "background_uniformity",
    "IlluminationUniformity": "illumination_uniformity",
    "LuminanceMean": "luminance_mean",
    "LuminanceVariance": "luminance_variance",
    "UnderExposurePrevention": "under_exposure",
    "OverExposurePrevention": "over_exposure",
    "DynamicRange": "dynamic_range",
    "NaturalColour": "natural_colour",
    "EyesOpen": "eyes_open",
    "MouthClosed": "mouth_closed",
    "InterEyeDistance": "inter_eye_distance",
    "HeadSize": "face_size",
    "LeftwardCropOfTheFaceImage": "crop_left",
    "RightwardCropOfTheFaceImage": "crop_right",
    "MarginAboveOfTheFaceImage": "margin_above",
    "MarginBelowOfTheFaceImage": "margin_below",
    "HeadPoseYaw": "yaw",
    "HeadPosePitch": "pitch",
    "HeadPoseRoll": "roll",
    "Sharpness": "sharpness",
    "CompressionArtifacts": "compression",
}


def pixels(case):
    rgb = np.fromfile(case["pixels"], np.uint8).reshape(case["height"], case["width"], 3)
    return np.ascontiguousarray(rgb[:, :, ::-1])


def ellipse(shape, left, top, right, bottom):
    """The face's region, in the picture as it is."""
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]] + 0.5
    x = (x - (left + right) / 2) / ((right - left) / 2)
    y = (y - (top + bottom) / 2) / ((bottom - top) / 2)
    return (x * x + y * y <= 1).astype(np.uint8)


def parsing(head):
    """What a network would say of the aligned face: 0 is background, and everything below the chin is not."""
    y, x = np.mgrid[0:400, 0:400] + 0.5
    x, y = (x - 200 - head["x"]) / head["half_width"], (y - 195.6 - head["y"]) / head["half_height"]
    found = (x * x + y * y <= 1).astype(np.uint8)
    found[int(195.6 + head["chin"]) :] = 1
    return found


def measured(case):
    image, points = pixels(case), np.array(case["landmarks"])
    aligned, landmarks, affine = align.align(image, points)
    region = ellipse(image.shape, *case["ellipse"])
    whole = types.SimpleNamespace(
        image=image, landmarks=points, aligned_landmarks=landmarks, aligned_face=image, affine=affine,
        landmarked_region=region, occlusion_mask=region, parsing=parsing(case["head"]),
        # The package has OFIQ's names for the angles, which are exchanged.
        pitch=case["yaw"], yaw=case["pitch"], roll=case["roll"],
    )
    face = types.SimpleNamespace(**vars(whole))
    face.aligned_face, face.landmarked_region = aligned, align.landmarked_region(landmarks)
    core = Measures(None)
    found = [pixel.background_uniformity(face), pixel.illumination_uniformity(face), pixel.natural_colour(face)]
    found += [core.luminance_mean(whole), pixel.luminance_variance(whole), pixel.under_exposure(whole)]
    found += [pixel.over_exposure(whole), pixel.dynamic_range(whole), core.head_size(whole), *core.head_pose(whole)]
    found += [geometry.inter_eye_distance(whole), *geometry.crop_of_face(whole)]
    found += [geometry.eyes_open(whole), geometry.mouth_closed(whole)]
    return {NAMES[each.name]: [each.raw, each.scalar] for each in found if each.available}


def degrade(case, folder):
    """The degradations of the measures that the case names, without models: at four strengths, and none."""
    from ofiq_syngen.components import COMPONENT_REGISTRY

    image, kinds = pixels(case), []
    for component, degradations in COMPONENT_REGISTRY.items():
        name = NAMES.get(component.removesuffix(".scalar"))
        if name not in case["measures"]:
            continue
        for at, degradation in enumerate(degradations):
            kind = f"{name}-{at}"
            for step in range(5):
                changed = degradation.function(image, step / 4, case["seed"], None)
                path = pathlib.Path(folder) / f"{kind}-{step}.rgb"
                np.ascontiguousarray(changed[:, :, ::-1]).tofile(path)
            kinds.append([name, kind])
    return kinds


if __name__ == "__main__":
    given = json.load(sys.stdin)
    print(json.dumps(measured(given) if sys.argv[1] == "measure" else degrade(given, sys.argv[2])))
