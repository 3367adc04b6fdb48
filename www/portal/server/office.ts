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

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const VISIT_MS = 12 * HOUR_MS;
const FILING_MS = 90 * 24 * HOUR_MS;
const SWEEP_MS = HOUR_MS;

/** How many wrong work codes the office takes in how long, from everybody together. */
const GUESSES = 5;
const GUESSES_MS = 15 * MINUTE_MS;

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
       CREATE TABLE IF NOT EXISTS guess (made_at INTEGER NOT NULL);`,
    );
  }

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

  visit(id: string): string | undefined {
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

  /** Whether one more work code may be tried; it counts as wrong until `guessedRight`. */
  async guess(): Promise<boolean> {
    const { sql } = this.ctx.storage;
    const now = Date.now();
    const query = "SELECT count(*) AS made FROM guess WHERE made_at >= ?";
    const [{ made } = { made: 0 }] = sql.exec<{ made: number }>(query, now - GUESSES_MS).toArray();
    if (made >= GUESSES) return false;
    sql.exec("INSERT INTO guess (made_at) VALUES (?)", now);
    await this.#sweepLater();
    return true;
  }

  /** Takes the last guess back. */
  guessedRight(): void {
    this.ctx.storage.sql.exec("DELETE FROM guess WHERE rowid = (SELECT max(rowid) FROM guess)");
  }

  /** Forgets what is over. */
  async alarm(): Promise<void> {
    const { sql } = this.ctx.storage;
    const now = Date.now();
    sql.exec("DELETE FROM visit WHERE made_at < ?", now - VISIT_MS);
    sql.exec("DELETE FROM filing WHERE made_at < ?", now - FILING_MS);
    sql.exec("DELETE FROM guess WHERE made_at < ?", now - GUESSES_MS);
    const tables = ["visit", "filing", "guess"];
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
