/** Place, year, month and day, the rest: the groups in which a number is read aloud. */
const GROUPS = [6, 4, 4, 4];

export interface Mark {
  character: string;
  wrong: boolean;
}

/** A number as it is meant, in groups to compare it with the card. */
export function numberGroups(meant: string, wrong?: { start: number; end: number }): Mark[][] {
  const marks = [...meant].map((character, position) => ({
    character,
    wrong: wrong !== undefined && position >= wrong.start && position < wrong.end,
  }));
  const groups: Mark[][] = [];
  for (const size of GROUPS) groups.push(marks.splice(0, size));
  groups.push(marks);
  return groups.filter((group) => group.length > 0);
}
