import type { Office } from "./office.ts";

interface Service {
  fetch(input: string | Request, init?: RequestInit): Promise<Response>;
}

/** What the deployment binds. */
export interface Env {
  /** The way to the identity service; the runtime's own fetch reaches public addresses only. */
  EDGE: Service;
  /** The pages, as they were built. */
  PAGES: Service;
  OFFICE: { getByName(name: string): Office };
  /** Where the portal itself is, such as `https://portal.example`. */
  PORTAL_ORIGIN: string;
  /** Where the identity service is: its issuer, in the words of OpenID Connect. */
  PORTAL_ISSUER: string;
  PORTAL_CLIENT_ID: string;
  PORTAL_CLIENT_SECRET: string;
  /** Encrypts and names what the portal keeps: 32 bytes in base64url. */
  PORTAL_DATA_KEY: string;
  /** What a clerk types before they look a filing up; nobody can where it is empty. */
  PORTAL_CLERK_CODE: string;
  /** The header in which a proxy writes the client's address; the connection's own where it is empty. */
  PORTAL_ADDRESS_HEADER?: string;
  /** Where the app is to be had, as JSON: see `downloads.ts`. */
  PORTAL_DOWNLOADS?: string;
}

/** The one object that keeps everything of a demonstration. */
export const office = (env: Env): Office => env.OFFICE.getByName("office");
