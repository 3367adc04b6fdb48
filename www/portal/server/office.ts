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
}

const VISIT_MS = 12 * 3600 * 1000;
const FILING_MS = 90 * 24 * 3600 * 1000;

/** What the portal keeps: who is signed in, and which filings were made. */
export class Office extends DurableObject<Env> {
  constructor(ctx: ConstructorParameters<typeof DurableObject<Env>>[0], env: Env) {
    super(ctx, env);
    this.ctx.storage.sql.exec(
      `CREATE TABLE IF NOT EXISTS visit (id TEXT PRIMARY KEY, sealed TEXT NOT NULL, made_at INTEGER NOT NULL);
       CREATE TABLE IF NOT EXISTS filing (
         number TEXT PRIMARY KEY, key TEXT NOT NULL, owner TEXT NOT NULL, sealed TEXT NOT NULL,
         made_at INTEGER NOT NULL, UNIQUE (owner, key));`,
    );
  }

  keepVisit(id: string, sealed: string): void {
    const now = Date.now();
    this.ctx.storage.sql.exec("DELETE FROM visit WHERE made_at < ?", now - VISIT_MS);
    this.ctx.storage.sql.exec(
      `INSERT INTO visit (id, sealed, made_at) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed`,
      id,
      sealed,
      now,
    );
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
  addFiling({ number, key, owner, sealed }: KeptFiling): string {
    const now = Date.now();
    this.ctx.storage.sql.exec("DELETE FROM filing WHERE made_at < ?", now - FILING_MS);
    this.ctx.storage.sql.exec(
      `INSERT INTO filing (number, key, owner, sealed, made_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (owner, key) DO NOTHING`,
      number,
      key,
      owner,
      sealed,
      now,
    );
    const query = "SELECT number FROM filing WHERE owner = ? AND key = ?";
    return (
      this.ctx.storage.sql.exec<{ number: string }>(query, owner, key).toArray()[0]?.number ??
      number
    );
  }

  changeFiling(number: string, sealed: string): void {
    this.ctx.storage.sql.exec("UPDATE filing SET sealed = ? WHERE number = ?", sealed, number);
  }

  filing(number: string): KeptFiling | undefined {
    const query = "SELECT number, key, owner, sealed FROM filing WHERE number = ?";
    return this.ctx.storage.sql.exec<KeptFiling>(query, number).toArray()[0];
  }

  filingsOf(owner: string): KeptFiling[] {
    const query =
      "SELECT number, key, owner, sealed FROM filing WHERE owner = ? ORDER BY made_at DESC";
    return this.ctx.storage.sql.exec<KeptFiling>(query, owner).toArray();
  }
}
