"""The pixels of a picture as Pillow's ImageCms turns them from their own profile into sRGB: colours.py FILE"""

import io
import sys

from PIL import Image, ImageCms

image = Image.open(sys.argv[1]).convert("RGB")
profile = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
converted = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), renderingIntent=intent)
sys.stdout.buffer.write(converted.tobytes())
