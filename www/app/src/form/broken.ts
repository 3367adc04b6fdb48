/** A rule that an input breaks, and the characters to look at. */
export interface Broken {
  rule: string;
  start: number;
  end: number;
}

/** The rule that `read` throws; nothing if it does not. What is no rule is a fault, and goes on. */
export function brokenBy(read: () => unknown): Broken | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (isBroken(error)) return { rule: error.code, start: error.start, end: error.end };
    throw error;
  }
}

export function broken(rule: string): Broken {
  return { rule, start: 0, end: 0 };
}

function isBroken(error: unknown): error is { code: string; start: number; end: number } {
  return error instanceof Error && "code" in error && "start" in error && "end" in error;
}
