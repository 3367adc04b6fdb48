/**
 * Why a test is skipped, as its option `skip` takes it: what is missing. Where the environment has
 * `SHIMING_REQUIRE_ALL=1`, as under `cargo xtask test`, it throws instead. The crate `material` has the same rule.
 */
export function missing(reason) {
  if (process.env.SHIMING_REQUIRE_ALL === "1")
    throw new Error(`${reason}; SHIMING_MAY_SKIP=1 lets \`cargo xtask test\` pass without it`);
  return reason;
}
