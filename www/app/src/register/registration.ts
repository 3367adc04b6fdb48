import type { ReactiveControllerHost } from "lit";
import type { Locale } from "../../../locales/zh.ts";
import type * as client from "../../../shared/client.ts";
import { broken } from "../form/broken.ts";
import { isWhole } from "../form/date-parts.ts";
import { Form } from "../form/form.ts";
import { confirmingMobile, MobileCode } from "../form/mobile-code.ts";
import {
  checkMobile,
  checkName,
  checkNumber,
  checkNumberSoFar,
  checkTerm,
  termHint,
  type Given,
} from "../form/identity-checks.ts";
import { checkNewPassword } from "../form/password-checks.ts";

const FIELDS = [
  "name",
  "number",
  "valid_from",
  "valid_until",
  "mobile",
  "mobile_code",
  "password",
  "terms_version",
] as const;

export type RegistrationField = (typeof FIELDS)[number];
type Values = Record<RegistrationField, string>;

/** What was typed stays for as long as the page is open, also while the person reads another page. */
let draft: Partial<Values> = {};

/** The registration that is being filled in. */
export class Registration {
  readonly form: Form<RegistrationField>;
  readonly code: MobileCode;
  readonly #given: Given;

  constructor(host: ReactiveControllerHost, given: Given) {
    this.#given = given;
    this.code = new MobileCode(host, confirmingMobile("register"), given);
    this.form = new Form(host, checks(given, this.code));
    Object.assign(this.form.values, draft);
    draft = this.form.values;
  }

  /** The end that the age at issue implies, where another was chosen. */
  hint(): string | undefined {
    const { valid_from, valid_until } = this.form.values;
    const chosen = isWhole(valid_from) && (isWhole(valid_until) || valid_until === "long_term");
    return chosen ? termHint(this.form.values, this.#given) : undefined;
  }

  /** What the edge is asked; elements in the form the rules have read. */
  request(termsVersion: string): client.Registration {
    const { number, name, mobile, mobile_code, ...others } = this.form.values;
    const rules = this.#given.rules();
    return {
      ...others,
      number: rules?.parseNumber(number, this.#given.now()).value ?? number,
      name: rules?.parseName(name).value ?? name,
      mobile: rules?.parseMobile(mobile).value ?? mobile,
      terms_version: termsVersion,
      ...this.code.request(mobile_code),
    };
  }

  labels(words: Locale): Record<RegistrationField, string> {
    const { fields, mobileCode, terms } = words;
    return {
      name: fields.name.label,
      number: fields.number.label,
      valid_from: fields.validFrom.label,
      valid_until: fields.validUntil.label,
      mobile: fields.mobile.label,
      mobile_code: mobileCode.label,
      password: fields.newPassword.label,
      terms_version: terms.title,
    };
  }

  /** Registered: nothing of it is needed any more. */
  forget(): void {
    draft = {};
    this.code.forget();
    for (const name of FIELDS) this.form.values[name] = "";
  }
}

function checks(
  given: Given,
  code: MobileCode,
): ConstructorParameters<typeof Form<RegistrationField>>[1] {
  const term = (field: "valid_from" | "valid_until") => ({
    whole: (values: Values) => checkTerm(field, values, given),
    certain: (values: Values) =>
      isWhole(values[field]) ? checkTerm(field, values, given) : undefined,
  });
  return {
    name: { whole: ({ name }) => checkName(name, given) },
    number: {
      whole: ({ number }) => checkNumber(number, given),
      certain: ({ number }) => checkNumberSoFar(number, given),
    },
    valid_from: term("valid_from"),
    valid_until: term("valid_until"),
    mobile: { whole: ({ mobile }) => checkMobile(mobile, given) },
    mobile_code: { whole: ({ mobile_code, mobile }) => code.check(mobile_code, mobile) },
    password: { whole: (values) => checkNewPassword(values.password, values) },
    terms_version: {
      whole: (values) => (values.terms_version === "" ? broken("not_accepted") : undefined),
    },
  };
}
