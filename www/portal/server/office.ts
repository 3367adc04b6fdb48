import { DurableObject } from "cloudflare:workers";
import type { Env } from "./env.ts";

/** A filing as it is kept: nobody reads it without the portal's key. */
export interface KeptFiling {
  /** How people name it. */
  number: string;
  /** The page's own name of its request, so that one sent twice is one filing. */
  key: string;
  /** Who made it: the person's `sub`. */
  owner: string;
  sealed: string;
  /** Milliseconds since 1970. */
  made_at: number;
}

const HOUR_MS = 60 * 60_000;
const VISIT_MS = 12 * HOUR_MS;
const FILING_MS = 90 * 24 * HOUR_MS;
const ATTEMPT_MS = HOUR_MS;
const SWEEP_MS = HOUR_MS;

/** A cookie, as earlier releases kept it; no name of today looks like it. */
const COOKIE = /^[0-9a-f-]{72}$/;

const FILING = "SELECT number, key, owner, sealed, made_at FROM filing";

/** What the portal keeps: who is signed in, and which filings were made. It forgets by itself. */
export class Office extends DurableObject<Env> {
  constructor(ctx: ConstructorParameters<typeof DurableObject<Env>>[0], env: Env) {
    super(ctx, env);
    this.ctx.storage.sql.exec(
      `CREATE TABLE IF NOT EXISTS visit (id TEXT PRIMARY KEY, sealed TEXT NOT NULL, made_at INTEGER NOT NULL);
       CREATE TABLE IF NOT EXISTS filing (
         number TEXT PRIMARY KEY, key TEXT NOT NULL, owner TEXT NOT NULL, sealed TEXT NOT NULL,
         made_at INTEGER NOT NULL, UNIQUE (owner, key));
       CREATE TABLE IF NOT EXISTS attempt (name TEXT NOT NULL, made_at INTEGER NOT NULL);
       CREATE INDEX IF NOT EXISTS attempt_name ON attempt (name);
       DROP TABLE IF EXISTS guess;`,
    );
  }

  /** Keeps a visit under a name that tells nothing of its cookie. */
  async keepVisit(id: string, sealed: string): Promise<void> {
    this.ctx.storage.sql.exec(
      `INSERT INTO visit (id, sealed, made_at) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed`,
      id,
      sealed,
      Date.now(),
    );
    await this.#sweepLater();
  }

  /** The visit with this name; one that an earlier release kept under its cookie is renamed. */
  visit(id: string, cookie: string): string | undefined {
    if (COOKIE.test(cookie))
      this.ctx.storage.sql.exec("UPDATE visit SET id = ? WHERE id = ?", id, cookie);
    const query = "SELECT sealed FROM visit WHERE id = ? AND made_at >= ?";
    const rows = this.ctx.storage.sql.exec<{ sealed: string }>(query, id, Date.now() - VISIT_MS);
    return rows.toArray()[0]?.sealed;
  }

  endVisit(id: string): void {
    this.ctx.storage.sql.exec("DELETE FROM visit WHERE id = ?", id);
  }

  /** The number under which the filing is kept: that of the first with this key. */
  async addFiling({ number, key, owner, sealed, made_at }: KeptFiling): Promise<string> {
    const { sql } = this.ctx.storage;
    sql.exec(
      `INSERT INTO filing (number, key, owner, sealed, made_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (owner, key) DO NOTHING`,
      number,
      key,
      owner,
      sealed,
      made_at,
    );
    await this.#sweepLater();
    const query = "SELECT number FROM filing WHERE owner = ? AND key = ?";
    return sql.exec<{ number: string }>(query, owner, key).toArray()[0]?.number ?? number;
  }

  changeFiling(number: string, sealed: string): void {
    this.ctx.storage.sql.exec("UPDATE filing SET sealed = ? WHERE number = ?", sealed, number);
  }

  removeFiling(number: string): void {
    this.ctx.storage.sql.exec("DELETE FROM filing WHERE number = ?", number);
  }

  filing(number: string): KeptFiling | undefined {
    return this.ctx.storage.sql.exec<KeptFiling>(`${FILING} WHERE number = ?`, number).toArray()[0];
  }

  filingsOf(owner: string): KeptFiling[] {
    const query = `${FILING} WHERE owner = ? ORDER BY made_at DESC`;
    return this.ctx.storage.sql.exec<KeptFiling>(query, owner).toArray();
  }

  /** Whether one more attempt may be made under this name; it counts unless it is taken back. */
  async attempt(name: string, most: number, span_ms: number): Promise<boolean> {
    const { sql } = this.ctx.storage;
    const now = Date.now();
    const query = "SELECT count(*) AS made FROM attempt WHERE name = ? AND made_at >= ?";
    const [{ made } = { made: 0 }] = sql
      .exec<{ made: number }>(query, name, now - span_ms)
      .toArray();
    if (made >= most) return false;
    sql.exec("INSERT INTO attempt (name, made_at) VALUES (?, ?)", name, now);
    await this.#sweepLater();
    return true;
  }

  /** Takes back the last attempt under this name. */
  takeBack(name: string): void {
    const last = "SELECT max(rowid) FROM attempt WHERE name = ?";
    this.ctx.storage.sql.exec(`DELETE FROM attempt WHERE rowid = (${last})`, name);
  }

  /** Forgets what is over. */
  async alarm(): Promise<void> {
    const { sql } = this.ctx.storage;
    const now = Date.now();
    sql.exec("DELETE FROM visit WHERE made_at < ?", now - VISIT_MS);
    sql.exec("DELETE FROM filing WHERE made_at < ?", now - FILING_MS);
    sql.exec("DELETE FROM attempt WHERE made_at < ?", now - ATTEMPT_MS);
    const tables = ["visit", "filing", "attempt"];
    const counts = tables.map((table) => `(SELECT count(*) FROM ${table})`).join(" + ");
    const [{ left } = { left: 0 }] = sql
      .exec<{ left: number }>(`SELECT ${counts} AS left`)
      .toArray();
    if (left > 0) await this.#sweepLater();
  }

  async #sweepLater(): Promise<void> {
    const { storage } = this.ctx;
    if ((await storage.getAlarm()) === null) await storage.setAlarm(Date.now() + SWEEP_MS);
  }
}
