import { portalWords, type PortalWords } from "../../../locales/portal.ts";
import type { Named } from "../../../shared/client.ts";
import { language } from "../language.ts";

/** The words of these pages in the language of now. */
export const about = (): PortalWords => portalWords[language.value];

/** A name in the language of now. */
export const named = (name: Named): string => name[language.value];
