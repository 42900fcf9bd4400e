import { loadTool } from '../servers/tools.ts';
import { type Arm, type ArmOptions, Refused } from './arm.ts';
import { resultOf } from './documents.ts';
import { fullMicros, newRequest, priceMicros } from './request.ts';

interface Client {
  connect(): Promise<unknown>;
  on(event: 'error', listener: () => void): void;
  sendCommand(args: readonly string[]): Promise<unknown>;
  destroy(): void;
}
interface RedisPackage {
  createClient(options: { url: string }): Client;
}

const beginScript = `
  local status, balance = unpack(redis.call('HMGET', KEYS[1], 'status', 'balance'))
  local price = tonumber(ARGV[1])
  if status ~= 'active' then return 'suspended' end
  if tonumber(balance) < price then return 'insufficient-credits' end
  local count = redis.call('INCR', KEYS[2])
  if count == 1 then redis.call('PEXPIRE', KEYS[2], ARGV[3]) end
  if count > tonumber(ARGV[2]) then return 'rate-limited' end
  redis.call('HINCRBY', KEYS[1], 'balance', -price)
  redis.call('SET', KEYS[3], ARGV[5])
  redis.call('HSET', KEYS[4], 'status', 'processing', 'draft', ARGV[4])
  return 'ok'`;

const endScript = `
  if redis.call('HGET', KEYS[1], 'status') ~= 'processing' then return 'ended already' end
  redis.call('HSET', KEYS[1], 'status', 'completed', 'endedAt', ARGV[2])
  redis.call('SET', KEYS[2], ARGV[1])
  return 'ok'`;

/** One Lua script a request; every write is on disk before the answer. */
export async function redis(address: string, { limit }: ArmOptions): Promise<Arm> {
  const { createClient } = await loadTool<RedisPackage>('redis');
  const client = createClient({ url: `redis://${address}` });
  client.on('error', () => undefined);
  await client.connect();
  const load = async (script: string) => String(await client.sendCommand(['SCRIPT', 'LOAD', script]));
  const [begin, end] = [await load(beginScript), await load(endScript)];

  async function run(script: string, keys: string[], args: (string | number)[]): Promise<void> {
    const said = await client.sendCommand([
      'EVALSHA',
      script,
      String(keys.length),
      ...keys,
      ...args.map(String),
    ]);
    if (said !== 'ok') throw new Refused(String(said));
  }
  return {
    name: 'Redis',
    async open(accountIds) {
      const fields = ['status', 'active', 'balance', String(fullMicros)];
      await Promise.all(accountIds.map((id) => client.sendCommand(['HSET', `account:${id}`, ...fields])));
    },
    async begin(accountId) {
      const { activityId, draft } = newRequest(accountId);
      const [activity, log] = [`activity:${activityId}`, `log:${activityId}`];
      const amount = JSON.stringify({ accountId, amountMicros: 0 - priceMicros, createdAt: Date.now() });
      const args = [priceMicros, limit.max, limit.windowMs, JSON.stringify(draft), amount];
      await run(begin, [`account:${accountId}`, `limit:${accountId}`, log, activity], args);
      const result = JSON.stringify(resultOf(accountId));
      return () => run(end, [activity, `result:${activityId}`], [result, Date.now()]);
    },
    async [Symbol.asyncDispose]() {
      client.destroy();
    },
  };
}
