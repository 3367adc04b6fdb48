import { staffWords, type StaffWords } from "../../../locales/staff.ts";
import * as client from "../../../shared/client.ts";
import { Cell } from "../changes.ts";
import { language } from "../language.ts";

/** The member of the staff who is signed in: null when nobody is, nothing until that is known. */
export const onDuty = new Cell<string | null | undefined>(undefined);

/** The words of the staff's pages in the language of now. */
export const duty = (): StaffWords => staffWords[language.value];

/** Asks who is signed in. */
export async function loadDuty(): Promise<void> {
  const answer = await client.staffSession();
  onDuty.value = answer.ok ? answer.value.member : null;
}

export async function endDuty(): Promise<void> {
  await client.staffSignOut();
  onDuty.value = null;
}
