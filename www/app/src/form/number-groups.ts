/** Place, year, month and day, the rest: the groups in which a number is read aloud. */
const GROUPS = [6, 4, 4, 4];

export interface Mark {
  character: string;
  wrong: boolean;
}

/** A number as typed, in groups to compare it with the card; the value itself is not changed. */
export function numberGroups(typed: string, wrong?: { start: number; end: number }): Mark[][] {
  const characters = [
    ...typed
      .normalize("NFKC")
      .replace(/[\s\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, ""),
  ];
  const marks = characters.map((character, position) => ({
    character: character.toUpperCase(),
    wrong: wrong !== undefined && position >= wrong.start && position < wrong.end,
  }));
  const groups: Mark[][] = [];
  for (const size of GROUPS) groups.push(marks.splice(0, size));
  groups.push(marks);
  return groups.filter((group) => group.length > 0);
}
