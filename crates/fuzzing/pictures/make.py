"""Writes the pictures in this folder: python3 make.py, with Pillow, and jpegtran of libjpeg-turbo."""

import pathlib
import struct
import subprocess
import zlib

from PIL import Image, ImageCms

SIZE = (24, 16)


def picture(mode):
    whole = Image.new("RGBA", SIZE)
    for x in range(SIZE[0]):
        for y in range(SIZE[1]):
            whole.putpixel((x, y), (x * 10, y * 15, 90, 255 - x * 5))
    return whole.convert(mode) if mode in ("RGB", "RGBA") else whole.convert("RGB").convert(mode)


def jpegs():
    rgb = picture("RGB")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "camera"
    for name, subsampling in (("444", 0), ("422", 1), ("420", 2)):
        rgb.save(f"baseline-{name}.jpg", subsampling=subsampling, quality=85)
    rgb.save("optimised.jpg", quality=85, optimize=True)
    rgb.save("progressive.jpg", quality=85, progressive=True)
    rgb.save("exif.jpg", quality=85, exif=exif)
    rgb.save("icc.jpg", quality=85, icc_profile=profile)
    picture("L").save("grey.jpg", quality=85)
    picture("L").save("grey-progressive.jpg", quality=85, progressive=True)
    picture("CMYK").save("cmyk.jpg", quality=85)
    for name, how in (("restarts", ["-restart", "1"]), ("progressive-restarts", ["-progressive", "-restart", "1B"])):
        subprocess.run(["jpegtran", *how, "-outfile", f"{name}.jpg", "baseline-420.jpg"], check=True)


def chunk(kind, data):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def png(name, depth, colour, before=b"", interlaced=False):
    """Every colour type and depth, by hand: Pillow writes few of them."""
    bits = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour] * depth
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    rows = b""
    for left, top, across, down in passes if interlaced else [(0, 0, 1, 1)]:
        width = -(-(SIZE[0] - left) // across)
        for y in range(top, SIZE[1], down):
            rows += b"\0" + bytes((x * 37 + y * 11) % 256 for x in range(-(-width * bits // 8)))
    header = struct.pack(">IIBBBBB", *SIZE, depth, colour, 0, 0, int(interlaced))
    parts = [chunk(b"IHDR", header), before, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")]
    pathlib.Path(f"{name}.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))


def pngs():
    def palette(depth):
        return chunk(b"PLTE", bytes(value % 256 for value in range(3 * 2**depth)))

    for depth in (1, 2, 4, 8, 16):
        png(f"grey-{depth}", depth, 0)
    for depth in (1, 2, 4, 8):
        png(f"palette-{depth}", depth, 3, palette(depth))
    for depth in (8, 16):
        png(f"rgb-{depth}", depth, 2)
        png(f"grey-alpha-{depth}", depth, 4)
        png(f"rgba-{depth}", depth, 6)
    png("palette-transparent", 8, 3, palette(8) + chunk(b"tRNS", bytes(range(200))))
    png("grey-transparent", 8, 0, chunk(b"tRNS", b"\0\x25"))
    png("rgb-transparent", 8, 2, chunk(b"tRNS", b"\0\0\0\x25\0\x4a"))
    png("interlaced", 8, 2, interlaced=True)
    png("interlaced-palette", 4, 3, palette(4), interlaced=True)
    png("interlaced-16", 16, 6, interlaced=True)


def webps():
    rgb, rgba = picture("RGB"), picture("RGBA")
    rgb.save("lossy.webp", quality=80)
    rgba.save("lossy-alpha.webp", quality=80)
    rgb.save("lossless.webp", lossless=True)
    rgba.save("lossless-alpha.webp", lossless=True)
    turned = rgb.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    for name, lossless in (("animated-lossy", False), ("animated-lossless", True)):
        rgb.save(f"{name}.webp", save_all=True, append_images=[turned], duration=40, lossless=lossless)
    exif = Image.Exif()
    exif[0x0112] = 8
    rgb.save("exif.webp", quality=80, exif=exif)


jpegs()
pngs()
webps()
