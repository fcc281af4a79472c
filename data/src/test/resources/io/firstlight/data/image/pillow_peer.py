"""Image files of many kinds, and what Pillow reads in each. Needs Pillow alone.

usage: pillow_peer.py write DIR    writes files of the kinds that Pillow can write
       pillow_peer.py read DIR     beside each file of DIR its values: FILE.rgb, that is width and height (4 bytes each,
                                   big-endian) and RGB upright, over white where the file is transparent; empty where
                                   Pillow refuses the file
"""
import os
import random
import struct
import sys

from PIL import Image, ImageCms, ImageOps, PngImagePlugin


def drawing(width, height, mode):
    chance = random.Random(width * 1000 + height)
    image = Image.new("RGB", (width, height))
    for y in range(height):
        for x in range(width):
            red, green = 255 * x // max(1, width - 1), 255 * y // max(1, height - 1)
            image.putpixel((x, y), (red, green, (x * 37 + y * 91 + chance.randrange(40)) % 256))
    return image.convert(mode)


def write(folder):
    def save(image, name, **options):
        image.save(os.path.join(folder, name), **options)

    for width, height in ((33, 17), (64, 48), (1, 1), (7, 9)):
        size = f"{width}x{height}"
        for sampling in (0, 1, 2):
            for progressive in (False, True):
                name = f"rgb-{size}-{sampling}-{'progressive' if progressive else 'baseline'}.jpg"
                save(drawing(width, height, "RGB"), name, quality=85, subsampling=sampling, progressive=progressive)
            save(drawing(width, height, "CMYK"), f"cmyk-{size}-{sampling}.jpg", quality=85, subsampling=sampling)
        save(drawing(width, height, "L"), f"grey-{size}.jpg", quality=80)
        save(drawing(width, height, "RGB"), f"restart-{size}.jpg", quality=80, restart_marker_blocks=1)
        save(drawing(width, height, "RGB"), f"keep-rgb-{size}.jpg", quality=80, keep_rgb=True)
        for mode in ("1", "L", "LA", "P", "RGB", "RGBA"):
            save(drawing(width, height, mode), f"{mode}-{size}.png")
        few = drawing(width, height, "RGB").quantize(13)
        save(few, f"few-{size}.png", bits=4)
        save(few, f"see-through-{size}.png", transparency=2)
        faint = drawing(width, height, "RGB")
        faint.putalpha(drawing(height, width, "L").transpose(Image.Transpose.ROTATE_90))
        save(faint, f"faint-{size}.png")
        save(drawing(width, height, "RGB"), f"key-{size}.png", transparency=(1, 2, 3))
        for mode in ("1", "L", "P", "RGB", "RGBA"):
            save(drawing(width, height, mode), f"{mode}-{size}.bmp")
        for mode in ("L", "P", "RGB"):
            save(drawing(width, height, mode), f"{mode}-{size}.gif")
        save(few, f"few-{size}.gif")
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        for ending in ("jpg", "png"):
            save(drawing(20, 12, "RGB"), f"turned-{orientation}.{ending}", exif=exif.tobytes())
    save(drawing(20, 12, "I;16"), "grey-16.png")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    gamma = PngImagePlugin.PngInfo()
    gamma.add(b"gAMA", struct.pack(">I", 100000))
    for mode in ("L", "RGB"):
        save(drawing(20, 12, mode), f"gamma-{mode}.png", pnginfo=gamma)
        save(drawing(20, 12, mode), f"profile-{mode}.png", icc_profile=profile)
        save(drawing(20, 12, mode), f"profile-{mode}.jpg", icc_profile=profile)


def read(folder):
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        values = b""
        try:
            with Image.open(path) as image:
                upright = ImageOps.exif_transpose(image)
                if upright.mode in ("RGBA", "LA") or "transparency" in upright.info:
                    layer = upright.convert("RGBA")
                    upright = Image.new("RGB", layer.size, "white")
                    upright.paste(layer, mask=layer.getchannel("A"))
                upright = upright.convert("RGB")
                values = struct.pack(">II", *upright.size) + upright.tobytes()
        except (OSError, SyntaxError, ValueError) as error:
            print(f"{name}: {error}")
        with open(path + ".rgb", "wb") as out:
            out.write(values)


if __name__ == "__main__":
    {"write": write, "read": read}[sys.argv[1]](sys.argv[2])
