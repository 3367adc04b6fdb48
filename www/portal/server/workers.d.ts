/** What the runtime offers to a worker, as far as this one uses it. */
declare module "cloudflare:workers" {
  export interface SqlStorage {
    exec<T>(query: string, ...values: (string | number | null)[]): Iterable<T> & { toArray(): T[] };
  }

  export interface Storage {
    sql: SqlStorage;
    getAlarm(): Promise<number | null>;
    setAlarm(at: number): Promise<void>;
  }

  export abstract class DurableObject<Env> {
    protected readonly ctx: { storage: Storage };
    protected readonly env: Env;
    constructor(ctx: { storage: Storage }, env: Env);
  }
}

interface SubtleCrypto {
  /** Whether two texts of one length are the same, in a time that does not tell where they differ. */
  timingSafeEqual(one: ArrayBuffer, other: ArrayBuffer): boolean;
}
