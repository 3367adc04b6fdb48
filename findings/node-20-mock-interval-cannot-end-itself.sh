#!/usr/bin/env bash
# Guess: under node's own fake timers (`mock.timers` of node:test) an interval that clears itself in its callback is over, as
# with real timers, and as `clearInterval` from outside has it.
#
# In node 20.20.2 it goes on: the fake clock puts the interval back after its callback, whatever the callback did, so a tick of
# 100 ms calls an interval of 10 ms ten times that wanted one. In 22.23.3 it is called once. A test of "tells once, then stops"
# fails under the one and passes under the other although the code is right.
#
# Output seen:
#   v20.20.2: real timers 1, fake timers 10
#   v22.23.3: real timers 1, fake timers 1
#
# Needs npm, on x64 or arm64. Exits non-zero if any of this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >look.mjs <<'JS'
import { mock } from "node:test";

/** How often an interval of 10 ms is called that clears itself at once, in the 100 ms that `pass` lets go by. */
async function calls(pass) {
  let count = 0;
  const interval = setInterval(() => {
    count += 1;
    clearInterval(interval);
  }, 10);
  await pass();
  return count;
}

const real = await calls(() => new Promise((resolve) => setTimeout(resolve, 100)));
mock.timers.enable({ apis: ["setInterval"] });
const fake = await calls(() => mock.timers.tick(100));
console.log(`${process.version}: real timers ${real}, fake timers ${fake}`);
JS
for version in 20.20.2 22.23.3; do
  mkdir "$version"
  npm install --silent --no-save --no-audit --no-fund --prefix "$version" "node@$version" >/dev/null
  "$version/node_modules/node/bin/node" --no-warnings look.mjs
done | tee seen
cat >expected <<'SEEN'
v20.20.2: real timers 1, fake timers 10
v22.23.3: real timers 1, fake timers 1
SEEN
diff expected seen
