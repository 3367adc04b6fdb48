/** What the runtime offers to a worker, as far as this one uses it. */
declare module "cloudflare:workers" {
  export interface SqlStorage {
    exec<T>(query: string, ...values: (string | number | null)[]): Iterable<T> & { toArray(): T[] };
  }

  export abstract class DurableObject<Env> {
    protected readonly ctx: { storage: { sql: SqlStorage } };
    protected readonly env: Env;
    constructor(ctx: { storage: { sql: SqlStorage } }, env: Env);
  }
}
