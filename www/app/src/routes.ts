import { html, type TemplateResult } from "lit";
import type { Locale } from "../../locales/zh.ts";
import "./pages/sign-in-page.ts";

/** One page: its title, what it shows, the code it needs, and whether only who is signed in may see it. */
export interface Route {
  title: (words: Locale) => string;
  show: () => TemplateResult;
  load?: () => Promise<unknown>;
  signedIn?: true;
}

export const routes: Record<string, Route> = {
  "/": {
    title: (w) => w.signIn.title,
    show: () => html`<sign-in-page></sign-in-page>`,
  },
  "/notice": {
    title: (w) => w.notice.title,
    show: () => html`<notice-page></notice-page>`,
    load: () => import("./pages/notice-page.ts"),
  },
  "/register": {
    title: (w) => w.register.title,
    show: () => html`<register-page></register-page>`,
    load: () => import("./pages/register-page.ts"),
  },
  "/account": {
    title: (w) => w.account.title,
    show: () => html`<account-page></account-page>`,
    load: () => import("./pages/account-page.ts"),
    signedIn: true,
  },
  "/account/password": {
    title: (w) => w.manage.password.title,
    show: () => html`<password-page></password-page>`,
    load: () => import("./pages/password-page.ts"),
    signedIn: true,
  },
  "/account/sessions": {
    title: (w) => w.manage.sessions.title,
    show: () => html`<sessions-page></sessions-page>`,
    load: () => import("./pages/sessions-page.ts"),
    signedIn: true,
  },
  "/account/business": {
    title: (w) => w.manage.business.title,
    show: () => html`<business-page></business-page>`,
    load: () => import("./pages/business-page.ts"),
    signedIn: true,
  },
  "/account/records": {
    title: (w) => w.manage.records.title,
    show: () => html`<records-page></records-page>`,
    load: () => import("./pages/records-page.ts"),
    signedIn: true,
  },
  "/account/close": {
    title: (w) => w.manage.close.title,
    show: () => html`<close-page></close-page>`,
    load: () => import("./pages/close-page.ts"),
    signedIn: true,
  },
  "/level": {
    title: (w) => w.level.title,
    show: () => html`<level-page></level-page>`,
    load: () => import("./pages/level-page.ts"),
    signedIn: true,
  },
  "/scan": {
    title: (w) => w.scan.title,
    show: () => html`<scan-page></scan-page>`,
    load: () => import("./pages/scan-page.ts"),
  },
  "/result": {
    title: (w) => w.result.title,
    show: () => html`<result-page></result-page>`,
    load: () => import("./pages/result-page.ts"),
  },
  "/face": {
    title: (w) => w.face.pages.sign_in.title,
    show: () => html`<identify-page purpose="sign_in"></identify-page>`,
    load: () => import("./pages/identify-page.ts"),
  },
  "/face/code": {
    title: (w) => w.face.confirm.title,
    show: () => html`<confirm-page></confirm-page>`,
    load: () => import("./pages/confirm-page.ts"),
  },
  "/recover": {
    title: (w) => w.face.pages.reset_password.title,
    show: () => html`<identify-page purpose="reset_password"></identify-page>`,
    load: () => import("./pages/identify-page.ts"),
  },
  "/recover/password": {
    title: (w) => w.face.passwordTitle.reset_password,
    show: () => html`<new-password-page purpose="reset_password"></new-password-page>`,
    load: () => import("./pages/new-password-page.ts"),
  },
  "/activate": {
    title: (w) => w.face.pages.activate.title,
    show: () => html`<identify-page purpose="activate"></identify-page>`,
    load: () => import("./pages/identify-page.ts"),
  },
  "/activate/password": {
    title: (w) => w.face.passwordTitle.activate,
    show: () => html`<new-password-page purpose="activate"></new-password-page>`,
    load: () => import("./pages/new-password-page.ts"),
  },
  "/consent": {
    title: (w) => w.face.consentTitle,
    show: () => html`<consent-page></consent-page>`,
    load: () => import("./pages/consent-page.ts"),
  },
  "/check": {
    title: (w) => w.check.title,
    show: () => html`<check-page></check-page>`,
    load: () => import("./pages/check-page.ts"),
  },
  "/account/mobile": {
    title: (w) => w.face.mobile.title,
    show: () => html`<mobile-page></mobile-page>`,
    load: () => import("./pages/mobile-page.ts"),
    signedIn: true,
  },
  "/account/mobile/new": {
    title: (w) => w.face.mobile.title,
    show: () => html`<new-mobile-page></new-mobile-page>`,
    load: () => import("./pages/new-mobile-page.ts"),
    signedIn: true,
  },
  "/photo": {
    title: (w) => w.shell.photo,
    show: () => html`<photo-page></photo-page>`,
    load: () => import("./pages/photo-page.ts"),
  },
  "/counter": {
    title: (w) => w.counter.title,
    show: () => html`<counter-page></counter-page>`,
    load: () => import("./pages/counter-page.ts"),
  },
  "/staff": {
    title: (w) => w.shell.counter,
    show: () => html`<staff-page></staff-page>`,
    load: () => import("./pages/staff-page.ts"),
  },
  "/account/portals": {
    title: (w) => w.shell.onward.portals,
    show: () => html`<portals-page></portals-page>`,
    load: () => import("./pages/portals-page.ts"),
    signedIn: true,
  },
  "/authorize": {
    title: (w) => w.shell.onward.authorize,
    show: () => html`<authorize-page></authorize-page>`,
    load: () => import("./pages/authorize-page.ts"),
  },
  "/device": {
    title: (w) => w.shell.onward.device,
    show: () => html`<device-page></device-page>`,
    load: () => import("./pages/device-page.ts"),
  },
  "/invitation": {
    title: (w) => w.shell.onward.invitation,
    show: () => html`<invitation-page></invitation-page>`,
    load: () => import("./pages/invitation-page.ts"),
  },
  "/terms": {
    title: (w) => w.terms.title,
    show: () => html`<terms-page></terms-page>`,
    load: () => import("./pages/terms-page.ts"),
  },
  "/privacy": {
    title: (w) => w.privacy.title,
    show: () => html`<privacy-page></privacy-page>`,
    load: () => import("./pages/privacy-page.ts"),
  },
  "/problems": {
    title: (w) => w.problems.title,
    show: () => html`<problems-page></problems-page>`,
    load: () => import("./pages/problems-page.ts"),
  },
};

export const missing: Route = {
  title: (w) => w.missing.title,
  show: () => html`<missing-page></missing-page>`,
  load: () => import("./pages/missing-page.ts"),
};
