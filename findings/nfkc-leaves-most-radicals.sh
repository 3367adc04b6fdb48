#!/usr/bin/env bash
# A name copied out of a PDF file often holds CJK radicals (U+2E80 to U+2FD5) in place of the ideographs that they look like.
#
# Guess: NFKC, which is there for compatibility characters, turns every radical into its ideograph, for it does so with all
# 214 radicals of Kangxi (U+2F00 to U+2FD5).
#
# Seen on 2026-11-30 with PyPI unicodedata2 18.0.0 (Unicode 18): of the 115 radicals of the supplement (U+2E80 to U+2EF3) it
# maps two, U+2E9F and U+2EF3. U+2EE8 stays apart from U+9EA6 (麦), which looks the same. Unicode's own equivalence for
# these is another file, EquivalentUnifiedIdeograph.txt, which no normalisation form uses.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check unicodedata2==18.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import unicodedata2 as unicode

def changed(first, last):
    assigned = [chr(c) for c in range(first, last + 1) if unicode.name(chr(c), None)]
    return len(assigned), [c for c in assigned if unicode.normalize("NFKC", c) != c]

kangxi, mapped = changed(0x2F00, 0x2FD5)
supplement, few = changed(0x2E80, 0x2EF3)
print(f"Unicode {unicode.unidata_version}: {len(mapped)} of {kangxi} radicals of Kangxi are mapped,",
      f"{len(few)} of {supplement} of the supplement:", *(f"U+{ord(c):04X}" for c in few))
assert (kangxi, len(mapped), supplement) == (214, 214, 115)
assert few == ["\u2e9f", "\u2ef3"]
assert unicode.normalize("NFKC", "张\u2ee8") != unicode.normalize("NFKC", "张麦")
PYTHON
