import { loadTool } from '../servers/tools.ts';
import { type Arm, type ArmOptions, Refused } from './arm.ts';
import { resultOf } from './documents.ts';
import { fullMicros, newRequest, priceMicros } from './request.ts';

interface Pool {
  query(text: string | { name: string; text: string; values: unknown[] }): Promise<{ rows: unknown[] }>;
  end(): Promise<void>;
}
interface PgPackage {
  Pool: new (options: { host: string; port: number; user: string; database: string; max: number }) => Pool;
}

/** More connections only lengthen the queue for the row; see `docs/benchmarks`. */
const connections = 16;

const schema = `
  CREATE TABLE accounts (id text PRIMARY KEY, status text NOT NULL, balance_micros bigint NOT NULL,
    window_start_ms bigint NOT NULL DEFAULT 0, window_count int NOT NULL DEFAULT 0) WITH (fillfactor = 50);
  CREATE TABLE credit_logs (id text PRIMARY KEY, account_id text NOT NULL, amount_micros bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE ai_activity (id text PRIMARY KEY, account_id text NOT NULL, status text NOT NULL, draft jsonb NOT NULL,
    price_micros bigint NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), ended_at timestamptz);
  CREATE TABLE results (id text PRIMARY KEY, result jsonb NOT NULL);

  CREATE FUNCTION begin_work(the_account text, the_activity text, price bigint, max_count int, window_ms bigint,
    the_draft jsonb) RETURNS text LANGUAGE plpgsql AS $$
  DECLARE
    account accounts%ROWTYPE;
    now_ms bigint := extract(epoch FROM clock_timestamp()) * 1000;
  BEGIN
    SELECT * INTO account FROM accounts WHERE id = the_account FOR UPDATE;
    IF account.status IS DISTINCT FROM 'active' THEN RETURN 'suspended'; END IF;
    IF account.balance_micros < price THEN RETURN 'insufficient-credits'; END IF;
    IF now_ms - account.window_start_ms >= window_ms THEN
      account.window_start_ms := now_ms;
      account.window_count := 0;
    END IF;
    IF account.window_count >= max_count THEN RETURN 'rate-limited'; END IF;
    UPDATE accounts SET balance_micros = balance_micros - price, window_start_ms = account.window_start_ms,
      window_count = account.window_count + 1 WHERE id = the_account;
    INSERT INTO credit_logs (id, account_id, amount_micros) VALUES (the_activity, the_account, -price);
    INSERT INTO ai_activity (id, account_id, status, draft, price_micros)
      VALUES (the_activity, the_account, 'processing', the_draft, price);
    RETURN 'ok';
  END $$;

  CREATE FUNCTION end_work(the_activity text, the_result jsonb) RETURNS text LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE ai_activity SET status = 'completed', ended_at = now()
      WHERE id = the_activity AND status = 'processing';
    IF NOT FOUND THEN RETURN 'ended already'; END IF;
    INSERT INTO results (id, result) VALUES (the_activity, the_result);
    RETURN 'ok';
  END $$;`;

/** One function a request, which locks the account's row and commits to disk. */
export async function postgres(address: string, { limit }: ArmOptions): Promise<Arm> {
  const { Pool } = await loadTool<PgPackage>('pg');
  const [host = '', port = ''] = address.split(':');
  const pool = new Pool({ host, port: Number(port), user: 'bench', database: 'postgres', max: connections });
  const { rows } = await pool.query(`SELECT to_regclass('accounts') AS made`);
  if (!(rows as { made: string | null }[])[0]?.made) await pool.query(schema);

  async function call(name: string, text: string, values: unknown[]): Promise<void> {
    const answer = await pool.query({ name, text, values });
    const [{ said }] = answer.rows as [{ said: string }];
    if (said !== 'ok') throw new Refused(said);
  }
  return {
    name: 'PostgreSQL',
    async open(accountIds) {
      const text = `INSERT INTO accounts (id, status, balance_micros)
        SELECT id, 'active', $2 FROM unnest($1::text[]) AS id ON CONFLICT DO NOTHING`;
      await pool.query({ name: 'open', text, values: [accountIds, fullMicros] });
    },
    async begin(accountId) {
      const { activityId, draft } = newRequest(accountId);
      const values = [accountId, activityId, priceMicros, limit.max, limit.windowMs, JSON.stringify(draft)];
      await call('begin', 'SELECT begin_work($1, $2, $3, $4, $5, $6) AS said', values);
      return () =>
        call('end', 'SELECT end_work($1, $2) AS said', [activityId, JSON.stringify(resultOf(accountId))]);
    },
    [Symbol.asyncDispose]: () => pool.end(),
  };
}
